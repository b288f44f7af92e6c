"""_borrowed_names: for modules that stand for CPython's fast ones and only name what a Python module defines."""
import sys


def borrow(module, homes):
    """__getattr__ and __dir__ of such a module. homes: by name, the module that has it and what it is called there.

    Nothing is looked for before it is asked for: the Python module imports the fast one while it is being made itself."""

    def __getattr__(name):
        if name not in homes:
            raise AttributeError("module %r has no attribute %r" % (module, name))
        home, own_name = homes[name]
        if home not in sys.modules:
            __import__(home)
        return getattr(sys.modules[home], own_name)

    def __dir__():
        return sorted([*vars(sys.modules[module]), *homes])

    return __getattr__, __dir__
