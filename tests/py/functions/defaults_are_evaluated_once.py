def f(a, l=[]):
    l.append(a)
    return l
print(f(1), f(2), f.__defaults__)
i = 5
def g(x=i): return x
i = 6
print(g(), g.__defaults__)
def h(x=print("evaluated")): pass
h(); h()
