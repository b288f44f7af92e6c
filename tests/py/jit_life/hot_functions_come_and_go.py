# trace: compiled>=300
# Each function is compiled, used, and dropped with its traces: later ones get their memory.
def make(k):
    space = {}
    exec(f"""
def hot(n):
    total = {k}
    for i in range(n):
        total += i & {k % 7 + 1}
        if i % 7 == 3:
            total -= 1
    return total
""", space)
    return space["hot"]


kept = [make(k) for k in range(5)]
total = 0
for k in range(400):
    total += make(k)(150)
    total += kept[k % 5](20)
print(total)
