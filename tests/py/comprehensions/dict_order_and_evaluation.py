log = []
def t(x):
    log.append(x)
    return x
d = {t(i): t(-i) for i in range(1, 4) if t(i * 10)}
print(d, log)
print({i % 2: i for i in range(5)}, {**{i: i for i in range(2)}, **{1: "x"}})
