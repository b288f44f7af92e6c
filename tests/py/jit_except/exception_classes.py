# trace: compiled>=1
class Located(Exception):
    def __init__(self, where, *rest, note=None):
        super().__init__("at %d" % where, *rest)
        self.where, self.note = where, note

class Wrapped(Located):
    def __init__(self, where):
        super().__init__(where, where + 1, note="wrapped")

    def __str__(self):
        return "<" + super().__str__() + ">"

class Silent(KeyError):
    def __init__(self, *args):
        self.extra = len(args)

class Plain(Located):
    __init__ = Exception.__init__

class Valued(StopIteration):
    pass

class Made(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = True
        return self

def make(i):
    kinds = [lambda: Located(i), lambda: Wrapped(i), lambda: Silent(i, i), lambda: Plain(i, 2), lambda: Valued(i), lambda: Made(i),
             lambda: Located(i, note=i), lambda: KeyError(i), lambda: OSError(2, "no"), lambda: ExceptionGroup("g", [KeyError(i)])]
    return kinds[i % len(kinds)]()

def describe(e):
    named = {k: v for k, v in vars(e).items()}
    return type(e).__name__, e.args, str(e), repr(e), named, getattr(e, "value", None), e.__cause__, e.__suppress_context__

def run(n):
    last = {}
    for i in range(n):
        try:
            raise make(i)
        except Located as e:
            last[i % 10] = describe(e)
        except (KeyError, StopIteration) as e:
            last[i % 10] = describe(e)
        except (OSError, Made, ExceptionGroup) as e:
            last[i % 10] = describe(e)
    return last

for key, value in run(500).items():
    print(key, value)

def one(cls, n):
    kept = []
    for i in range(n):
        try:
            raise cls(i)
        except Exception as e:
            if i % 60 == 0:
                kept.append(e)
            total = e.args
    return [describe(e)[:4] for e in kept], total

for cls in (ValueError, Located, Wrapped, Silent, Plain, Valued, Made):
    print(one(cls, 200))
try:
    for i in range(200):
        try:
            raise Located(i, bad=1)
        except TypeError as e:
            text = str(e)
    print(text)
    for i in range(200):
        Wrapped.__init__ = lambda self, *a: setattr(self, "n", a) if i < 150 else setattr(self, "m", a)
        try:
            raise Wrapped(i)
        except Wrapped as e:
            text = sorted(vars(e)), e.args
    print(text)
finally:
    print("done")
