# trace: compiled>=1
acc = 0.0
for i in range(-200, 200):
    for d in (1.5, -1.5, 0.1, -7.0):
        q = (i / 4) // d
        r = (i / 4) % d
        acc += q * 3 + r
print(acc)
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, 1e20 % 3, 5.0 // 0.1, 5.0 % 0.1)
inf = float("inf")
print(5.0 % inf, -5.0 % inf, 5.0 // inf, -5.0 // inf, inf // 2, inf % 2)
