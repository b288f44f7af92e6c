def show(e):
    while e:
        print(repr(e), "cause" if e.__cause__ else "context" if e.__context__ else "end", e.__suppress_context__)
        e = e.__cause__ or e.__context__
try:
    try:
        try: raise KeyError("k")
        except KeyError as k: raise IndexError("i") from k
    except IndexError: raise ValueError("v")
except ValueError as e: show(e)
try:
    try: raise KeyError
    except KeyError: raise IndexError("i") from None
except IndexError as e: show(e); print(repr(e.__context__))
try: raise ValueError from KeyError
except ValueError as e: show(e)
for src in ("raise 5", "raise 'a'", "raise int", "raise ValueError from 5", "raise None", "raise ValueError() from int"):
    try: exec(src)
    except TypeError as e: print(e)
