# trace: compiled>=1
acc = [0, 0, 0.0, 0.0]
for a in range(-40, 41):
    for b in (-9, -8, -4, -1, 1, 2, 3, 8, 16, 2**40, -2**50):
        acc[0] += a // b * 3 + a % b
        acc[1] += (a << 40) // b - (a << 40) % b
        acc[2] += (a + 0.5) // b
        acc[3] += (a + 0.5) % b
print(acc)
