print(eval("1 + 2"), eval("x + 1", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(compile("3 * 3", "f", "eval")), exec("1"), eval(b"2 + 2"), eval(" 5"))
ns = {}
exec("a = 1\ndef f(): return a", ns)
print(ns["f"](), sorted(k for k in ns if k[0] != "_"), "__builtins__" in ns)
c = compile("x = 1\nx + 1", "name.py", "exec")
print(c.co_filename, c.co_name, type(c).__name__, exec(c, ns), ns["x"])
exec(compile("1 + 1", 's', 'single'))
for f in (lambda: eval("x = 1"), lambda: eval(""), lambda: exec("1 +"), lambda: compile("1", "f", "bad"), lambda: eval("1\n2"), lambda: eval("a", {}), lambda: exec("x", {}, 5), lambda: eval("x", 5), lambda: compile("a b", "f", "exec"), lambda: eval("(1, "), lambda: eval("1;")):
    try: print(f())
    except (SyntaxError, TypeError, ValueError, NameError) as e: print(type(e).__name__, e)
def g():
    v = 1
    exec("v = 2")
    return v, eval("v")
print(g())
def h():
    l = {}
    exec("q = 7", globals(), l)
    return l
print(h(), "q" in globals())
