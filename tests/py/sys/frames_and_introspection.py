import sys
def f(a):
    b = 2
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno, sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_globals is globals(), fr.f_back.f_back, fr.f_builtins["len"] is len
def g():
    return f(1)[:3] + (sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name)
print(f(1), g())
try: sys._getframe(100)
except ValueError as e: print(e)
c = f.__code__
print(c.co_names, c.co_consts[:2], c.co_filename.split("/")[-1], list(c.co_lines())[0][2] if False else "", sorted({l for *_, l in c.co_positions()} != set() and [1]))
r = c.replace(co_name="renamed")
print(r.co_name, r == c, hash(c) == hash(c), c == f.__code__)
