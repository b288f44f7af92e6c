from __future__ import annotations
EX = """List[int]|Dict[str, Tuple[int, ...]]|a.b.c|'quoted'|"it's"|1 + 2 * 3|(1 + 2) * 3|-x ** 2|(-x) ** 2|x ** -y|not a and b or c|(a or b) and c|a < b <= c|a if b else c|(a if b else c) if d else e|lambda: 0|lambda x, /, y=1, *a, z, w=2, **k: (x, y)|[i for i in x if i if j]|{k: v for k, v in x}|{1, 2}|{**a, 'b': 1}|f(x, *y, z=1, **w)|f(i for i in x)|x[1:2, ::3, ...]|x[a, b]|x[(a, b)]|x[a:b]|(a, b)|(a,)|()|[*a, b]|b'by\\x00t"es\\''|1.5|1e400|3j|1e400j|None|True|...|f'{x!r:>{w}} {{}} lit'|f'{a}{b:x}'|(yield)|await_|x @ y|x // y % z|~x|+x|a is not b|a not in b|u'uni'|0xFF|10 ** 20|(lambda: 1)()|(x := 1)|a.b[c](d).e|not (not x)|(a, *b)|x if y else (z, w)|1 .real|-1|a | b ^ c & d << e|'\\n\\t\\u1234'|[(yield x)]|{}|{a: b}|(1).x|1.5.real|(a if b else c, d)|[a for b in c for d in e]|[a async for b in c]""".split("|")
out = []
for e in EX:
    try:
        ns = {}
        exec(compile(f"from __future__ import annotations\ndef f(x: {e}): pass", "<u>", "exec"), ns)
        print(e, "->", ns["f"].__annotations__["x"])
    except SyntaxError as ex:
        print(e, "SE", ex)
class C:
    x: Undefined[0]
    def m(self, *args: *Ts) -> C: y: Nope = 1
print(C.__annotations__, C.m.__annotations__)
ns = {}
exec("def g(a: zz): pass", ns); print(ns["g"].__annotations__)
print(eval("(lambda: 1)").__code__.co_flags & 0x1000000)
exec(compile("def h(a: int): pass", "<h>", "exec", dont_inherit=True), ns); print(ns["h"].__annotations__)
