# trace: compiled>=1
import math
s = 0.0
for i in range(1, 600):
    x = i / 50
    s += math.sqrt(x) + math.sin(x) * math.cos(x) - math.log(x) + math.exp(-x) + math.atan2(x, 2) + math.fabs(-x)
    s += math.floor(x) + math.hypot(x, 1)
print("%.9f" % s)
errors = 0
for i in range(300):
    try:
        math.sqrt(150 - i)
    except ValueError as e:
        errors += 1
        text = str(e)
print(errors, text)
