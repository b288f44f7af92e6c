# A recursion has no back-edge, but signals reach it.
import signal

class Stop(Exception):
    pass

def stop(number, frame):
    raise Stop

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def keywords(n, step=1):
    return n if n < 2 else keywords(n - step, step=1) + keywords(n - 2, step=step)

class Node:
    def __init__(self, n):
        if n > 1:
            Node(n - 1)
            Node(n - 2)

signal.signal(signal.SIGALRM, stop)
for f in fib, keywords, Node:
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        f(70)
    except Stop:
        print("stopped")
