# trace: compiled>=1
text = "alpha,beta;gamma delta"
n = 0
for i in range(300):
    parts = text.replace(";", ",").split(",")
    n += len(parts) + len("-".join(parts))
    text = text[1:] + text[0]
print(n, text)
