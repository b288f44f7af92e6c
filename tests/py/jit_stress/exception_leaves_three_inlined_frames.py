# trace: compiled>=1
class Stop(Exception): pass
def a(i, log):
    try:
        if i % 40 == 39:
            raise Stop(i)
        return 1
    finally:
        log[0] += 1
def b(i, log):
    with_value = i * 2
    r = a(i, log)
    log[1] += 1
    return r + with_value
def c(i, log):
    try:
        return b(i, log)
    except KeyError:
        return -1
log = [0, 0]
s = 0
for i in range(800):
    try:
        s += c(i, log)
    except Stop as e:
        s += e.args[0] * 1000
        tb, n = e.__traceback__, 0
        while tb:
            n, tb = n + 1, tb.tb_next
        s += n
print(s, log)
