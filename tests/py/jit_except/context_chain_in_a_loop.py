def f(i):
    try:
        try:
            {}[i]
        except KeyError:
            int("x")
    except ValueError as e:
        return type(e.__context__).__name__, e.__context__.args[0], e.__cause__

for i in range(200):
    r = f(i)
print(r)
def g(i):
    try:
        raise A(i) from B(i + 1)
    except A as e:
        return e.__cause__.args[0], e.__suppress_context__
class A(Exception): pass
class B(Exception): pass
print(sum(g(i)[0] for i in range(200)))
