def f(i):
    try:
        try:
            if i % 2:
                raise ValueError(i)
            raise KeyError(i)
        except ValueError:
            raise
        except KeyError as e:
            raise TypeError("t") from e
    except Exception as e:
        return type(e).__name__, type(e.__cause__).__name__

d = {}
for i in range(300):
    k = f(i)
    d[k] = d.get(k, 0) + 1
print(d)
try:
    for i in range(200):
        if i == 150:
            raise
except RuntimeError as e:
    print(e)
