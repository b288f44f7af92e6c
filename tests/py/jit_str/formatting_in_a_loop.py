# trace: compiled>=1
out = []
for i in range(300):
    out.append(f"{i:>5}|{i / 7:.3f}|{i:#x}|{'x' * (i % 4):<4}|" + "%d-%s" % (i, i) + "{0:,}".format(i * 1000))
print(out[0], out[42], out[299], len("".join(out)), sep="\n")
