start = 2**63 - 5
print(list(range(start, start + 10, 3)))
s = 0
for i in range(2**64, 2**64 + 500):
    s += i
print(s)
s = 0
for i in range(2**48 - 200, 2**48 + 200):
    s += i
print(s)
for i in range(-2**63 - 2, -2**63 + 2):
    print(i)
