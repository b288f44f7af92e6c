def f(n):
    bad = set()
    for i in range(n):
        try:
            1.0 / (i % 100)
        except ZeroDivisionError as e:
            bad.add(str(e))
        try:
            1.0 // float(i % 100)
        except ZeroDivisionError as e:
            bad.add(str(e))
        try:
            1.0 % float(i % 100)
        except ZeroDivisionError as e:
            bad.add(str(e))
        try:
            i / (i % 100)
        except ZeroDivisionError as e:
            bad.add(str(e))
        try:
            0.0 ** -float(i % 2)
        except ZeroDivisionError as e:
            bad.add(str(e))
    return sorted(bad)

for line in f(300):
    print(line)
