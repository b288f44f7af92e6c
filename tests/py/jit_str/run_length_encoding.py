# trace: compiled>=1
def encode(s):
    out = []
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out

def decode(runs):
    return "".join(c * n for c, n in runs)

s = "".join(c * (i % 5 + 1) for i, c in enumerate("abcabdé" * 30))
r = encode(s)
print(len(s), len(r), r[:4], decode(r) == s)
