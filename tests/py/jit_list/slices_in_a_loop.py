# trace: compiled>=1
xs = list(range(50))
s = 0
for i in range(300):
    s += sum(xs[i % 50:i % 60]) - len(xs[::-1]) + xs[i % 50:][0]
    xs[i % 40:i % 40 + 2] = [xs[i % 40 + 1], xs[i % 40]]
print(s, xs[:10], xs[::-7], xs[100:], xs[-3:], xs[5:2])
