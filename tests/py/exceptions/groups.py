g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)]), KeyError(4)])
print(repr(g), g.message, len(g.exceptions), str(g))
m, r = g.split(ValueError)
print(m, m.exceptions, r.exceptions)
print(g.subgroup(lambda e: isinstance(e, KeyError)).exceptions, g.subgroup(OSError), g.split((TypeError, KeyError))[0].exceptions)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for args in (("x", []), ("x", [1]), (1, [ValueError()]), ("x",), ("x", 5), ("x", [KeyboardInterrupt()])):
    try: ExceptionGroup(*args)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message + "!", excs)
print(type(MyGroup("m", [ValueError(), KeyError()]).split(KeyError)[0]).__name__)
