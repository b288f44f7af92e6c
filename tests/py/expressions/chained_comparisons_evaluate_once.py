log = []
def t(x):
    log.append(x)
    return x
print(t(1) < t(2) < t(3), t(5) < t(4) < t(6), t(1) == t(1) in [t(True)], log)
print(1 in [1] == True, (1 in [1]) == True, "a" not in "b" != "c")
