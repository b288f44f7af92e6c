# trace: compiled>=1
z = 0j
c = -0.4 + 0.6j
n = 0
for i in range(300):
    z = z * z + c
    if abs(z) > 2:
        break
    n += 1
print(n, z)
w = 1
for i in range(100):
    w = w * 1j
print(w)
