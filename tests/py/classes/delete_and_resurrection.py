# builds: optimised
import gc
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
log = []
def make():
    for i in range(3):
        D(i)
    a, b = D("a"), D("b")
    a.b, b.a = b, a
make()
for _ in range(3): gc.collect()
print(sorted(map(str, log)))
