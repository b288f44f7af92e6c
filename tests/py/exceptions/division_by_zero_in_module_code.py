# trace: compiled>=1
# Floats divide in loops of module and class bodies as they do in functions: only code for NumPy's rules gives inf.
caught = 0
for i in range(-100, 100):
    try:
        last = 1.5 / (i * 0.5)
    except ZeroDivisionError as e:
        caught += 1
        text = str(e)
print(caught, text, last)


class Body:
    caught = 0
    for i in range(-100, 100):
        try:
            last = i / (i * 1.0)
        except ZeroDivisionError:
            caught += 1


print(Body.caught, Body.last)
