def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)

t([].append)
t([].append, 1, 2)
t([].insert, 1)
t([].pop, "a")
t({}.get)
t({}.pop)
t("".join)
t("".join, 5)
t("".join, [1])
t("a".split, 1)
t("a".replace, "a")
t("".startswith, 1)
t("".center, "x")
t([].sort, 1)
t([].sort, x=1)
