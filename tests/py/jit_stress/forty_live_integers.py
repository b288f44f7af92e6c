# trace: compiled>=1
names = [f"v{i}" for i in range(40)]
body = "\n".join(f"        {n} = ({n} + {names[(i + 7) % 40]} * {i + 1} + k) % 1000003" for i, n in enumerate(names))
src = "def f(n):\n" + "".join(f"    {n} = {i}\n" for i, n in enumerate(names)) + "    for k in range(n):\n" + body + "\n    return " + ", ".join(names) + "\n"
exec(src)
print(f(3)[:6], f(400)[::5])
