# trace: compiled>=1
class Bag:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n % 3

    def __contains__(self, item):
        return item < self.n

    def __getitem__(self, key):
        return self.n + key

    def __setitem__(self, key, value):
        self.n += key - value

    def __delitem__(self, key):
        self.n -= key

    def __neg__(self):
        return -self.n


class Flag:
    def __init__(self, on):
        self.on = on

    def __bool__(self):
        return self.on


true = found = total = 0
for i in range(600):
    bag = Bag(i)
    if bag:
        true += 1
    if not Flag(i % 2 == 0):
        true += 1000
    if i // 2 in bag:
        found += 1
    if i * 2 not in bag:
        found += 1000
    bag[3] = i
    del bag[1]
    total += bag[2] - bag.n + -bag
print(true, found, total)
for wrong in (-1, "x", 2.5):
    class Odd:
        def __len__(self):
            return wrong
    caught = 0
    for i in range(200):
        try:
            if Odd():
                print("never")
        except (TypeError, ValueError) as error:
            caught += 1
            message = str(error)
    print(caught, message)
