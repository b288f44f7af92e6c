# trace: compiled>=1,start<=60
# Places that meet a new function or class again and again get a bounded number of traces.
def make(k):
    def f(x):
        return x + k
    return eval(f"lambda x: x * {k} + 1"), type(f"C{k}", (), {"m": lambda self, x: x - k, "a": k})()


pairs = [make(k) for k in range(150)]


def calls(n):
    s = 0
    for i in range(n):
        f, o = pairs[i % 150]
        s += f(i) + o.m(i) + o.a
        o.a = i & 3
    return s


print(calls(30000))
