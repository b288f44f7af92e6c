# trace: compiled>=1
def bubble(a):
    a = a[:]
    n = len(a)
    for i in range(n):
        for j in range(n - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a

data = [(i * 7919) % 211 for i in range(100)]
print(bubble(data) == sorted(data), bubble(data)[:5])
mixed = [x / 2 if x % 3 else x for x in data]
print(bubble(mixed) == sorted(mixed), bubble(mixed)[-4:])
words = [str(x) for x in data]
print(bubble(words) == sorted(words), bubble(words)[:4])
