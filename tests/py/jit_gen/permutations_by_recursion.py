# trace: compiled>=1
def perms(xs):
    if len(xs) <= 1:
        yield xs
        return
    for i in range(len(xs)):
        for p in perms(xs[:i] + xs[i + 1:]):
            yield [xs[i]] + p

ps = list(perms([1, 2, 3, 4, 5]))
print(len(ps), ps[0], ps[57], ps[-1])
