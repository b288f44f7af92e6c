"""_decimal: the classes of _pydecimal, for those who import them by the name of CPython's fast module."""
from _pydecimal import *
from _pydecimal import __libmpdec_version__, __version__
