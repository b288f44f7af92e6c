import sys
def run(src):
    try:
        exec(compile(src, "<t>", "exec"), {"f": lambda *a, **k: None, "o": object(), "l": [1], "d": {}})
    except BaseException as e:
        tb = e.__traceback__
        while tb.tb_next: tb = tb.tb_next
        pos = list(tb.tb_frame.f_code.co_positions())
        unit = len(tb.tb_frame.f_code.co_code)//2 and tb.tb_lasti // 2
        print(repr(src[:60]), type(e).__name__, tb.tb_lineno, pos[unit])
for s in ["f(o.x)", "o.x.y", "x = l[5] + 3", "1 + (2\n  + 'a')", "l[0][1]", "l[5] = 3", "o.zz = 5", "del d['k']", "f(1)(2)", "f\\\n(1)\\\n(2)",
  "a = undefined", "x = [y for y in 5]", "for i in 5: pass", "a, b = 1", "[*5]", "f(*5)", "f(**5)", "raise ValueError", "raise ValueError(\n1)", "assert 0, 'm'", "assert l and not o",
  "with o: pass", "import nope.x", "from sys import nope", "-'a'", "not_there()", "o.m(\n1,\n2)", "(o\n .a\n .b())", "x = (1\n<\n'a')", "1 < 2 < 'a'", "'a' in 5", "d[1][2]", "f'{o:abc}'",
  "def g():\n  return 1 / 0\ng()", "class C(5): pass", "class C:\n  x = 1/0", "@o\ndef h(): pass", "x = lambda: 1/0\nx()", "l[0] += 'a'", "o.a += 1", "d['z'] += 1", "global zz\nzz", "{[]: 1}", "{1, []}", "print(\n  1,\n  zz)",
  "try:\n  1/0\nexcept 5: pass", "try:\n  1/0\nfinally:\n  zz", "match 1:\n  case int(x=1, x2=zz.y): pass", "match 1:\n  case zz.y: pass", "x: zz = 1", "(l\n[\n9\n])", "f(\n  l[9],\n)", "yield_ = (i for i in zz)", "list(1/i for i in [0])", "x = 5 if zz else 3", "while zz: pass", "return_ = o.a.b.c(d)", "f(a=1, **{'a': 2})", "l.pop(7)", "''.join([1])", "int('x')", "l[0:'a']", "l['a']", "(yy := zz)", "assert zz"]:
    run(s)
for s in ["(o\n .__class__\n .b(\n1))", "('a'\n .upper()\n .index('z'))", "('a'\n .upper()\n .index(\n'z'\n)\n)", "('a'\n .upper()\n .nope(\n'z'\n)\n)", "('a'.upper().index(\n'z'\n)\n)", "(o\n.x).y = 4", "(o\n.x\n.y) = 4", "o.zzz = (1,\n2)", "del (o\n.x)", "(o\n.x.y\n.z) += 1", "{1: y for y in 5}", "for i in zz: pass", "async def q():\n  async for i in 5: pass\nq().send(None)", "async def q():\n  async with o: pass\nq().send(None)", "async def q():\n  await 5\nq().send(None)", "def q():\n  yield from 5\nnext(q())", "[i async for i in 5]" , "x = [1/0\n for i in [1]]", "x = [i\n for i in [1] if\n 1/0]", "[(\n1/0) for i in [1]]", "def q(a=zz): pass", "def q(a:zz): pass", "class Q(metaclass=5): pass", "l[0]\\\n[1]", "x = o.a = l.b = 5", "(a, o.b) = 1, 2", "assert (1 > 2 and l), zz", "with zz as q: pass", "import sys as s2, nope2", "raise l from 5", "raise ValueError from 5", "print(zz, file=1)", "f(*zz)", "f(x=zz)", "f(**zz)", "lambda q=zz: 1", "x = (yield_\n)", "d = {1: zz}", "l[zz:1]", "l[1:'a']", "o[1:2] = 3"]:
    run(s)
