def f(n):
    out = 0
    errors = set()
    for i in range(n):
        try:
            out += 1 << (40 - i % 50)
        except ValueError as e:
            errors.add(str(e))
        try:
            out += 1000 >> (40 - i % 50)
        except ValueError as e:
            errors.add(str(e))
    return out, sorted(errors)

print(f(500))
