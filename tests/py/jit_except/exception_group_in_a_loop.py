n = 0
for i in range(150):
    try:
        raise ExceptionGroup("g", [ValueError(i), KeyError(i)] if i % 2 else [ValueError(i)])
    except* ValueError as g:
        n += len(g.exceptions)
    except* KeyError as g:
        n += 100
print(n)
