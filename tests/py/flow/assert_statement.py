try: assert 0, "m"
except AssertionError as e: print(e.args)
try: assert []
except AssertionError as e: print(e.args)
assert 1, 1 / 0
def f():
    assert (lambda: True)(), "x"
    return __debug__
print(f())
