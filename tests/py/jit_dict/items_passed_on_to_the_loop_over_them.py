# trace: compiled>=2
# A value that a side trace unboxes and passes on to the loop it leads to reaches the loop.
def main(n):
    w = 0.001
    d = {"a": 1}
    for i in range(-n, n):
        for j in range(i % 4):
            pass
        d[None] = True + w
        if i < 2:
            continue
        for q, w in d.items():
            pass
    return w


for n in (1, 5, 20, 100, 300):
    print(main(n))
