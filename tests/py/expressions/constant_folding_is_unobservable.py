def f(): return 1 + 2 * 3, "a" * 3, (1, 2) + (3,), 2 ** 10, -5 // 2, not 0, "ab"[1], (1, 2)[-1]
print(f())
for src in ("1 / 0", "1 % 0", "'a' + 1", "(1, 2)[5]", "2 << -1", "1 // 0.0"):
    c = compile(src, "<s>", "eval")
    try:
        eval(c)
    except Exception as e:
        print(type(e).__name__, e)
print(len("x" * 10000), 1 << 100 == 2 ** 100, -0.0, 0 * -1.0, 1e1000, -(-9223372036854775808))
