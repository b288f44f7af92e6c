class HttpError(Exception):
    code = 500
    def __init__(self, msg, *, path="/"):
        super().__init__(msg)
        self.path = path
    def __str__(self): return f"{self.code} {self.args[0]} {self.path}"
class NotFound(HttpError): code = 404
try: raise NotFound("gone", path="/x")
except HttpError as e: print(e, repr(e), e.args)
class Both(KeyError, AttributeError): pass
try: raise Both("b")
except AttributeError as e: print(repr(e), str(e))
class NoInit(Exception):
    def __init__(self, a, b): self.a = a
print(NoInit(1, 2).args, NoInit(1, 2), repr(NoInit(3, 4)))
import copy, pickle
e = copy.copy(ValueError("c", 1))
print(repr(e))
