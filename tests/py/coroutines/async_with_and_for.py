log = []
class Ctx:
    async def __aenter__(self):
        log.append("enter")
        return "ctx"
    async def __aexit__(self, t, v, tb):
        log.append(("exit", t and t.__name__))
        return t is KeyError
class It:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        return self.i
async def main():
    async with Ctx() as a, Ctx():
        log.append(a)
    async with Ctx():
        raise KeyError
    async for x in It(3):
        if x == 2: continue
        log.append(x)
    else:
        log.append("else")
    try:
        async with Ctx(): raise ValueError
    except ValueError:
        log.append("value")
    return "done"
try:
    main().send(None)
except StopIteration as e:
    print(e.value)
print(log)
async def bad(kind):
    if kind == 0:
        async with 5: pass
    if kind == 1:
        async for x in [1]: pass
    if kind == 2:
        with Ctx(): pass
for k in range(3):
    try:
        bad(k).send(None)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
