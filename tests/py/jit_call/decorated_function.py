# trace: compiled>=1
import functools
calls = 0
def count(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        global calls
        calls += 1
        return f(*args, **kwargs)
    return wrapper

@count
def add(a, b=1): return a + b

s = 0
for i in range(400):
    s += add(i) + add(i, b=2)
print(s, calls, add.__name__)
