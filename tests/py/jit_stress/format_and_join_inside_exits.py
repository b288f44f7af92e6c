# trace: compiled>=1
parts = []
for i in range(400):
    if i % 37 == 36:
        parts.append(f"{i:04d}:{i / 3:.2f}")
    elif i % 111 == 0:
        parts.append("%s" % (i,))
    else:
        parts.append(str(i)[-1])
print("".join(parts)[-60:], len("".join(parts)))
