# trace: compiled>=1
# Each generator dies before the next one is made.
import gc

def count(k):
    while True:
        yield k
        k += 1

def work(n):
    total = 0
    for i in range(n):
        total += next(count(i))
        gc.collect()
        total -= next(count(i + 1))
        gc.collect()
        total += next(count(i + 2))
    return total

print(work(300))
