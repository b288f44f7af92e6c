# trace: compiled>=1
# Something asks for the frames of a generator that a trace runs; one resumes itself; one is resumed elsewhere.
import sys


def names():
    frame = sys._getframe(1)
    return frame.f_code.co_name + "/" + frame.f_back.f_code.co_name


def body(n):
    for i in range(n):
        if i % 50 == 7:
            yield names()
        else:
            yield i


def consume(n):
    out = []
    for x in body(n):
        if isinstance(x, str):
            out.append(x)
    return out


print(len(consume(400)), set(consume(400)))


def selfish():
    i = 0
    while True:
        i += 1
        try:
            if i % 40 == 0:
                next(me)
        except ValueError as error:
            yield str(error)
        yield i


me = selfish()
seen = []
for x in me:
    if isinstance(x, str):
        seen.append(x)
    if len(seen) == 6:
        break
print(seen[0], len(seen), me.gi_running, me.gi_frame.f_lineno)


def shared(n):
    for i in range(n):
        yield i


g = shared(1000)
total = 0
for x in g:
    total += x
    if x % 100 == 98:
        total += next(g) * 1000
print(total, list(g), g.gi_frame)
