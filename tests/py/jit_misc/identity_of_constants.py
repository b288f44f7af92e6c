# trace: compiled>=1
n = 0
for i in range(400):
    a = None
    b = len(()) == 0
    if a is None:
        n += 1
    if (i > 200) is True:
        n += 1
    if NotImplemented is NotImplemented and ... is Ellipsis:
        n += 1
    t = "abc"
    n += t == "abc"
print(n)
