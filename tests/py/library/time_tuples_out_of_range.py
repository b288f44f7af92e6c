import time
good = (2000, 5, 6, 7, 8, 9, 0, 127, -1)
for position, values in enumerate(((2**40, -2**31, 100000), (0, 13, -1), (0, 32, -1), (24, -1), (60, -1), (62, 61, -1), (-2, -1, 7), (0, 367, -1), (5, -5))):
    for value in values:
        fields = good[:position] + (value,) + good[position + 1:]
        for call in (lambda: time.strftime("%Y %m %d %H %M %S %w %j", fields), lambda: time.asctime(fields)):
            try: print(position, value, call())
            except (ValueError, OverflowError) as e: print(position, value, type(e).__name__, e)
print(time.strftime("%Y %m %d %H %M %S %w %j", (2000,) + (0,) * 8))
for bad in ((1, 2), "x", None, ("a",) * 9):
    try: print(time.mktime(bad))
    except TypeError as e: print(e)
