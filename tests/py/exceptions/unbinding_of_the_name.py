def f():
    e = 1
    try: raise ValueError
    except ValueError as e: pass
    try: print(e)
    except UnboundLocalError as x: print(x)
f()
try: raise ValueError
except ValueError as e: del e
try: raise KeyError("x")
except KeyError as e:
    e = 5
    print(e)
print("e" in globals())
