# builds: optimised
# modes: off,on,threshold1
# timeout: 60
# Chains whose only reference is in a register while a collection marks.
def build(make, n):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x


def length(x):
    n = 0
    while x is not None:
        x = x[0]
        n += 1
    return n


N = 700000
kept = []
for make in (lambda x: [x], lambda x: (x,), lambda x: (x, 1.5), lambda x: {0: x}):
    for _ in range(2):
        kept.append(build(make, N))
    print([length(x) for x in kept])
