"""_pickle: PickleBuffer, and the rest of pickle by the names of CPython's fast module."""
from _borrowed_names import borrow as _borrow
from _picklebuffer import PickleBuffer

__getattr__, __dir__ = _borrow(__name__, {
    **{name: ("pickle", name) for name in ("PickleError", "PicklingError", "UnpicklingError")},
    **{name: ("pickle", "_" + name) for name in ("Pickler", "Unpickler", "dump", "dumps", "load", "loads")},
})
