# trace: compiled>=1
import sys

class Tracked:
    def __init__(self, log, swallow):
        self.log, self.swallow = log, swallow

    def __enter__(self):
        self.log.append("enter")
        if len(self.log) % 37 == 0:
            raise LookupError("enter")
        return len(self.log)

    def __exit__(self, kind, value, traceback):
        self.log.append(kind.__name__ if kind else "exit")
        if kind:
            assert sys.exc_info()[1] is value and traceback.tb_frame.f_code.co_name == "run"
        if len(self.log) % 41 == 0:
            raise OverflowError("exit") from value
        return kind is self.swallow

def run(n):
    log, seen, results = [], {}, 0
    for i in range(n):
        try:
            with Tracked(log, KeyError) as a, Tracked(log, IndexError) as b:
                results += b - a
                if i % 5 == 1:
                    raise KeyError(i)
                if i % 5 == 2:
                    raise IndexError(i)
                if i % 5 == 3:
                    continue
                if i % 50 == 49:
                    raise ValueError(i)
            results += 1
        except Exception as e:
            key = type(e).__name__, type(e.__context__).__name__, type(e.__cause__).__name__
            seen[key] = seen.get(key, 0) + 1
    return results, len(log), {k: log.count(k) for k in set(log)}, seen

results, length, counts, seen = run(400)
print(results, length, sorted(counts.items()))
for key in sorted(seen):
    print(key, seen[key])

def returns(i):
    with Tracked([], None) as x:
        if i % 2:
            return i + x
    return -i

class Lacking:
    def __enter__(self):
        return self

print(sum(returns(i) for i in range(300)))
errors = set()
for i in range(200):
    try:
        with (Lacking() if i % 2 else 5):
            pass
    except TypeError as e:
        errors.add(str(e))
print(sorted(errors))
