# trace: compiled>=1
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

s = 0
for i in range(1, 80):
    for j in range(1, 40):
        s += gcd(i, j)
print(s, gcd(2**100, 6**40), gcd(-12, 18), gcd(12, -18))
