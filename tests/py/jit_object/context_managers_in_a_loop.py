# trace: compiled>=1
class Ctx:
    depth = entered = errors = 0
    def __enter__(self):
        Ctx.depth += 1
        Ctx.entered += 1
        return Ctx.entered
    def __exit__(self, t, v, tb):
        Ctx.depth -= 1
        if t:
            Ctx.errors += 1
        return t is KeyError

s = 0
for i in range(500):
    with Ctx() as a, Ctx() as b:
        s += b - a
        if i % 10 == 3:
            raise KeyError(i)
        if i % 10 == 4:
            continue
        if i == 490:
            break
        s += 1
print(s, Ctx.depth, Ctx.entered, Ctx.errors)
