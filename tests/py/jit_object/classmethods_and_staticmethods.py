# trace: compiled>=1
class A:
    made = 0
    @classmethod
    def make(cls, n):
        cls.made += 1
        o = cls()
        o.n = n
        return o
    @staticmethod
    def twice(x): return x * 2

class B(A):
    made = 100

s = 0
for i in range(400):
    s += A.make(i).n + B.make(i).n + A.twice(i) + B().twice(1)
print(s, A.made, B.made)
