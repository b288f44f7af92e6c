# trace: compiled>=1
rows = [(1, 2), [3, 4], "ab", (5, 6, 7), {8: 1, 9: 2}]
s = 0
bad = 0
for i in range(600):
    r = rows[i % 4 if i < 500 else i % 5]
    try:
        a, b = r
        s += a + b if type(a) is int else len(a + b)
    except ValueError as e:
        bad += 1
        text = str(e)
print(s, bad, text)
