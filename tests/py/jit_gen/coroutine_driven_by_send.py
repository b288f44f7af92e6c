# trace: compiled>=1
class Await:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got

async def step(i):
    return await Await(i) + 1

async def main(n):
    s = 0
    for i in range(n):
        s += await step(i)
    return s

c = main(400)
v = c.send(None)
try:
    while True:
        v = c.send(v * 2)
except StopIteration as e:
    print(e.value)
