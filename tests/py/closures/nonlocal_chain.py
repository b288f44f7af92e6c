def a():
    x = 0
    def b():
        nonlocal x
        x += 1
        def c():
            nonlocal x
            x += 10
            return x
        return c
    c1 = b()
    c2 = b()
    return c1(), c2(), x
print(a())
