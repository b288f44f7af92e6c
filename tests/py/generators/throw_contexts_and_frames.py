# The context of thrown exceptions is what the generator itself is handling; generators that delegate are on the stack.
import sys
import types


def g0(): yield
def run(f):
    try: f()
    except BaseException as e: print(f.__name__, repr(e), repr(e.__context__))
def a():
    g = g0(); next(g)
    try: 1/0
    except ZeroDivisionError: g.throw(ValueError)
run(a)
def b():
    g = g0()
    try: 1/0
    except ZeroDivisionError: g.throw(ValueError(1))
run(b)
def c():
    def f():
        try: raise KeyError('a')
        except KeyError: yield
    g = f(); next(g)
    try: 1/0
    except ZeroDivisionError: g.throw(ValueError(1))
run(c)
def d():
    g = g0(); next(g); list(g)
    try: 1/0
    except ZeroDivisionError: g.throw(ValueError(1))
run(d)
def e():
    def f():
        try: yield
        finally: raise KeyError
    def h():
        try: raise IndexError
        except IndexError: yield from f()
    g = h(); next(g)
    g.close()
run(e)
def e2():
    def f():
        try: yield
        except: raise KeyError
    def h():
        try: raise IndexError
        except IndexError: yield from f()
    g = h(); next(g)
    g.throw(ValueError)
run(e2)
async def co(): pass
def f():
    c = co()
    try: 1/0
    except ZeroDivisionError: c.throw(ValueError(1))
run(f)

def names():
    fr = sys._getframe(1); r = []
    while fr: r.append(fr.f_code.co_name); fr = fr.f_back
    return r
def s():
    def f():
        try: yield
        except ValueError: print(names()); yield
        finally: print(names())
    def g(): yield from f()
    def h(): yield from g()
    x = h(); next(x); x.throw(ValueError); x.close()
    class It:
        def __iter__(self): return self
        def __next__(self): return 1
        def throw(self, *a): print(names(), a); return 3
        def close(self): print(names())
    def k(): yield from It()
    x = k(); next(x); x.throw(ValueError(3)); x.close()
    def sup():
        def z():
            try: yield
            except ValueError: return 5
        return (yield from z())
    x = sup(); next(x)
    try: x.throw(ValueError)
    except StopIteration as q: print(q.value)
run(s)
class Bad:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, n): 1/0
def u():
    def g(): yield from Bad()
    x = g(); next(x); x.throw(ValueError)
run(u)
def v():
    def g(): yield from Bad()
    x = g(); next(x); x.close()
run(v)
def w():
    def g(): yield from Bad()
    x = g(); next(x); x.send(5)
run(w)


class F:
    def __aiter__(self):
        return self

    def __anext__(self):
        return self

    def __await__(self):
        1 / 0


async def loop():
    async for _ in F():
        pass


try:
    loop().send(None)
except TypeError as e:
    print(e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


async def deep():
    return await deeper()


async def deeper():
    return await deepest()


@types.coroutine
def deepest():
    try:
        yield names()
    except ZeroDivisionError:
        yield names()


c = deep()
print(c.send(None))
print(c.throw(ZeroDivisionError))
c.close()
