def f():
    def g(): return x
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e)
    x = 1
    print(g())
    del x
    try:
        g()
    except NameError as e:
        print(e)
f()
def h():
    def k(): return k.__closure__[0].cell_contents is k
    return k()
print(h())
def e():
    if False: y = 1
    return lambda: y
try:
    e().__closure__[0].cell_contents
except ValueError as err:
    print(err)
