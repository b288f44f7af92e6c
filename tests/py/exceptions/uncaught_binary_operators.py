x = "a"
y = [1, 2]
z = (x.upper() + str(1)) * len(y) + y[0] if len(y) > 1 else 0
