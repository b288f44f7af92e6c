# trace: compiled>=20
# Return points are numbered: the numbers of dead functions are given to others.
import gc


def make(k):
    space = {}
    exec(f"""
def down(n):
    if n < 2:
        return {k}
    return down(n - 1) + down(n - 2) + {k % 5}

def twist(n, depth):
    if depth == 0:
        return n
    return twist(n + depth, depth - 1) - {k}
""", space)
    return space["down"], space["twist"]


first = make(1000)
for k in range(40):
    down, twist = make(k)
    print(down(12), twist(k, 60), first[0](10), first[1](k, 40))
    if k % 8 == 0:
        gc.collect()
