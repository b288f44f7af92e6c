# trace: compiled>=1
def power(b, n):
    if n == 0:
        return 1
    half = power(b, n // 2)
    return half * half * (b if n % 2 else 1)

s = 0
for i in range(60):
    s += power(i % 3, i % 9)
    s += power(i / 16, i % 5)
print(s, power(3, 100), power(1.5, 64))
