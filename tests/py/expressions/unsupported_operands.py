import operator
ops = [("+", operator.add), ("-", operator.sub), ("*", operator.mul), ("/", operator.truediv), ("//", operator.floordiv), ("%", operator.mod),
       ("**", operator.pow), ("<<", operator.lshift), ("&", operator.and_), ("|", operator.or_), ("^", operator.xor), ("<", operator.lt), (">=", operator.ge), ("@", operator.matmul)]
pairs = [(1, "a"), ("a", 1), ([], ()), ({}, 1), (None, None), (1.5, "x"), (set(), []), (1j, 2), (b"a", "a"), (object, 3)]
for name, op in ops:
    for a, b in pairs:
        try:
            op(a, b)
        except TypeError as e:
            print(name, e)
        except ZeroDivisionError as e:
            print(name, "zero", e)
