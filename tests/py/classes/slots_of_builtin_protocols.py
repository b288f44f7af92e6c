"""Special methods that are None, layouts that differ in weak references, the dict of a class through a plain base."""
import weakref


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


class NoTruth:
    __bool__ = None
    __len__ = lambda self: 1


attempt(lambda: bool(NoTruth()))
attempt(lambda: not NoTruth())
attempt(lambda: 1 if NoTruth() else 2)


def truths(n):
    for i in range(n):
        if NoTruth():
            return i


attempt(lambda: truths(100))


class J:
    __slots__ = ['a']


class N(J):
    __slots__ = ['__weakref__']


def change(value, to):
    value.__class__ = to
    return type(value).__name__


attempt(lambda: change(J(), N))
attempt(lambda: change(N(), J))


class Base:
    pass


class Meta(Base, type):
    pass


class Made(metaclass=Meta):
    spam = 1


def set_in_dict():
    Made.__dict__['spam'] = 2
    return Made.spam


attempt(set_in_dict)
print(type(Made.__dict__).__name__, Made.spam)


def delete_dict(value):
    del value.__dict__
    return value.__dict__


import functools
attempt(lambda: delete_dict(functools.partial(print)))
attempt(lambda: delete_dict(functools.lru_cache(len)))
attempt(lambda: delete_dict(ValueError()))
attempt(lambda: delete_dict(Base()))


class Frozen(frozenset):
    pass


class Mapping(map):
    pass


class Filtering(filter):
    pass


class WithInit(frozenset):
    def __init__(self, items=(), extra=None):
        self.extra = extra


attempt(lambda: Frozen(sequence=()))
attempt(lambda: Mapping(str, [], extra=1))
attempt(lambda: Filtering(None, [], extra=1))
attempt(lambda: WithInit([1], extra=2).extra)
for other in b'abc', bytearray(b'abc'), memoryview(b'abd'):
    attempt(lambda: b'abc' < other)
    attempt(lambda: other >= b'abc')
    attempt(lambda: b'abc' == other)
    attempt(lambda: bytearray(b'abc') < other)
