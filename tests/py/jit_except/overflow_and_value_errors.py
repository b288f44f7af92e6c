errors = {}
for i in range(300):
    try:
        if i % 4 == 0:
            2.0 ** (i * 10)
        elif i % 4 == 1:
            float(10 ** (i * 2))
        elif i % 4 == 2:
            chr(i * 10000)
        else:
            bytes([i])
    except (OverflowError, ValueError) as e:
        k = f"{type(e).__name__}: {e}"
        errors[k] = errors.get(k, 0) + 1
for k in sorted(errors):
    print(errors[k], k)
