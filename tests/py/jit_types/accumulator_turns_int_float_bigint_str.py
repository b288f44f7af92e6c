# trace: compiled>=1
def run(items):
    acc = items[0]
    for x in items:
        acc = acc + x
    return acc

def change(n):
    x = 0
    log = []
    for i in range(n):
        if i == 150:
            x = x + 0.5
        elif i == 300:
            x = int(x) + 2**70
        elif i == 450:
            x = "s" + str(x % 1000)
        elif i < 450:
            x = x + 1
        else:
            x = x + "."
        if i % 75 == 0:
            log.append((type(x).__name__, x if i < 460 else len(x)))
    return log

for entry in change(600):
    print(entry)
print(run([1] * 300), run([1.5] * 300))
