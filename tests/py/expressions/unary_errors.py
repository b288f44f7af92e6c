for f in (lambda: -"a", lambda: +[], lambda: ~1.5, lambda: -None, lambda: ~"x", lambda: not 5, lambda: -{}, lambda: abs("x")):
    try:
        print(f())
    except TypeError as e:
        print(e)
