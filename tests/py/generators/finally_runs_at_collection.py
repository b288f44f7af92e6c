# builds: optimised
import gc
def g():
    try:
        yield 1
    finally:
        print("cleaned")
it = g()
next(it)
del it
for _ in range(3): gc.collect()
print("end")
