def f(x):
    try:
        y = 10 / x
    except ZeroDivisionError:
        print("zero")
    except (TypeError, ValueError) as e:
        print("type", e)
    else:
        print("else", y)
    finally:
        print("fin")
f(5)
f(0)
f("a")
try:
    try: pass
    except: pass
    else: raise KeyError("from else")
    finally: print("cleanup")
except KeyError as e: print(e)
try:
    try: raise KeyError
    except 5: pass
except TypeError as e: print(e)
try:
    raise IndexError("x")
except (): print("never")
except Exception as e: print(type(e))
