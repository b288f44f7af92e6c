# trace: compiled>=1
ns = {"s": 0}
exec("for i in range(800):\n    s += i * k if i > 5 else i\n", {"k": 3}, ns)
print(ns["s"], ns["i"])
print(eval("sum(i * j for i in range(50) for j in range(i))"))
code = compile("t = 0\nwhile t < 700:\n    t += 1\n", "<gen>", "exec")
for _ in range(3):
    exec(code, ns)
print(ns["t"])
