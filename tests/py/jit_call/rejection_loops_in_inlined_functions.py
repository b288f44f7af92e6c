# trace: compiled>=1,start<=160
# A loop of few iterations in an inlined function does not multiply the traces of the loop around it.
import random

random.seed(3)


def work(n):
    s = 0
    for _ in range(n):
        s += random.randint(1, 5)
        s += random.choice((1, 2, 3, 4, 5, 6))
    return s


print(work(30000))
