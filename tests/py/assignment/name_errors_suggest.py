def t(src):
    try:
        exec(src, {"foobar": 1, "__builtins__": __builtins__})
    except NameError as e:
        print(type(e).__name__, e, e.name)
t("fobar")
t("pritn(1)")
t("def f():\n  alpha = 1\n  return alhpa\nf()")
t("del zz")
t("x = x + 1")
t("def f():\n  y += 1\nf()")
t("def f():\n  def g(): return v\n  g()\n  v = 1\nf()")
