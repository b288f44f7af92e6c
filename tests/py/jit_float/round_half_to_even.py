acc = []
for i in range(-200, 200):
    acc.append(round(i / 2))
print(acc[:6], acc[196:206], sum(acc))
print([round(x, 1) for x in (0.05, 0.15, 0.25, 0.35, 2.675, -0.45)], round(2.675, 2), round(1234.5678, -2), round(1e300, 5))
print(round(5, -1), round(15, -1), round(25, -1), round(-5, -1), round(123456789, -5))
