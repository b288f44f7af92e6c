# trace: compiled>=1
def pi(n):
    s = 0.0
    sign = 1.0
    for k in range(n):
        s += sign / (2 * k + 1)
        sign = -sign
    return 4 * s

print(pi(10), pi(1000), pi(4000))
