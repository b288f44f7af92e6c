# trace: compiled>=1
def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))

print([ack(1, n) for n in range(10)], [ack(2, n) for n in range(10)], ack(3, 3))
