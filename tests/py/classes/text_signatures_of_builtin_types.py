import inspect

class Plain: pass
class Derived(Plain):
    def __init__(self, a, *, b=1): pass
class FromList(list): pass

for cls in (object, list, tuple, float, complex, enumerate, reversed, memoryview, property, int, dict, Plain, FromList):
    print(cls.__name__, cls.__text_signature__, (cls.__doc__ or "")[:20].splitlines()[:1])
for cls in (object, list, property, Plain, Derived, FromList):
    print(cls.__name__, inspect.signature(cls))
print(list.__dict__["__doc__"][:26], [].__doc__[:26])
