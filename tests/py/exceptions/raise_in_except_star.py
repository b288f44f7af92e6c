# What leaves try/except* when clauses raise.
def t(f):
    try: f()
    except BaseException as e: print(f.__name__, repr(e), repr(e.__context__), repr(e.__cause__), e.__traceback__ is not None)
def a():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError): raise SyntaxError(3)
def b():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise SyntaxError(3)
    except* ValueError: raise
def c():
    try: raise TypeError(1)
    except* TypeError: raise SyntaxError(3)
def d():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise SyntaxError(3) from None
    except* ValueError: pass
def e():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise ExceptionGroup("x", [OSError()])
    except* ValueError: pass
def f():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise
    except* ValueError: pass
def g():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError as x: raise x
    except* ValueError: pass
def h():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError as x: raise x.exceptions[0]
    except* ValueError: pass
for x in (a,b,c,d,e,f,g,h): t(x)
