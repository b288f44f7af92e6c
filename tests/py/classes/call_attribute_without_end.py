# An object whose __call__ is an object of the same class, and so on.
class A:
    pass


A.__call__ = A()
try:
    A()()
except RecursionError as e:
    print(e)


class B:
    pass


B.__call__ = classmethod(B())
try:
    B()()
except RecursionError as e:
    print(e)


class C:
    pass


C.__getitem__ = C.__add__ = C.__call__ = C()
for use in lambda: C()[1], lambda: C() + 1:
    try:
        use()
    except RecursionError as e:
        print(e)
