def run(exc):
    try:
        try: raise exc
        except* ValueError as g: print("value", g.exceptions)
        except* (TypeError, KeyError) as g: print("type/key", repr(g))
        else: print("else")
        finally: print("finally")
    except BaseException as e: print("left", repr(e), repr(e.__context__))
run(ExceptionGroup("a", [ValueError(1), TypeError(2)]))
run(ExceptionGroup("b", [ValueError(1), OSError(2)]))
run(ValueError("naked"))
run(OSError("other"))
run(ExceptionGroup("n", [ExceptionGroup("m", [ValueError(1), KeyError(2)])]))
try:
    try: raise ExceptionGroup("r", [ValueError(1), KeyError(2)])
    except* ValueError as g: raise
    except* KeyError: raise IndexError("new")
except ExceptionGroup as e: print(repr(e))
for src in ("try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass", "for x in y:\n try: pass\n except* A: break", "def f():\n try: pass\n except* A: return"):
    try: compile(src, "<s>", "exec")
    except SyntaxError as e: print(e.msg)
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as e: print(e)
