# trace: compiled>=1
def fannkuch(n):
    p = list(range(n))
    q = p[:]
    sign = 1
    s = list(range(n))
    flips_max = checksum = 0
    while True:
        q0 = p[0]
        if q0:
            q[1:] = p[1:]
            flips = 1
            while True:
                qq = q[q0]
                if not qq:
                    checksum += sign * flips
                    flips_max = max(flips_max, flips)
                    break
                q[q0] = q0
                if q0 >= 3:
                    i, j = 1, q0 - 1
                    while i < j:
                        q[i], q[j] = q[j], q[i]
                        i += 1
                        j -= 1
                q0 = qq
                flips += 1
        if sign == 1:
            p[0], p[1] = p[1], p[0]
            sign = -1
        else:
            p[1], p[2] = p[2], p[1]
            sign = 1
            for i in range(2, n):
                sx = s[i]
                if sx:
                    s[i] = sx - 1
                    break
                if i == n - 1:
                    return checksum, flips_max
                s[i] = i
                t = p.pop(0)
                p.insert(i + 1, t)

print([fannkuch(n) for n in range(3, 8)])
