for spec in ("", "5", "<5", ">5", "^5", "*^5", ".2", "5.1", "<", "05", "s", ">5s", "é>4", "\0<3"):
    print(repr(spec), repr(format("abc", spec)))
for spec in ("d", "+", "=5", ",", "5.2f", "x", " ", "#", "_", ".", "5x5", "z"):
    try: print(format("abc", spec))
    except ValueError as e: print(repr(spec), e)
