log = []
def f(i):
    try:
        if i % 3 == 0:
            return "try"
        if i % 3 == 1:
            raise KeyError(i)
    except KeyError:
        return "except"
    else:
        return "else"
    finally:
        log.append(i % 3)
        if i == 250:
            return "finally"

out = [f(i) for i in range(300)]
print(out[:4], out[248:252], len(log), sum(log))
