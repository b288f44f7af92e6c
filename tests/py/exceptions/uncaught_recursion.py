def f(n):
    if n: return f(n - 1)
    raise KeyError("deep")
f(20)
