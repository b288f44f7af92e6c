# trace: compiled>=1
class A:
    def get(self): return 1
class B:
    def get(self): return 2.5
class C(A):
    pass
class D(B):
    def get(self): return super().get() + 1
class E:
    def __init__(self): self.get = lambda: 7

objs = [A(), B(), C(), D(), E()]
s = 0
for i in range(1000):
    s += objs[i * i % 5].get()
print(s)
s = 0
for i in range(1000):
    s += objs[i % 5].get()
print(s)
