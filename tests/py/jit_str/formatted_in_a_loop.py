# trace: compiled>=1
class Odd:
    def __format__(self, spec):
        return "<" + spec + ">"

    def __str__(self):
        return "odd"

class Sub(str):
    pass

class Count(int):
    def __str__(self):
        return "count"

def texts(n):
    seen, text = {}, ""
    for i in range(n):
        for v in (i, -i * 10 ** 15, i / 8, i % 2 == 0, "t%d" % i, Odd(), Sub("sub"), Count(i), None, 1j, float("nan"), "\u20ac"):
            key = type(v).__name__
            seen[key] = f"{v}|{v!s}|{v!r}|{v!a}" if key != "Odd" else f"{v}{v:x}{v!s}"
        text = f"{text[-12:]}{i:05d}{i:>{i % 7}}{i / 3:.3e}{'abc':^7}{i:x}{str(i)}{str(i / 4)}{str(text)[:1]}"
        try:
            f"{i:{'d' if i % 50 else 'zz'}}"
        except ValueError as e:
            seen["error"] = str(e)
    return text, seen

text, seen = texts(200)
print(text)
for key, value in seen.items():
    print(key, value)
