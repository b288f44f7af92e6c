# trace: compiled>=1
BIG = 1 << 140
def lim(v):
    return v if -BIG < v < BIG else v % 1000003

def main():
    w = -13
    i = 0
    while i < 100:
        i += 1
        w = lim(w * lim(-7 ** 3))
    return w

print(main(), [main() for _ in range(5)])
