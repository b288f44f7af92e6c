# trace: compiled>=1
acc = 0
for i in range(700):
    n = i % 130
    acc ^= (i << n) ^ (acc >> (n & 63)) ^ (-i >> (n % 70))
    acc &= (1 << 150) - 1
print(acc)
