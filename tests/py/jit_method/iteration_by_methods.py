# trace: compiled>=1
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Caller:
    def __init__(self, k):
        self.k = k

    def __call__(self, x, *, y=1):
        return self.k * x + y


total = 0
for i in range(100):
    for j in Countdown(i):
        total += j
    total += Caller(i)(2) + Caller(i)(1, y=i)
print(total)
