# trace: compiled>=3
# Nothing but the running frame holds the function; nothing but the native frame a discarded trace.
import gc

SOURCE = """
factor = 1

def leave_nothing(i):
    if i == 150:
        space.pop("hot")
        gc.collect()
    elif i == 300:
        global factor
        factor = 3
        gc.collect()
        [[j] for j in range(2000)]
    return factor

def hot(n):
    total = 0
    for i in range(n):
        total += leave_nothing(i) * i
        text = str(i)
    return total, text
"""


def run():
    space = {"gc": gc}
    space["space"] = space
    exec(SOURCE, space)
    return space["hot"](500)


for _ in range(3):
    print(run())
    gc.collect()
