for n in (0, 1, -1, 255, -256, 10**20, -2**70):
    print(n, repr(n), hex(n), oct(n), bin(n), f"{n:b}", str(n).__len__())
print(str(10**1000)[:5], len(str(2**10000)), len(hex(16**500)))
import sys
print(sys.get_int_max_str_digits())
for f in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: f"{10**5000}", lambda: "%d" % 10**5000):
    try: f()
    except (ValueError, TypeError) as e: print(e)
sys.set_int_max_str_digits(0)
print(len(str(10**5000)), int("7" * 5000) % 1000)
print(len(hex(10**5000)))
