class P: pass
p = P()
p.x = 1
missing = s = 0
for i in range(600):
    if i == 300:
        del p.x
    if i == 450:
        p.x = 5
    try:
        s += p.x
    except AttributeError as e:
        missing += 1
        text = str(e)
print(s, missing, text)
