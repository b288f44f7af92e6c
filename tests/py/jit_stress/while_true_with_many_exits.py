# trace: compiled>=1
def run(n):
    i = a = b = c = 0
    while True:
        i += 1
        if i > n:
            break
        if i % 2:
            a += i
            continue
        if i % 3 == 0:
            b += a
            if b % 5 == 0:
                continue
            b -= 1
        elif i % 7 == 0:
            c += b
            if c > 10**9:
                c = 0
        else:
            a, b, c = b, c, a
    return a, b, c

print(run(20), run(500), run(2001))
