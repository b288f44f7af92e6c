class A:
    def __len__(self): return 3
a = A()
n = 0
for i in range(400):
    n += len(a)
    if i == 100:
        a.__len__ = lambda: 100
    if i == 300:
        A.__len__ = lambda self: 7
print(n)
