# trace: compiled>=1
for i in range(130):
    if i % 10 == 0:
        print(i, i / 10, str(i) * 2, sep="|", end=";\n")
    elif i % 33 == 0:
        print()
