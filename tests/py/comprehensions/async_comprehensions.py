async def agen(n):
    for i in range(n):
        yield i
async def val(x): return x
async def main():
    a = [x async for x in agen(3)]
    b = {x: await val(x * 2) async for x in agen(3) if await val(x)}
    c = [y for x in [1, 2] for y in [await val(x)]]
    d = {x async for x in agen(2)}
    g = (x async for x in agen(3))
    e = [x async for x in g]
    return a, b, c, d, e
try:
    main().send(None)
except StopIteration as s:
    print(s.value)
