def f(n):
    e = "outer"
    missing = 0
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as e:
            last = e
        try:
            e
        except UnboundLocalError:
            missing += 1
    return missing, last.args

print(f(300))
