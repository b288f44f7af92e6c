# trace: compiled>=1
expr = "i"
for k in range(60):
    expr = f"({expr} + {k}) * 1" if k % 3 else f"(({expr}) - (i % {k + 2}))"
exec(f"def f(n):\n    s = 0\n    for i in range(n):\n        s += {expr}\n    return s")
fexpr = "x"
for k in range(30):
    fexpr = f"({fexpr} * 0.5 + (x - {k}.0) * (x + {k}.5))"
exec(f"def g(n):\n    s = 0.0\n    for i in range(n):\n        x = i * 0.01\n        s += {fexpr}\n    return s")
print(f(10), f(500), g(10), g(300))
