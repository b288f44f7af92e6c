# trace: compiled>=2
# A comparison that was None against a number at first meets other types later.
class Odd:
    def __eq__(self, other):
        return other is None or other == 1


def keep(items, unwanted):
    return [q for q in items if q != unwanted]


def count(items, wanted):
    n = 0
    for q in items:
        if q == wanted:
            n += 1
    return n


mixed = [None] * 80 + [3] * 5 + [1] * 70 + [True, 1.0, False, 0, 0.0, Odd()]
for unwanted in (True, 1, 0.0, None):
    print(len(keep(mixed, unwanted)), count(mixed, unwanted), count(mixed[::-1], unwanted))
total = 0
for i in range(300):
    q = None if i < 150 else (i % 3 == 0 or i % 2)
    total += q == 1
    total += 10 * (q != None)
print(total)
