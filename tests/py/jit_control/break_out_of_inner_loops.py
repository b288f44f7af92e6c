# trace: compiled>=1
def f(n):
    count = 0
    for i in range(n):
        for j in range(n):
            if (i * j) % 17 == 16:
                break
            count += 1
        else:
            count += 100000
            continue
        if i > n - 3:
            break
    return count

print(f(5), f(40), f(80))
