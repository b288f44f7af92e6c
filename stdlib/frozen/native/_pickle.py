"""_pickle: PickleBuffer, and the rest of pickle by the names of CPython's fast module."""
from _picklebuffer import PickleBuffer

_PURE = {"Pickler": "_Pickler", "Unpickler": "_Unpickler", "dump": "_dump", "dumps": "_dumps", "load": "_load", "loads": "_loads",
         "PickleError": "PickleError", "PicklingError": "PicklingError", "UnpicklingError": "UnpicklingError"}


def __getattr__(name):
    # Not before somebody asks: pickle imports this module twice, the first time for PickleBuffer alone.
    if name not in _PURE:
        raise AttributeError("module '_pickle' has no attribute %r" % name)
    import pickle
    return getattr(pickle, _PURE[name])


def __dir__():
    return sorted([*globals(), *_PURE])
