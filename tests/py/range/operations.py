r = range(0, 20, 3)
print(r, len(r), r[2], r[-1], r[1:4], r[::-1], 9 in r, 10 in r, 9.0 in r, "a" in r, r.index(9), r.count(9), r.start, r.stop, r.step, list(range(5, 0, -2)), range(0), bool(range(0)), range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), list(reversed(range(4))), range(2**70, 2**70 + 3)[1], len(range(10**15)), max(r), sum(r), r != 5)
for f in (lambda: r[9], lambda: r.index(1), lambda: range(1, 2, 0), lambda: range(1.5), lambda: r["a"], lambda: len(range(2**100)), lambda: range("1"), lambda: r < r, lambda: setattr(r, "start", 1), lambda: r.nope):
    try: f()
    except (IndexError, ValueError, TypeError, OverflowError, AttributeError) as e: print(type(e).__name__, e)
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), range(True), range(-5)[:], range(10)[20:], range(10)[-3:-1])
