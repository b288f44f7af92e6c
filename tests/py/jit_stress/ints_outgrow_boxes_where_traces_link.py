# trace: compiled>=1
BIG = 1 << 140
def lim(v):
        return v if -BIG < v < BIG else v % 1000003
def main():
    u, v, w = 10, 5, 7
    z = 0
    xs, ys = [1, 2, 3], [1] * 4
    try:
        for i10 in range(200, 0, -1):
            try:
                ys = ys[:6]
                u = lim(u * min(u, 5))
            except Exception as e:
                pass
    except Exception as e: print(type(e).__name__, str(e))
    print(u)
main()
