# trace: compiled>=1
def queens(n):
    def place(row, cols, d1, d2):
        if row == n:
            return 1
        count = 0
        for c in range(n):
            if not (cols[c] or d1[row + c] or d2[row - c]):
                cols[c] = d1[row + c] = d2[row - c] = True
                count += place(row + 1, cols, d1, d2)
                cols[c] = d1[row + c] = d2[row - c] = False
        return count
    return place(0, [False] * n, [False] * (2 * n), [False] * (2 * n))

print([queens(n) for n in range(1, 8)])
