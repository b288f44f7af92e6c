# trace: compiled>=1
log = []

def early(i):
    try:
        if i % 4 == 1:
            raise KeyError(i)
        if i % 4 == 2:
            return "returned"
        return "end"
    except KeyError:
        return "caught"
    finally:
        log.append(i)
        if i % 4 == 3:
            return "finally"

def nested(i):
    out = []
    try:
        try:
            try:
                out.append(1 // (i % 3))
            except IndexError:
                out.append("index")
            finally:
                out.append("f1")
                if i % 5 == 0:
                    raise LookupError(i)
        except ZeroDivisionError as e:
            out.append(str(e))
        else:
            out.append("else")
    except LookupError as e:
        out.append(type(e.__context__).__name__)
    try:
        e
    except UnboundLocalError as error:
        out.append(error.args[0][:20])
    return tuple(out)

def swallow(n):
    total = 0
    for i in range(n):
        while True:
            try:
                if i % 2:
                    raise ValueError
                total += 1
                break
            except ValueError:
                i += 1
                continue
            finally:
                total += 10
    return total

counts = {}
for i in range(400):
    for key in (early(i), nested(i)):
        counts[key] = counts.get(key, 0) + 1
print(len(log), sum(log))
for key in sorted(counts, key=str):
    print(key, counts[key])
print(swallow(300))
