xs = [0] * 300
errors = []
for i in range(305):
    try:
        xs[i] = i
        xs[-i - 1] += 1
    except IndexError as e:
        errors.append((i, str(e)))
print(sum(xs), errors)
for bad in (1.0, "a", None, 10**30, slice(0)):
    try:
        xs[bad] = 5
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e)
