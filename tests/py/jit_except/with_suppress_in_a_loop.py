import contextlib
s = 0
for i in range(400):
    with contextlib.suppress(ZeroDivisionError, KeyError):
        s += 100 // (i % 10)
        s += {0: 1}[i % 3]
print(s)

@contextlib.contextmanager
def tag(log):
    log.append("in")
    try:
        yield len(log)
    finally:
        log.append("out")

log = []
for i in range(200):
    with tag(log) as k:
        s += k
print(s, len(log))
