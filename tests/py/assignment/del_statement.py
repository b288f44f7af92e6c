a = b = c = 1
l = [1, 2, 3, 4]
del a
del (b, [c])
del l[0], l[::2]
print(l)
class C:
    x = 1
del C.x
try:
    del C.x
except AttributeError as e:
    print(e)
try:
    del a
except NameError as e:
    print(e)
def f():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
    try:
        del x
    except UnboundLocalError as e:
        print(e)
f()
d = {1: 2}
del d[1]
try:
    del d[1]
except KeyError as e:
    print(repr(e))
for src in ("del 1", "del f()", "del a + b", "del (x, 1)", "del x if y else z", "del *a"):
    try:
        compile(src, "<s>", "exec")
        print("ok", src)
    except SyntaxError as e:
        print(src, "->", e.msg)
