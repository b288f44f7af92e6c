"""_stat: what stat defines, for those who import it by the name of CPython's fast module."""
from stat import *
