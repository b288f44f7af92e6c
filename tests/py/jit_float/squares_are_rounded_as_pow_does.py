# trace: compiled>=1
state = 12345
def number():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (state >> 11) / (1 << 53)
product = 0
digits = 0
for i in range(20000):
    x = (number() - 0.5) * 10.0 ** (i % 20 - 10)
    y = x ** 2
    if y != x * x:
        product += 1
        digits ^= hash(y)
print(product, digits)
for x in (0.0, -0.0, 1e-200, 1e154, -3.0, float("inf"), float("-inf")):
    print(x ** 2, x ** 2.0, end=" ")
for x in (1e155, -1e300):
    try:
        print(x ** 2)
    except OverflowError as e:
        print(e)
