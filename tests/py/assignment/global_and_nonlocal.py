x = 1
def f():
    global x, newly
    x += 1
    newly = "made"
def g():
    y = 10
    def h():
        nonlocal y
        y += 1
        global x
        x *= 2
        return y
    return h(), h(), y
f()
print(x, newly, g(), x)
class K:
    global inner
    inner = 5
print(inner, hasattr(K, "inner"))
for src in ("nonlocal a", "def f():\n nonlocal a", "def f():\n x = 1\n global x", "def f(x):\n global x", "def f():\n print(x)\n global x", "def f():\n def g():\n  nonlocal z", "def f(a):\n nonlocal a", "global x\nx: int = 1",
            "def f():\n global q\n nonlocal q", "class A:\n def f(self):\n  nonlocal __class__"):
    try:
        compile(src, "<s>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        print(repr(src), "->", e.msg, e.lineno)
