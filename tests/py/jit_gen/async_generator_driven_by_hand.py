async def agen(n):
    for i in range(n):
        yield i
        if i % 2:
            yield -i

async def consume(n):
    s = 0
    async for x in agen(n):
        s += x * 2
    return s + sum([x async for x in agen(5)])

total = 0
for k in range(100):
    c = consume(k % 20)
    try:
        c.send(None)
    except StopIteration as e:
        total += e.value
print(total)
