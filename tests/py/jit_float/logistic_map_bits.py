# trace: compiled>=1
def orbit(r, x, n):
    for _ in range(n):
        x = r * x * (1 - x)
    return x

print(orbit(3.7, 0.5, 1000).hex(), orbit(4, 0.3, 2000).hex(), orbit(3.99, 0.1, 500).hex())
