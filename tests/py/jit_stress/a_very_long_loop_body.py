# trace: compiled>=0
lines = []
for k in range(300):
    lines.append(f"        a = (a * {k % 7 + 2} + b) % 1000003")
    lines.append(f"        b = b ^ a if i % {k % 5 + 2} else b + {k}")
exec("def f(n):\n    a, b = 1, 2\n    for i in range(n):\n" + "\n".join(lines) + "\n    return a, b")
print(f(2), f(120))
