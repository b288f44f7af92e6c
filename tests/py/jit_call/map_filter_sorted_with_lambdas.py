# trace: compiled>=1
data = list(range(400))
print(sum(map(lambda x: x * x, data)), sum(filter(lambda x: x % 3 == 0, data)))
print(sorted(data, key=lambda x: (x * 7919) % 401)[:6], min(data, key=lambda x: abs(x - 250.2)), max(data, key=lambda x: x % 37))
print(any(x > 398 for x in data), all(map(lambda x: x >= 0, data)), sum(1 for x in data if x & 1))
print(list(map(lambda a, b: a - b, data, data[::-1]))[:4], list(filter(None, [0, 1, "", "a"] * 2)))
