# trace: compiled>=10
import gc


def make(k):
    space = {}
    exec(f"""
def numbers(n):
    total = {k}
    for i in range(n):
        total += i
        yield total
""", space)
    return space["numbers"](200)


suspended = [make(k) for k in range(6)]
for generator in suspended:
    for _ in range(70):
        next(generator)
gc.collect()
print(sum(sum(make(k)) for k in range(30)))
gc.collect()
print([sum(generator) for generator in suspended])
