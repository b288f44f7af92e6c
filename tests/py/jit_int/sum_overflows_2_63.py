# trace: compiled>=1
def climb(x, step, n):
    seen = []
    for i in range(n):
        x = x + step
        if i % 100 == 99:
            seen.append(x)
    return seen

print(climb(2**63 - 50000, 173, 600))
print(climb(-2**63 + 50000, -173, 600))
print(climb(2**64 - 50000, 173, 600))
