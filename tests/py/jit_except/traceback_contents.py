# trace: compiled>=1
import sys, traceback

class Odd(Exception):
    pass

def raiser(i):
    if i % 2:
        raise Odd(i)
    return i

def middle(i):
    return raiser(i) + i

def lines(e):
    found, tb = [], e.__traceback__
    while tb:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_lineno))
        tb = tb.tb_next
    return found

def run(n):
    seen = {}
    for i in range(n):
        try:
            middle(i)
        except Odd as e:
            kept = e
            if i % 50 == 49:
                key = str(lines(e))
                seen[key] = seen.get(key, 0) + 1
    frames = [tb for tb, _ in traceback.walk_tb(kept.__traceback__)]
    for frame in frames:
        print(frame.f_code.co_name, frame.f_back.f_code.co_name, sorted(k for k in frame.f_locals if k in "in"))
    print(frames[-1].f_locals, frames[1].f_locals)
    return seen

for key, n in run(400).items():
    print(n, key)
