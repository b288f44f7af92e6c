for src in ("case x: pass\n case y: pass", "case x | 1: pass", "case (a, a): pass", "case a | b: pass", "case [1, *a, *b]: pass", "case {**r, 'a': 1}: pass", "case {'a': 1, 'a': 2}: pass", "case P(a=1, a=2): pass",
            "case 1 + 2: pass", "case -x: pass", "case f'x': pass", "case _ : pass\n case 1: pass", "case {x: 1}: pass", "case (1 as 2): pass", "case 1 as _: pass", "case P(x=1, 2): pass", "case 1 | (x as y): pass", "case {**_}: pass", "case a.b(): pass", "case x if y: pass\n case z: pass"):
    try:
        compile("match v:\n " + src, "<s>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        print(repr(src), "->", e.msg, e.lineno, e.offset)
