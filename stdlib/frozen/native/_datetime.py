"""_datetime: the classes of datetime, for those who import them by the name of CPython's fast module."""
import sys as _sys

# datetime itself asks for it, and is to keep the classes that it has.
if getattr(getattr(_sys.modules.get("datetime"), "__spec__", None), "_initializing", False):
    raise ImportError("datetime is implemented in Python")
_self = _sys.modules[__name__]
_sys.modules[__name__] = None
try:
    import datetime as _datetime
finally:
    _sys.modules[__name__] = _self

from datetime import *

del _datetime, _self, _sys
