# trace: compiled>=1
def build(n):
    out = []
    for i in range(n):
        out.append(i * i)
    s = 0
    for i in range(len(out)):
        s += out[i] - out[-1 - i]
        s ^= out[i // 2]
    return s, len(out)

print(build(0), build(1), build(1000), build(3000))
