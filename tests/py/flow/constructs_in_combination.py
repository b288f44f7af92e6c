log = []
def L(x, r=None): log.append(x); return r if r is not None else x
def t1():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: break
        finally:
            L(("fin", i))
    else: L("else")
    return i
print(t1(), log); log.clear()
def t2():
    try:
        try: return L("ret")
        finally: L("f1")
    finally:
        L("f2")
print(t2(), log); log.clear()
def t3():
    while True:
        try: return 1
        finally: break
    return 2
print(t3())
class CM:
    def __init__(s, n, sup=False): s.n, s.sup = n, sup
    def __enter__(s): L(("enter", s.n)); return s
    def __exit__(s, *a): L(("exit", s.n, a[0] and a[0].__name__)); return s.sup
def t4():
    for i in range(3):
        with CM("a"), CM("b", i == 1) as b:
            if i == 0: continue
            if i == 1: raise KeyError
            return b.n
print(t4(), log); log.clear()
def t5():
    with CM("x", True): raise ValueError
    with CM("y", True): return "y"
print(t5(), log); log.clear()
def t6():
    import sys
    try: raise ValueError(1)
    except ValueError as e:
        try: raise KeyError(2)
        except KeyError: pass
        a = sys.exc_info()[0].__name__
        for _ in range(1):
            try: raise TypeError
            except TypeError: break
        b = sys.exc_info()[0].__name__
    c = sys.exc_info()[0]
    try: e
    except UnboundLocalError as x: d = str(x)
    return a, b, c, d
print(t6())
def t7(x):
    a = x + (x := 5) + x
    b = [x, (x := 6), x]
    c = {x: (x := 7), x: x}
    d = f"{x}{(x := 8)}{x}"
    e = x < (x := 9) < x + 1
    f = (lambda y: (y, x))(x := 10)
    l = [1, 2, 3]; i = 0
    l[i] = (i := 1)
    l[i] += (i := 2)
    x += (x := 100)
    return a, b, c, d, e, f, l, i, x
print(t7(1))
def t8():
    fs = [lambda: i for i in range(3)]
    gs = [[lambda: (i, j) for j in range(2)] for i in range(2)]
    hs = [(lambda i=i: i) for i in range(3)]
    n = 10
    ks = [n * i for i in range(3) if (last := i) > 0]
    return [f() for f in fs], [[g() for g in r] for r in gs], [h() for h in hs], ks, last
print(t8())
class K:
    a = 3
    b = [i for i in range(a)]
    c = [i + j for i in range(a) for j in [1, 2]]
    d = {k: __qualname__ if False else v for k, v in {"x": a}.items()}
    e = (lambda: [x for x in "ab"])()
    try: f = [a for _ in "x"]
    except NameError as ex: f = str(ex)
    def m(self): return [__class__.__name__ for _ in "z"], [super for _ in "q"][0] is super
print(K.b, K.c, K.d, K.e, K.f, K().m())
def t9(*a, **k):
    def f(*a, **k): return a, k
    return f(*a, 1, *a, x=1, **k), f(**k, y=2), f(*a, **{"z": 1}), f(*(i for i in a)), f(1, *a, k=2, **{}, **k)
print(t9(7, 8, q=9))
def t10():
    a = b = c = []
    a.append(1); x, (y, *z), w = 1, (2, 3, 4), 5
    (p, q), r = [1, 2], 3
    [s, *t] = "abc"; *u, v = range(4); *m, = (1,)
    i = 0
    i, l = 1, [0, 0]
    i, l[i] = 0, 9
    for x2, (y2, *z2) in [(1, "abc")]: pass
    return b, x, y, z, w, p, q, r, s, t, u, v, m, l, z2
print(t10())
def gen():
    try:
        while True:
            try:
                x = yield L("y")
                L(("got", x))
            except ValueError as e: L(("VE", str(e)))
    finally:
        L("closed")
g = gen(); next(g); g.send(5); g.throw(ValueError("v")); g.close(); print(log); log.clear()
def outer():
    r = yield from inner(); L(("r", r)); return r * 2
def inner():
    try: a = yield 1
    except KeyError: a = "ke"
    b = yield a
    return b
g = outer(); print(next(g), g.throw(KeyError), end=" ")
try: g.send(21)
except StopIteration as e: print(e.value, log)
log.clear()
def t11(n):
    match n:
        case 0 | 1: return "01"
        case [x, y] if x == y: return ("eq", x)
        case [x, *rest]: return (x, rest)
        case {"k": v, **kw}: return (v, kw)
        case str(s): return s.upper()
        case complex(real=r, imag=im): return (r, im)
        case (int() | float()) as num: return -num
        case None: return "none"
        case _: return "?"
print([t11(v) for v in (0, True, [2, 2], [1, 2], (1,), {"k": 1, "z": 2}, "ab", 1+2j, 5, 2.5, None, object)])
def t12():
    del_me = 1
    for k in range(2):
        try: del_me
        except UnboundLocalError: return "gone", k
        del del_me
print(t12())
def t13():
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: L(e.exceptions)
    except* TypeError: raise OSError("o")
try: t13()
except* OSError as e: print("os", [type(x).__name__ for x in e.exceptions])
except* KeyError as e: print("key", e.exceptions)
print(log); log.clear()
def t14(a, b=[], *c, d, e=5, **f): return a, b, c, d, e, f
print(t14(1, d=2), t14(1, 2, 3, d=4, z=5), (lambda x, /, y=2, *, z: (x, y, z))(1, z=3))
x = 5
def t15():
    global x
    x += 1
    def n():
        nonlocal_ = 1
        def m():
            nonlocal nonlocal_
            nonlocal_ += 1
            return nonlocal_
        return m() + m()
    return x, n()
print(t15(), 1 if x > 5 else 2, not x, x and 0 or "z", 1 < 2 < 3 > 2 != 5, [*range(3), *"ab"], {**{"a": 1}, "b": 2}, {*[1, 2], 3})
print([(i, j) for i in range(3) if i for j in range(i) if j < 2], {i: j for i, j in zip("ab", "cd")}, sum(i for i in range(5)))
def t16():
    i = 0
    while i < 5:
        i += 1
        if i == 2: continue
        if i == 4: break
    else: return "no"
    while (i := i - 1) > 0: pass
    else: return "else", i
print(t16())
async def am():
    async with ACM() as v:
        r = [i async for i in ag(3)]
        async for j in ag(5):
            if j == 1: continue
            if j == 3: break
            r.append(j * 10)
        else: r.append("else")
        return r, v
class ACM:
    async def __aenter__(s): return "av"
    async def __aexit__(s, *a): L("aexit")
async def ag(n):
    for i in range(n):
        try: yield i
        finally: L(("ag", i))
try: am().send(None)
except StopIteration as e: print(e.value)
print(f"{3.14159:.2f} {'x':>{5}} {1+1=} {'q'!r:^7}|", f"{{}}", "a" "b" f"{1}")
def t17(a: int, *b: str, c: "q" = 1) -> None: z: int = 5; return z
print(t17.__annotations__, t17(1))
class M(type):
    def __prepare__(name, bases, **kw): return {"pre": 1}
    def __new__(m, n, b, ns, **kw): return super().__new__(m, n, b, dict(ns))
class MC(metaclass=M, kw=1):
    y: int = 2
    def __private(self): pass
    __p = 1
print(MC.pre, MC.__annotations__, [k for k in vars(MC) if "_MC" in k])
