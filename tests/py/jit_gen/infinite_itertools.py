# trace: compiled>=1
import itertools
s = 0
for i, c in zip(itertools.count(5, 3), itertools.cycle("abc")):
    s += i * ord(c)
    if i > 1500:
        break
print(s)
print(sum(itertools.islice(itertools.count(), 100, 400, 3)), sum(itertools.takewhile(lambda x: x < 300, itertools.count())))
print(sum(a * b for a, b in itertools.product(range(20), repeat=2)), len(list(itertools.combinations(range(10), 4))))
print(list(itertools.accumulate(range(1, 300), lambda a, b: a * b % 1009))[-3:], sum(itertools.chain(range(100), [0.5] * 100)))
