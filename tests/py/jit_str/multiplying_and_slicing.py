# trace: compiled>=1
n = 0
s = "abcdefghij"
for i in range(400):
    t = s * (i % 3)
    n += len(t[i % 10:-1]) + len(t[::2]) + (t[:3] == "abc")
    n += s[i % 10:i % 10 + 1] == s[i % 10]
print(n, s[3:100], s[-100:2], s[::-3])
try:
    for i in range(300):
        s[i % 11]
except IndexError as e:
    print(i, e)
