class MyError(Exception):
    def __str__(self): return "line one\nline two"
class Sub:
    class Inner(Exception): pass
try:
    raise Sub.Inner
except Sub.Inner:
    raise MyError(1, 2) from None
