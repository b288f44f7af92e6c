def f(how):
    for i in range(2):
        try:
            if how == "return": return "try"
            if how == "raise": raise KeyError("try")
            if how == "break": break
            if how == "continue": continue
        finally:
            print("finally", i)
            if how == "swallow" or i == 5: return
    return "end"
for h in ("return", "break", "continue", "none"): print(h, f(h))
try: f("raise")
except KeyError as e: print(e)
def g():
    try: raise KeyError("lost")
    finally: return "swallowed"
print(g())
def h():
    try: return 1
    finally:
        try: raise ValueError
        except ValueError: pass
print(h())
def k():
    x = 1
    try: return x
    finally: x = 2
print(k())
def nest():
    try:
        try: 1 / 0
        finally: print("a")
    except ZeroDivisionError: print("b")
    else: print("no")
    finally: print("c")
nest()
