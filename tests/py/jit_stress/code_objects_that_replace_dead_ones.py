# trace: compiled>=1
# Functions of many sizes are inlined while a loop is recorded, and die; new code objects take their place in memory.
import gc


def program(k):
    names = [f"v{i}" for i in range(k * 37 % 150)]
    return "\n".join(["def helper(n):"] + [f"    {name} = n + {i}" for i, name in enumerate(names)]
                     + [f"    return {' + '.join(['n'] + names)}"])


def work(n, helper):
    s = 0
    for i in range(100):
        s += helper(i)
        if i == n:
            return s


checksum = 0
for k in range(400):
    space = {}
    exec(program(k), space)
    checksum += work(k % 75, space["helper"])
    del space
    if k % 10 == 0:
        gc.collect()
print(checksum)
