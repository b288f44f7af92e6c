"""Texts of module errors, contexts that cannot be subclassed."""
import types, contextvars, sys
def T(f):
    try: print('->', f())
    except BaseException as e: print(type(e).__name__, e)
m=types.ModuleType('foo'); 
class L:
    @classmethod
    def module_repr(cls, m): return "<module 'foo' (crafted)>"
m.__loader__=L
print(repr(m))
class L2:
    @classmethod
    def module_repr(cls, m): raise KeyError
m.__loader__=L2
T(lambda: contextvars.Context(1)); T(lambda: contextvars.ContextVar())
T(lambda: type('C',(contextvars.Context,),{}))
T(lambda: contextvars.ContextVar(1))
T(lambda: contextvars.ContextVar('a','b'))
T(lambda: contextvars.ContextVar('a',default=3).get())
m=types.ModuleType('spam'); m.__all__=['a',b'b']; m.a=1
sys.modules['spam']=m
T(lambda: exec('from spam import *',{}))
m.__dict__.pop('__all__'); m.__dict__[5]=5
T(lambda: exec('from spam import *',{}))
m.__name__=3
T(lambda: exec('from spam import *',{}))
del m.__name__
T(lambda: exec('from spam import *',{}))
