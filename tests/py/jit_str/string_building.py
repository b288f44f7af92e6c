# trace: compiled>=1
s = ""
for i in range(2000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:])
t = s
for i in range(100):
    t += "!"
    if i == 50:
        u = t
print(len(s), len(t), len(u), u.count("!"))
