acc = []
for i in range(-300, 300):
    q, r = divmod(i, 7)
    if q * 7 + r != i or not 0 <= r < 7:
        print("wrong", i)
    q, r = divmod(i, -7)
    if q * -7 + r != i or not -7 < r <= 0:
        print("wrong", i)
    acc.append(q + r)
print(sum(acc), acc[:8], acc[-8:])
