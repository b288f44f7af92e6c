s = {1, 2, 3}
try:
    for x in s: s.add(x + 10)
except RuntimeError as e: print(e)
try:
    for x in s: s.discard(x)
except RuntimeError as e: print(e)
s = set(range(5))
it = iter(s)
next(it)
s.clear()
try: next(it)
except RuntimeError as e: print(e)
class E:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
print(len({E(1), E(1), E(2)}), E(2) in {E(2)}, {E(1)} == {E(1)})
