# trace: compiled>=1
# __add__ answers NotImplemented for some operands; its effects happen once, then __radd__ is asked.
calls = []


class Left:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        calls.append(self.n)
        if isinstance(other, Left):
            return Left(self.n + other.n)
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, Left):
            return self.n == other.n
        return NotImplemented

    __hash__ = None


class Right:
    def __radd__(self, other):
        return Left(other.n * 2 + 1)

    def __rmul__(self, other):
        return other + 1


total, right = Left(0), Right()
for i in range(500):
    total = total + (right if i % 3 == 0 else Left(i))
    total.n = total.n % 1000 + 2 * right
    if total == right or right == total:
        print("never")
print(total.n, len(calls), sum(calls))
