# trace: compiled>=1
def climb(start, step, n):
    x = start
    for i in range(n):
        x += step
    return x

print(climb(2**48 - 1000, 7, 500), climb(-2**48 + 1000, -7, 500))
print(climb(2**48 - 1, 1, 3), climb(-2**48, -1, 300))
