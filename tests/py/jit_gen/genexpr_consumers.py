# trace: compiled>=1
n = 300
print(sum(i * i for i in range(n)), max(i % 37 for i in range(n)), any(i == 250 for i in range(n)))
print(sorted((i * 7 % 11 for i in range(30)), reverse=True)[:4], dict((i, i * i) for i in range(4)), "".join(str(i % 10) for i in range(40)))
print(tuple(i for i in range(5)), {i % 3 for i in range(n)}, all(i < n for i in range(n)))
s = 0
for i in range(200):
    s += sum(j for j in range(i % 5))
print(s)
