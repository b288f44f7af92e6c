# trace: compiled>=1
names = [f"x{i}" for i in range(40)]
body = "\n".join(f"        {n} = {n} * 0.5 + {names[(i + 3) % 40]} * 0.25 + {i}.125" for i, n in enumerate(names))
src = "def f(n):\n" + "".join(f"    {n} = {i}.5\n" for i, n in enumerate(names)) + "    for k in range(n):\n" + body + "\n    return " + ", ".join(names) + "\n"
exec(src)
print(f(3)[:4], f(400)[::8])
