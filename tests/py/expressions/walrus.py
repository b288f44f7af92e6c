if (n := 10) > 5:
    print(n)
a = [y := 1, y ** 2]
print(a, y, f"{(z := 3)}", z, (lambda: (q := 4))())
d = [0, 1]
print(d[(i := 1)], d[k := 1], {(e := 2)}, i, k, e)
print([last := v for v in range(5)], last, any((hit := v) > 2 for v in range(9)), hit)
for src in ("x := 1", "f(a := 1, b=(c := 2))", "(a.b := 1)", "[i := 0 for i in x]", "[i for i in (j := x)]", "lambda: (x := 1)", "(x := y := 1)", "class A: [z := 1 for _ in x]"):
    try:
        compile(src, "<s>", "exec")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "->", e.msg)
