def f():
    for i in range(2):
        try:
            try: 1 / 0
            except (KeyError, ZeroDivisionError) as e: raise ValueError from e
            finally: print("inner", i)
        except ValueError as v:
            print(isinstance(v.__cause__, ZeroDivisionError))
        finally: continue
    try: v
    except UnboundLocalError: print("unbound")
    try: return 1
    finally: return 2
print(f())
def g():
    try: return x_log("value")
    finally: x_log("finally")
def x_log(s):
    print(s)
    return s
print(g())
def h():
    while True:
        try: return "r"
        finally: break
    return "after"
print(h())
def k():
    try:
        raise KeyError
    except KeyError:
        return "except"
    else:
        return "else"
    finally:
        print("k done")
print(k())
