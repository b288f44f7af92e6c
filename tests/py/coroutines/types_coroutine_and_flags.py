import types, inspect
@types.coroutine
def old():
    x = yield "y"
    return x
async def f(): return await old()
c = f()
print(c.send(None))
try:
    c.send(7)
except StopIteration as e:
    print(e.value)
async def ag(): yield
def g(): yield
print([bool(fn.__code__.co_flags & m) for fn in (f, ag, g, old) for m in (0x20, 0x80, 0x100, 0x200)])
print(inspect.iscoroutinefunction(f), inspect.isasyncgenfunction(ag), inspect.isgeneratorfunction(g))
