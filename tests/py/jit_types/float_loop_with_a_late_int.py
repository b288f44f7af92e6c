# trace: compiled>=1
def mean(xs):
    s = 0.0
    for x in xs:
        s += x
    return s / len(xs)

print(mean([0.5] * 300), mean([0.5] * 300 + [2]), mean([0.25] * 200 + [True] * 200), mean([1.0] * 100 + [2**100]))
