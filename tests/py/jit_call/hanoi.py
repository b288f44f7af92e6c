# trace: compiled>=1
def hanoi(n, a, b, c, pegs):
    if n == 0:
        return 0
    m = hanoi(n - 1, a, c, b, pegs)
    pegs[c].append(pegs[a].pop())
    return m + 1 + hanoi(n - 1, b, a, c, pegs)

pegs = [list(range(9, 0, -1)), [], []]
print(hanoi(9, 0, 1, 2, pegs), pegs)
