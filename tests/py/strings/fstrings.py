w, v, s, d = 6, 3.14159, "é", {"a": 1}
print(f"{v:{w}.{2}f}|{s!a}|{s!r:>5}|{v=:.1f}|{ v = }|{{}}|{(lambda q: q * 2)(2)}|{d['a']}|{w!s:^{w}}|{w:{'<'}{4}}|{w,}|{1 if w else 2}|{w!=5}")
print(f"{'a' 'b'}" "c" f"{w:%}" rf"\n{w}\d", f"""{
    w
}""", f"{w:>{w}}", f"{w}{v}" f"{s}", f"{[x for x in range(3)]}", f"{ {'a': 1}['a'] }", F'{w=!r:>5}', f"{w = !s}", f"{3.0}", f"{None}", f"{'x':*^{w}}", f"{(x := 5)} {x:=5}", f"\N{DIGIT ONE}{w}\x41", f"{d!r}", f"{w:#06x}")
class F:
    def __format__(self, spec): return f"<{spec}>"
print(f"{F():abc {w} def}", f"{F()}", f"{F()!s:.0}", f"{w:{w}{'d'}}")
print(f"{'nested ' + f'{w + 1}'}", f"{'{'}", f"{w}}}", f"{{{w}}}", f'{yield_ if (yield_ := w) else 0}')
