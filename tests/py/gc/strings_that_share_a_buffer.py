# builds: optimised
# A string that goes on in the buffer of another keeps it, whatever the collector is doing meanwhile.
import gc


def grow(rounds):
    text = "x" * 300
    for i in range(rounds):
        text += "abc"
        keep = [i, [i]]
        if i % 1000 == 0:
            gc.collect(0)
    return text


for _ in range(3):
    texts = [grow(4000) for _ in range(10)]
    junk = [[str(i)] for i in range(50000)]
    print(all(t == "x" * 300 + "abc" * 4000 for t in texts), len(junk))
