# trace: compiled>=1
arms = "\n".join(f"        {'el' if k else ''}if r == {k}: s += {k * k} - i" for k in range(50))
exec("def f(n):\n    s = 0\n    for i in range(n):\n        r = i * 7919 % 50\n" + arms + "\n    return s")
print(f(10), f(3000))
