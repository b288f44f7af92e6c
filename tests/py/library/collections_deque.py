from collections import deque
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d[0], d[-1], len(d), d.count(2), d.index(3), 3 in d)
d.rotate(1); print(d); d.rotate(-2); print(d)
d.extend("ab"); d.extendleft("xy"); print(d, d.pop(), d.popleft(), d.copy() == d)
d.remove("y") if "y" in d else None
d.insert(1, "ins"); d[0] = "zero"; del d[-1]; d.reverse()
print(d, list(reversed(d)), deque("ab") + deque("c"), deque("ab") * 2, deque([1]) < deque([2]))
for f in (lambda: deque().pop(), lambda: d[99], lambda: d.remove("zz"), lambda: deque([1, 2], 2).insert(0, 5), lambda: deque(5), lambda: deque([], -1), lambda: d.index("q"), lambda: hash(d)):
    try: f()
    except (IndexError, ValueError, TypeError) as e: print(type(e).__name__, e)
try:
    for x in d: d.append(1); d.pop(); d.append(2) if len(d) < 4 else d.pop()
except RuntimeError as e: print(e)
