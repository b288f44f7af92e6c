# trace: compiled>=1
def down(x, d, n):
    for i in range(n):
        x = x // d
        if x == 0:
            return i
    return x

print(down(10**100, 10, 300), down(2**500, 2, 300), down(2**64, 3, 300))
x = 2**80
for i in range(300):
    x -= 2**73
print(x)
