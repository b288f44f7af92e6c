# trace: compiled>=1
# The function that a loop inlines dies, and functions that are made meanwhile may get its place in memory.
import gc


def make(k):
    space = {}
    exec(f"def step(x):\n    return x * {k} + {k % 3}", space)
    return space["step"]


class Holder:
    pass


def work(holder, n):
    total = 0
    for i in range(n):
        total += holder.step(i)
        if i % 100 == 99:
            holder.step = make(i % 13)
            gc.collect()
    return total


holder = Holder()
for k in range(4):
    holder.step = make(k)
    print(work(holder, 600))
