class Suspend:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return r * 2
async def inner(x):
    y = await Suspend(x)
    return y + 1
async def main():
    a = await inner(1)
    b = await inner(a)
    return a, b
c = main()
print(c.send(None), c.send(10), type(c).__name__, c.__name__)
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)
