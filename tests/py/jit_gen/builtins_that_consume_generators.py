# trace: compiled>=4
# sum, any, all, min, max, list and sorted take over many items of a generator in Python; nobody can tell.
import sys
import traceback


def squares(n, log=None):
    for i in range(n):
        if log is not None and i % 100 == 0:
            log.append(sys._getframe(1).f_code.co_name)
        yield i * i


def failing(n):
    for i in range(n):
        yield i
    raise KeyError("at the end")


def show(function, *args):
    try:
        print(function(*args))
    except Exception as e:
        print(type(e).__name__, e, [(f.name, f.lineno) for f in traceback.extract_tb(e.__traceback__)])


log = []
print(sum(squares(1000)), sum(squares(1000, log), 0.5), log[:3], len(log))
print(any(x > 5000 for x in range(9000)), all(x < 700 for x in range(900)), any(x < 0 for x in range(300)))
print(min(x ^ 77 for x in range(500)), max(-x for x in range(500)), max((x % 7 for x in range(200)), key=lambda v: -v))
print(len(list(x for x in range(777))), sorted(x % 5 for x in range(300))[::60], [*(x for x in range(200))][-1])
print(min((x for x in ()), default="none"), sum(x for x in ()), all(x for x in ()))
for function in sum, any, min, list:
    show(function, failing(200) if function is not any else (not x for x in failing(200) if x))
show(sum, (x if x < 150 else str(x) for x in range(300)))
show(max, (x if x < 150 else str(x) for x in range(300)))
show(sum, squares(3), "")
# What is left of a generator that was not used up; one generator used twice; one that uses itself.
g = (x for x in range(1000))
print(any(x == 400 for x in g), next(g), sum(g), list(g))


def itself():
    for i in range(200):
        yield i
        if i == 150:
            yield sum(me)


me = itself()
show(sum, me)
# Types change on the way.
print(sum(x if x < 100 else x / 2 for x in range(250)), max(x if x % 2 else float(x) for x in range(250)))
print(sum(sum(i * j for i in range(20)) for j in range(300)), sum([x] * 2 == [x, x] for x in range(100)))
print(len("".join(str(x) for x in range(500))), [str(x) for x in (1, -2.5, "s", True, None)])
total = []
for k in range(100):
    total.append(str(k) + str(k / 4) + str("x"))
print("".join(total)[-20:])
