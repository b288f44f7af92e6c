import sys, traceback
def f():
    x = 5
    raise KeyError("k")
def g(): f()
try: g()
except KeyError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        last = tb
        tb = tb.tb_next
    print(names, last.tb_frame.f_locals, last.tb_frame.f_back.f_code.co_name)
    print(traceback.format_exception_only(KeyError, e), len(traceback.extract_tb(e.__traceback__)))
    print("".join(traceback.format_exception(e)).count("\n"))
    f2 = e.with_traceback(None)
    print(f2 is e, e.__traceback__)
