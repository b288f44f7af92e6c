# trace: compiled>=1
def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isdigit():
            j = i
            while j < len(s) and s[j].isdigit():
                j += 1
            yield int(s[i:j])
            i = j
        else:
            if c != " ":
                yield c
            i += 1

def parse(ts, level=0):
    v = next(ts)
    if v == "(":
        v = parse(ts)
    while True:
        op = next(ts, ")")
        if op == ")":
            return v
        w = next(ts)
        if w == "(":
            w = parse(ts)
        v = {"+": v + w, "-": v - w, "*": v * w}[op]

print(parse(tokens("(1 + 2) * (3 + 4) - 5")), parse(tokens("+".join(["12"] * 100))), parse(tokens("(" * 20 + "7" + ")" * 20)))
