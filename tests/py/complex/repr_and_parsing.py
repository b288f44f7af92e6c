inf, nan = float("inf"), float("nan")
print(1j, -1j, 0j, -0j, 1 + 0j, complex(0, -0.0), complex(-0.0, 1), complex(inf, nan), complex(nan, -inf), 1e20j, 1.5 - 2.5e-10j, complex(1, 2), complex(1j, 1j), complex(), complex(2.5), complex(1, -0.0))
for s in ("1+2j", "j", "-j", "1", "1e5-2.5e-3j", " 1j ", "(1+2j)", "inf+nanj", "+1-j", "1+2", "", "1+2i", "( 1j )", "1_0j", "1e400j"):
    try: print(repr(s), complex(s))
    except ValueError as e: print(repr(s), e)
print(hash(1 + 0j) == hash(1), hash(1j), (1 + 2j).__format__(".1f"), str(1 + 2j), {1: "one"}[1 + 0j])
