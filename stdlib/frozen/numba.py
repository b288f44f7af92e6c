"""Numba's interface. pyvm compiles every hot loop, decorated or not: the decorators check options and signatures and call
the function."""
import os as _os
import sys as _sys
import types as _types

import _numba
import numpy as _np

__version__ = '0.56.4'


# ---- errors

class _Errors(_types.ModuleType):
    pass


errors = _Errors('numba.errors')
_sys.modules['numba.core.errors'] = _sys.modules['numba.errors'] = errors


class NumbaError(Exception):
    def __init__(self, msg='', loc=None, highlighting=True):
        self.msg = msg
        self.loc = loc
        super().__init__(msg)


class TypingError(NumbaError):
    pass


class LoweringError(NumbaError):
    pass


class UnsupportedError(NumbaError):
    pass


class NumbaWarning(Warning):
    pass


class NumbaPerformanceWarning(NumbaWarning):
    pass


class NumbaDeprecationWarning(NumbaWarning):
    pass


for _cls in (NumbaError, TypingError, LoweringError, UnsupportedError, NumbaWarning, NumbaPerformanceWarning,
             NumbaDeprecationWarning):
    setattr(errors, _cls.__name__, _cls)


# ---- types

class Type:
    """A Numba type: prints as Numba prints it, is called to convert, indexed to make array types."""

    def __init__(self, name, convert=None):
        self.name = name
        self._convert = convert

    def __repr__(self):
        return self.name

    def __eq__(self, other):
        return isinstance(other, Type) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __getitem__(self, index):
        items = index if isinstance(index, tuple) else (index,)
        layout = 'A'
        if items[-1].step == 1:
            layout = 'C'
        elif items[0].step == 1:
            layout = 'F'
        return Array(self, len(items), layout)

    def __call__(self, *args):
        if len(args) == 1 and not isinstance(args[0], Type) and self._convert is not None:
            return self._convert(args[0])
        return Signature(self, args)


class Array(Type):
    def __init__(self, dtype, ndim, layout):
        super().__init__('array(%s, %dd, %s)' % (dtype.name, ndim, layout))
        self.dtype = dtype
        self.ndim = ndim
        self.layout = layout


class Signature:
    def __init__(self, return_type, args):
        self.return_type = return_type
        self.args = tuple(args)

    def __repr__(self):
        return '(%s) -> %s' % (', '.join(map(repr, self.args)), self.return_type)

    def __eq__(self, other):
        return isinstance(other, Signature) and repr(self) == repr(other)

    def __hash__(self):
        return hash(repr(self))


class UniTuple(Type):
    def __init__(self, dtype, count):
        super().__init__('UniTuple(%s x %d)' % (dtype.name, count))
        self.types = (dtype,) * count


class Tuple(Type):
    def __init__(self, types):
        types = tuple(types)
        if types and all(t == types[0] for t in types):
            super().__init__('UniTuple(%s x %d)' % (types[0].name, len(types)))
        else:
            super().__init__('Tuple(%s)' % ', '.join(t.name for t in types))
        self.types = types


types = _types.ModuleType('numba.types')
_sys.modules['numba.types'] = _sys.modules['numba.core.types'] = types

_scalars = {}


def _scalar(name, convert, *aliases):
    t = Type(name, convert)
    _scalars[name] = t
    for alias in (name,) + aliases:
        globals()[alias] = t
        setattr(types, alias, t)
    return t


_scalar('bool', lambda v: bool(v), 'boolean', 'bool_', 'b1')
for _bits in (8, 16, 32, 64):
    _scalar('int%d' % _bits, getattr(_np, 'int%d' % _bits), *(['i%d' % (_bits // 8)]))
    _scalar('uint%d' % _bits, getattr(_np, 'uint%d' % _bits), *(['u%d' % (_bits // 8)]))
_scalar('float32', _np.float32, 'f4')
_scalar('float64', _np.float64, 'f8', 'double', 'float_')
_scalar('complex64', _np.complex64, 'c8')
_scalar('complex128', _np.complex128, 'c16')
int_ = intp = types.int_ = types.intp = _scalars['int64']
uintp = types.uintp = _scalars['uint64']
intc = types.intc = _scalars['int32']
void = none = types.void = types.none = Type('none')
unicode_type = string = types.unicode_type = types.string = Type('unicode_type')
pyobject = types.pyobject = Type('pyobject')
for _cls in (Array, Tuple, UniTuple):
    setattr(types, _cls.__name__, _cls)
types.Type = Type
del types.__dict__['bool']
del globals()['bool']


def typeof(value):
    """The Numba type of a value."""
    if isinstance(value, _np.ndarray):
        layout = 'C' if value.flags.c_contiguous else 'F' if value.flags.f_contiguous else 'A'
        return Array(_dtype_type(value.dtype), value.ndim, layout)
    if isinstance(value, _np.generic):
        return _dtype_type(value.dtype)
    kind = type(value)
    if kind is bool_type:
        return boolean
    if kind is int:
        if -1 << 63 <= value < 1 << 63:
            return int64
        if value < 1 << 64:
            return uint64
        raise ValueError('Int value is too large: %s' % value)
    if kind is float:
        return float64
    if kind is complex:
        return complex128
    if kind is str:
        return unicode_type
    if value is None:
        return none
    if kind is tuple:
        return Tuple([typeof(v) for v in value])
    if kind is list and value:
        return Type('reflected list(%s)<iv=None>' % typeof(value[0]).name)
    if kind is set and value:
        return Type('reflected set(%s)' % typeof(next(iter(value))).name)
    raise ValueError('Cannot determine Numba type of %s' % (kind,))


bool_type = type(True)


def _dtype_type(dtype):
    name = dtype.name
    return _scalars['bool' if name == 'bool' else name]


_names = dict(types.__dict__)
_names['Tuple'] = lambda args: Tuple(args)
_names['unicode'] = unicode_type


def _parse_signature(text):
    namespace = {k: v for k, v in _names.items() if not k.startswith('__')}
    try:
        value = eval(text, {'__builtins__': {}}, namespace)
    except NameError as e:
        raise NameError(str(e)) from None
    if isinstance(value, tuple):
        return Signature(None, value)
    if isinstance(value, Type):
        return Signature(None, (value,))
    return value


def _signature(spec):
    if isinstance(spec, str):
        return _parse_signature(spec)
    if isinstance(spec, Signature):
        return spec
    if isinstance(spec, tuple):
        return Signature(None, [_parse_signature(s).args[0] if isinstance(s, str) else s for s in spec])
    if isinstance(spec, Type):
        return Signature(None, (spec,))
    raise TypeError('invalid signature: %r (type: %r) evaluates to %r instead of tuple or Signature'
                    % (spec, type(spec), spec.__class__.__name__))


_ranks = {'bool': 0, 'int8': 1, 'uint8': 1, 'int16': 2, 'uint16': 2, 'int32': 3, 'uint32': 3, 'int64': 4, 'uint64': 4,
          'float32': 5, 'float64': 6, 'complex64': 7, 'complex128': 8}


def _accepts(wanted, given):
    if wanted == given:
        return True
    if isinstance(wanted, Array):
        return (isinstance(given, Array) and wanted.dtype == given.dtype and wanted.ndim == given.ndim and
                (wanted.layout == 'A' or wanted.layout == given.layout or (given.ndim <= 1 and given.layout in 'CF' and
                                                                            wanted.layout in 'CF')))
    if isinstance(given, Array):
        return False
    if wanted.name in _ranks and given.name in _ranks:
        # Numba converts scalars, also unsafely (float to int), when only one signature is there.
        return True
    return wanted.name == given.name


def _convert(t, value):
    if t is None or t._convert is None or isinstance(t, Array):
        return value
    result = t._convert(value)
    return result.item() if isinstance(result, _np.generic) else result


# ---- compiling

_options = frozenset(('nopython', 'nogil', 'cache', 'parallel', 'fastmath', 'forceobj', 'looplift', 'boundscheck', 'inline',
                      'debug', 'error_model', 'locals', 'no_cpython_wrapper', 'no_cfunc_wrapper', 'target_backend',
                      'pipeline_class', '_dbg_extend_lifetimes', '_dbg_optnone', '_nrt', 'no_rewrites'))


class _Config:
    """numba.config: what environment variables set."""

    def __init__(self):
        self.DISABLE_JIT = int(_os.environ.get('NUMBA_DISABLE_JIT', '0') or 0)
        self.NUMBA_NUM_THREADS = int(_os.environ.get('NUMBA_NUM_THREADS', 0) or _os.cpu_count() or 1)
        self.NUMBA_DEFAULT_NUM_THREADS = self.NUMBA_NUM_THREADS
        self.THREADING_LAYER = 'default'
        self.BOUNDSCHECK = 1


config = _Config()


def _compiled(function, options):
    """The function with its code compiled as the options ask."""
    flags = _numba.CODE_PARALLEL if options.get('parallel') else 0
    if not flags or not isinstance(function, _types.FunctionType):
        return function
    compiled = _types.FunctionType(_with_flags(function.__code__, flags), function.__globals__, function.__name__,
                                   function.__defaults__, function.__closure__)
    compiled.__kwdefaults__ = function.__kwdefaults__
    return compiled


def _with_flags(code, flags):
    consts = tuple(_with_flags(c, flags) if isinstance(c, _types.CodeType) else c for c in code.co_consts)
    return code.replace(co_flags=code.co_flags | flags, co_consts=consts)


class Dispatcher:
    """What @jit returns: calls the function; an explicit signature is a contract for its arguments."""

    # In a slot: a call of the object is a call of what it holds.
    __slots__ = ('__call__', '__dict__', '__weakref__')

    def __init__(self, py_func, signatures, options):
        self.py_func = py_func
        self.targetoptions = options
        self._given = signatures
        self._seen = []
        self.__name__ = py_func.__name__
        self.__qualname__ = py_func.__qualname__
        self.__doc__ = py_func.__doc__
        self.__module__ = py_func.__module__
        self.__wrapped__ = py_func
        self._run = _compiled(py_func, options)
        self.__call__ = self._call_checked if signatures else self._call_first

    def __repr__(self):
        return 'CPUDispatcher(%s)' % self.py_func

    def __get__(self, instance, owner=None):
        return self if instance is None else _types.MethodType(self, instance)

    def _call_first(self, *args, **kwargs):
        self.__call__ = self._run
        try:
            self._seen.append(tuple([typeof(a) for a in args]))
        except ValueError:
            pass   # of no type that Numba knows
        return self._run(*args, **kwargs)

    def _call_checked(self, *args, **kwargs):
        given = [typeof(a) for a in args]
        for signature in self._given:
            if len(signature.args) == len(given) and all(map(_accepts, signature.args, given)):
                args = [_convert(t, a) for t, a in zip(signature.args, args)]
                return _convert(signature.return_type, self._run(*args, **kwargs))
        names = ', '.join(map(repr, given))
        if len(self._given[0].args) != len(given):
            return self._run(*args, **kwargs)
        raise TypeError('No matching definition for argument type(s) %s' % names)

    @property
    def signatures(self):
        return [s.args for s in self._given] or list(self._seen)

    @property
    def nopython_signatures(self):
        return list(self._given)

    def compile(self, sig):
        self._given = self._given + [_signature(sig)]
        self.__call__ = self._call_checked

    def disable_compile(self, val=True):
        pass

    def recompile(self):
        pass

    def inspect_llvm(self, signature=None):
        raise NotImplementedError('inspect_llvm: pyvm does not use LLVM; --trace-jit shows what it compiles')

    def inspect_asm(self, signature=None):
        raise NotImplementedError('inspect_asm: use --trace-jit=asm to see the machine code')

    def inspect_types(self, file=None, **kwargs):
        raise NotImplementedError('inspect_types: use --trace-jit=ir to see the types of a loop')


def jit(signature_or_function=None, locals={}, cache=False, pipeline_class=None, boundscheck=None, **options):
    for name in options:
        if name not in _options:
            raise KeyError("Unrecognized options: {'%s'}. Known options are %s" % (name, sorted(_options)))
    if options.get('nopython') and options.get('forceobj'):
        raise ValueError("Only one of 'nopython' or 'forceobj' can be True.")
    if signature_or_function is None:
        signatures = []
    elif isinstance(signature_or_function, list):
        signatures = [_signature(s) for s in signature_or_function]
    elif isinstance(signature_or_function, (str, tuple, Type, Signature)):
        signatures = [_signature(signature_or_function)]
    else:
        return _decorate(signature_or_function, [], options)

    def decorator(function):
        return _decorate(function, signatures, options)
    return decorator


def _decorate(function, signatures, options):
    if isinstance(function, Dispatcher):
        raise TypeError('A jit decorator was called on an already jitted function %s.  If trying to get access to the '
                        "original python function, use the .py_func attribute." % function)
    if not callable(function) or isinstance(function, type):
        raise TypeError('The decorated object is not a function (got type %s).' % type(function))
    if config.DISABLE_JIT:
        return function
    return Dispatcher(function, signatures, options)


def njit(*args, **kwargs):
    if 'forceobj' in kwargs:
        del kwargs['forceobj']
    kwargs['nopython'] = True
    return jit(*args, **kwargs)


generated_jit = jit


def vectorize(ftylist_or_function=(), **kws):
    """An elementwise function over arrays with broadcasting."""
    def wrap(function):
        return _Vectorized(function)
    if callable(ftylist_or_function) and not isinstance(ftylist_or_function, (Type, Signature)):
        return wrap(ftylist_or_function)
    return wrap


class _Vectorized:
    def __init__(self, function):
        self.py_func = function
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *args):
        arrays = [_np.asarray(a) for a in args]
        total = arrays[0]
        for a in arrays[1:]:
            total = total + _np.zeros(a.shape)
        shape = total.shape
        if shape == ():
            return self.py_func(*args)
        flats = [_np.broadcast_to(a, shape).ravel() for a in arrays]
        function = self.py_func
        results = [function(*items) for items in zip(*flats)]
        return _np.array(results).reshape(shape)


prange = _numba.prange
get_num_threads = _numba.get_num_threads


def set_num_threads(n):
    if not isinstance(n, int):
        raise TypeError('The number of threads specified must be an integer')
    if n < 1 or n > config.NUMBA_NUM_THREADS:
        raise ValueError('The number of threads must be between 1 and %d' % config.NUMBA_NUM_THREADS)
    _numba.set_num_threads(n)


set_num_threads(config.NUMBA_NUM_THREADS)


def threading_layer():
    return 'tbb'


def literal_unroll(container):
    return container
