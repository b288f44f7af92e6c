class A:
    def __init__(self): self.b = {"k": [1, None]}
def f(a):
    return (a.b["k"][1].nope
            + 1)
def g(a, *, key):
    x = 1 + f(a) * key
    return x
g(A(), key=(1,
            2))
