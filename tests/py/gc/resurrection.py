# builds: optimised
import gc
class Z:
    def __del__(self):
        saved.append(self)
saved = []
def make():
    z = Z()
    z.me = z
    z.data = list(range(5))
make()
def scrub(n): return n and scrub(n - 1)
scrub(100)
for _ in range(3): gc.collect()
print(len(saved), saved[0].data, saved[0].me is saved[0])
