def t(x):
    print("eval", x)
    return x
print(t(0) or t(""), t(1) and t([]), t(0) and t(1), t(2) or t(3))
print(t(0) or t(None) or t(5) or t(6))
print(not t(0) and t(7), t(1) if t(0) else t(9))
