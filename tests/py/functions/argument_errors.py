def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except TypeError as e:
        print(e)
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def opt(a, b=1, c=2): pass
def kwonly(*, x, y, z): pass
def mixed(a, *, x): pass
def pos(a, b, /): pass
def poskw(a, /, b): pass
def var(a, *args): pass
class C:
    def m(self, a): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
    def __init__(self, q): pass
t(none, 1); t(none, 1, 2); t(none, x=1)
t(one); t(one, 1, 2); t(one, 1, a=2); t(one, b=1); t(one, 1, b=2)
t(two); t(two, 1); t(two, b=1); t(two, 1, 2, 3)
t(three); t(three, 1); t(three, 1, 2); t(three, c=1)
t(opt); t(opt, 1, 2, 3, 4); t(opt, b=1)
t(kwonly); t(kwonly, x=1); t(kwonly, x=1, y=2); t(kwonly, 1, x=1, y=1, z=1)
t(mixed, 1, 2); t(mixed, 1, 2, x=3); t(mixed, 1)
t(pos, a=1, b=2); t(pos, 1, b=2); t(pos); t(pos, 1)
t(poskw, a=1, b=1); t(poskw, 1, 2, b=3); t(var)
t(C); t(C, 1, 2); t(C(1).m); t(C(1).m, 1, 2); t(C.c); t(C.s); t(C.m)
t((lambda x: x)); t((lambda: 0), 1)
