async def f(x): return await x
def run(c):
    try:
        c.send(None)
    except StopIteration as e:
        return "value", e.value
    except Exception as e:
        return type(e).__name__, str(e)
print(run(f(5)), run(f("a")), run(f([])), run(f(None)))
class A:
    def __await__(self): return 5
class B:
    def __await__(self): return iter([1])
print(run(f(A())))
print(f(B()).send(None))
async def g(): return 1
c = g()
print(run(f(c)), run(f(c)))
async def h(): raise StopIteration("x")
print(run(h()))
for bad in ("for x in c: pass", "next(c)", "list(c)", "iter(c)"):
    c = g()
    try:
        exec(bad)
    except TypeError as e:
        print(e)
    c.close()
