def f(n):
    raise ValueError(n)
excs = []
for i in range(2):
    try: f(i)
    except ValueError as e: excs.append(e)
excs.append(ExceptionGroup("inner", [TypeError("t")]))
raise ExceptionGroup("outer", excs)
