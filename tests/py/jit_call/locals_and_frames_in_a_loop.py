import sys
def f(n):
    s = 0
    for i in range(n):
        x = i * 2
        if i % 100 == 50:
            s += locals()["x"] + sys._getframe().f_locals["i"]
        s += 1
    return s, sorted(locals())

print(f(400))

def caller_name():
    return sys._getframe(1).f_code.co_name
def g(): return caller_name()
print({g() for i in range(200)})
