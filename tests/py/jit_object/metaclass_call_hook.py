class Count(type):
    n = 0
    def __call__(cls, *a):
        Count.n += 1
        return super().__call__(*a)
class A(metaclass=Count):
    def __init__(self, x=0): self.x = x

s = 0
for i in range(300):
    s += A(i).x
print(s, Count.n)
