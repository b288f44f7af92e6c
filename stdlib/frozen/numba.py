"""Numba's interface. pyvm compiles every hot loop, decorated or not; the decorators check signatures and options."""
import os as _os
import sys as _sys
