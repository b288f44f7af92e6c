import sys
def inner(i):
    if i == 777:
        raise RuntimeError("late")
    return i
def outer(n):
    s = 0
    for i in range(n):
        s += inner(
            i
        )
    return s

try:
    outer(1000)
except RuntimeError:
    tb = sys.exc_info()[2]
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, tb.tb_frame.f_locals.get("i"), tb.tb_frame.f_locals.get("s"))
        tb = tb.tb_next
