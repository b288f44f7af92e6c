# trace: compiled>=1
import math
acc = 0
for i in range(-500, 500):
    f = i * 0.37
    acc += int(f) + round(f) * 3 + math.floor(f) * 5 + math.ceil(f) * 7 + math.trunc(f)
print(acc)
big = 0
x = 1.5
for i in range(200):
    x *= 2
    big += int(x)
print(big)
for bad in ("inf", "-inf", "nan"):
    try:
        int(float(bad))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
