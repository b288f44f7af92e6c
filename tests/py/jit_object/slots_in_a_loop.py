# trace: compiled>=1
class S:
    __slots__ = ("a", "b")
    def __init__(self, a, b):
        self.a = a
        self.b = b

s = S(0, 1)
for i in range(500):
    s.a, s.b = s.b, (s.a + s.b) % 1000007
print(s.a, s.b)
errors = 0
for i in range(200):
    try:
        if i % 2:
            s.c = 1
        else:
            del s.a
            s.a
    except AttributeError as e:
        errors += 1
        last = str(e)
        s.a = 0
print(errors, last)
