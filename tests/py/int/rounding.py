for n in (12345, -12355, 5, 15, 25, 10**20 + 5, 0):
    print([round(n, d) for d in (None, 0, 2, -1, -2, -5, -30)])
import math
print(math.floor(5), math.ceil(-5), math.trunc(7), int.__round__(15, -1), (5).__floor__(), (5).__trunc__(), (-7).__abs__())
