"""_contextvars: variables whose value belongs to the context that runs."""
from _thread import _entered_contexts   # of this thread, the running one last

_missing = object()


class Token:
    MISSING = _missing
    __slots__ = ("var", "old_value", "_context", "_used")

    def __init__(self, *args):
        raise RuntimeError("Tokens can only be created by ContextVars")

    def __repr__(self):
        return "<Token%s var=%r at %#x>" % (" used" if self._used else "", self.var, id(self))


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


_missing = Token.MISSING = _Missing()


class Context:
    __slots__ = ("_values", "_entered", "__weakref__")

    def __init__(self, *args, **kwargs):
        if args or kwargs:
            raise TypeError("Context() does not accept any arguments")
        self._values = {}
        self._entered = False

    def run(*args, **kwargs):
        if len(args) < 2:
            raise TypeError("run() missing 1 required positional argument")
        self, function, *args = args
        if self._entered:
            raise RuntimeError("cannot enter context: %r is already entered" % self)
        self._entered = True
        stack = _entered_contexts()
        stack.append(self)
        try:
            return function(*args, **kwargs)
        finally:
            stack.pop()
            self._entered = False

    def copy(self):
        new = Context()
        new._values = self._values.copy()
        return new

    def _key(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError("a ContextVar key was expected, got %r" % (var,))
        return var

    def __getitem__(self, var):
        return self._values[self._key(var)]

    def __contains__(self, var):
        return self._key(var) in self._values

    def get(self, var, default=None):
        return self._values.get(self._key(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values

    __hash__ = None


def _current():
    stack = _entered_contexts()
    if not stack:
        base = Context()
        base._entered = True
        stack.append(base)
    return stack[-1]


class ContextVar:
    __slots__ = ("_name", "_default", "__weakref__")

    def __init__(self, /, *args, default=_missing):
        if len(args) != 1:
            count = "at most" if args else "exactly"
            raise TypeError("ContextVar() takes %s 1 positional argument (%d given)" % (count, len(args)))
        if not isinstance(args[0], str):
            raise TypeError("context variable name must be a str")
        self._name = args[0]
        self._default = default

    @property
    def name(self):
        return self._name

    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)

    def get(self, default=_missing, /):
        values = _current()._values
        if self in values:
            return values[self]
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        context = _current()
        token = Token.__new__(Token)
        token.var = self
        token.old_value = context._values.get(self, _missing)
        token._context = context
        token._used = False
        context._values[self] = value
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError("expected an instance of Token, got %r" % (token,))
        if token._used:
            raise RuntimeError("%r has already been used once" % (token,))
        if token.var is not self:
            raise ValueError("%r was created by a different ContextVar" % (token,))
        if token._context is not _current():
            raise ValueError("%r was created in a different Context" % (token,))
        token._used = True
        if token.old_value is _missing:
            del token._context._values[self]
        else:
            token._context._values[self] = token.old_value

    def __repr__(self):
        default = "" if self._default is _missing else " default=%r" % (self._default,)
        return "<ContextVar name=%r%s at %#x>" % (self.name, default, id(self))


def copy_context():
    return _current().copy()


def _refuse_subclass(cls, **kwargs):
    raise TypeError("type '_contextvars.%s' is not an acceptable base type" % cls.__base__.__name__)


for _type in (Token, Context, ContextVar):
    _type.__module__ = "_contextvars"
    _type.__init_subclass__ = classmethod(_refuse_subclass)
Token.__class_getitem__ = classmethod(lambda cls, item: type(list[int])(cls, item))
