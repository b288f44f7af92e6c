def f(): ...
def g(): "doc"
def h():
    """two
    lines"""
    pass
class C:
    'class doc'
class D: pass
def k(): f"not {1} a doc"
def m(): b"bytes"
print(f(), g.__doc__, repr(h.__doc__), C.__doc__, D.__doc__, k.__doc__, m.__doc__, f.__doc__)
