"""Numba's interface. pyvm compiles every hot loop, decorated or not: the decorators check options and signatures and call
the function."""
import os as _os
import sys as _sys
import types as _types
import warnings as _warnings

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


class NumbaWarning(Warning):
    pass


def _error_classes():
    """The other classes of numba.errors, each row a base and its derived classes."""
    rows = (('NumbaError', 'UnsupportedError IRError DeprecationError LoweringError UnsupportedParforsError TypingError '
                           'ByteCodeSupportError CompilerError ConstantInferenceError InternalError ForceLiteralArg '
                           'NumbaRuntimeError'),
            ('UnsupportedError', 'UnsupportedRewriteError'),
            ('IRError', 'RedefinedError NotDefinedError VerificationError'),
            ('LoweringError', 'ForbiddenConstruct'),
            ('InternalError', 'InternalTargetMismatchError'),
            ('TypingError', 'UntypedAttributeError RequireLiteralValue LiteralTypingError NumbaValueError NumbaTypeError '
                            'NumbaAttributeError NumbaAssertionError NumbaNotImplementedError NumbaKeyError NumbaIndexError'),
            ('NumbaWarning', 'NumbaPerformanceWarning NumbaDeprecationWarning NumbaPendingDeprecationWarning '
                             'NumbaParallelSafetyWarning NumbaTypeSafetyWarning NumbaExperimentalFeatureWarning '
                             'NumbaInvalidConfigWarning NumbaPedanticWarning NumbaDebugInfoWarning'),
            ('NumbaPedanticWarning', 'NumbaIRAssumptionWarning'))
    classes = {'NumbaError': NumbaError, 'NumbaWarning': NumbaWarning}
    for base, names in rows:
        for name in names.split():
            classes[name] = type(name, (classes[base],), {'__module__': __name__})
    return classes


for _name, _cls in _error_classes().items():
    globals()[_name] = _cls
    setattr(errors, _name, _cls)


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
        return '%r -> %s' % (self.args, self.return_type)

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
core = _sys.modules['numba.core'] = _types.ModuleType('numba.core')
core.errors = errors
core.types = types
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
    if isinstance(value, Dispatcher):
        return Type('type(%r)' % value)
    if kind is list and not value:
        raise ValueError('Cannot type empty list')
    if kind is list:
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


def _distance(wanted, given):
    """How far an argument is from what a signature wants: 0 the same, 1 safely converted, 2 with loss; None: too far."""
    if wanted == given:
        return 0
    if isinstance(wanted, Array):
        fits = isinstance(given, Array) and wanted.dtype == given.dtype and wanted.ndim == given.ndim
        either = given.ndim <= 1 and given.layout in 'CF' and wanted.layout in 'CF' if fits else False
        return 1 if fits and (wanted.layout in ('A', given.layout) or either) else None
    if isinstance(given, Array) or wanted.name not in _ranks or given.name not in _ranks:
        return 0 if wanted.name == given.name else None
    if _ranks[given.name] <= _ranks[wanted.name]:
        return 1
    return None if given.name.startswith('complex') else 2


def _best(signatures, given):
    """The signature nearest to the arguments' types, or None."""
    best, least = None, None
    for signature in signatures:
        distances = [_distance(w, g) for w, g in zip(signature.args, given)]
        if None not in distances and (best is None or (max(distances, default=0), sum(distances)) < least):
            best, least = signature, (max(distances, default=0), sum(distances))
    return best


def _convert(t, value):
    if t is None or t._convert is None or isinstance(t, Array):
        return value
    result = t._convert(value)
    return result.item() if isinstance(result, _np.generic) else result


# ---- compiling

_options = ('_dbg_extend_lifetimes', '_dbg_optnone', '_nrt', 'boundscheck', 'debug', 'error_model', 'fastmath', 'forceinline',
            'forceobj', 'inline', 'looplift', 'no_cfunc_wrapper', 'no_cpython_wrapper', 'no_rewrites', 'nogil', 'nopython',
            'parallel', 'target_backend')


class _Config:
    """numba.config: what environment variables set."""

    def __init__(self):
        self.DISABLE_JIT = int(_os.environ.get('NUMBA_DISABLE_JIT', '0') or 0)
        self.NUMBA_NUM_THREADS = int(_os.environ.get('NUMBA_NUM_THREADS', 0) or _os.cpu_count() or 1)
        self.NUMBA_DEFAULT_NUM_THREADS = self.NUMBA_NUM_THREADS
        self.THREADING_LAYER = 'default'
        self.BOUNDSCHECK = None
        self.ENABLE_CUDASIM = int(_os.environ.get('NUMBA_ENABLE_CUDASIM', '0') or 0)
        self.CACHE_DIR = _os.environ.get('NUMBA_CACHE_DIR', '')


config = _Config()


def _compiled(function, options):
    """The function with its code compiled as the options ask."""
    unknown = {name for name in options if name not in _options}
    if unknown:
        raise KeyError('Unrecognized options: %s. Known options are dict_keys(%s)' % (unknown, list(_options)))
    if options.get('error_model', 'python') not in ('python', 'numpy'):
        raise KeyError(options['error_model'])
    inline = options.get('inline', 'never')
    if inline not in ('always', 'never') and not callable(inline):
        raise ValueError("kwarg 'inline' must be one of the strings 'always' or 'never', or it can be a callable that returns "
                         'True/False. Found value %s' % inline)
    if options.get('forceobj') or not isinstance(function, _types.FunctionType):
        return function
    flags = _numba.CODE_JITTED
    if options.get('parallel'):
        flags |= _numba.CODE_PARALLEL
    if options.get('error_model') == 'numpy':
        flags |= _numba.CODE_NUMPY_ERRORS
    compiled = _types.FunctionType(_numba.jitted_code(function.__code__, flags), function.__globals__, function.__name__,
                                   function.__defaults__, function.__closure__)
    compiled.__kwdefaults__ = function.__kwdefaults__
    return compiled


def _typeof_result(value):
    try:
        return typeof(value)
    except ValueError:
        return pyobject


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
        self._run = _compiled(py_func, options) if signatures else None
        self.__call__ = self._call_checked if signatures else self._call_first

    def __repr__(self):
        return 'CPUDispatcher(%s)' % self.py_func

    def __get__(self, instance, owner=None):
        return self if instance is None else _types.MethodType(self, instance)

    def _call_first(self, *args, **kwargs):
        """Notes the types of a call's arguments; when they come again, calls are calls of the function itself."""
        if self._run is None:
            self._run = _compiled(self.py_func, self.targetoptions)
        args, kwargs = self._positional(args, kwargs)
        try:
            types = tuple([typeof(a) for a in args])
        except ValueError:   # of no type that Numba knows
            types = None
        if types is None or any(types == s.args for s in self._seen):
            self.__call__ = self._run
            return self._run(*args, **kwargs)
        result = self._run(*args, **kwargs)
        self._seen.append(Signature(_typeof_result(result), types))
        return result

    def _call_checked(self, *args, **kwargs):
        args, kwargs = self._positional(args, kwargs)
        given = [typeof(a) for a in args]
        signature = _best(self._given, given)
        if signature is None:
            raise TypeError('No matching definition for argument type(s) %s' % ', '.join(map(repr, given)))
        args = [_convert(t, a) for t, a in zip(signature.args, args)]
        result = _convert(signature.return_type, self._run(*args, **kwargs))
        if signature.return_type is None:
            signature.return_type = _typeof_result(result)
        return result

    def _positional(self, args, kwargs):
        """The arguments of a call with keywords in their places, but of functions with *args or the like as they are."""
        code = getattr(self.py_func, '__code__', None)
        if code is None or code.co_flags & 0xC or code.co_kwonlyargcount:
            return args, kwargs
        wanted, defaults = code.co_argcount, self.py_func.__defaults__ or ()
        names = code.co_varnames[len(args):wanted]
        values = dict(zip(code.co_varnames[wanted - len(defaults):wanted], defaults))
        values.update(kwargs)
        if kwargs:
            for name in names:
                if name not in values:
                    raise TypeError('missing argument %r' % name)
            args += tuple([values.pop(name) for name in names])
        if len(args) > wanted or (kwargs and set(kwargs) - set(code.co_varnames[:wanted])):
            raise TypeError('too many arguments: expected %d, got %d' % (wanted, max(len(args), wanted + 1)))
        if len(args) < wanted - len(defaults):
            raise TypeError('not enough arguments: expected %d, got %d' % (wanted, len(args)))
        return args, {}

    @property
    def signatures(self):
        return [s.args for s in self._given or self._seen]

    @property
    def nopython_signatures(self):
        return list(self._given or self._seen)

    def compile(self, sig):
        self._given = self._given + [_signature(sig)]
        self._run = self._run or _compiled(self.py_func, self.targetoptions)
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
    if config.DISABLE_JIT:
        return function
    if isinstance(function, Dispatcher):
        raise TypeError('A jit decorator was called on an already jitted function %s.  If trying to access the original python '
                        'function, use the %s.py_func attribute.' % (function, function))
    if not callable(function) or isinstance(function, type):
        raise TypeError('The decorated object is not a function (got type %s).' % type(function))
    return Dispatcher(function, signatures, options)


def njit(*args, **kwargs):
    for name in ('nopython', 'forceobj'):
        if name in kwargs:
            _warnings.warn('%s is set for njit and is ignored' % name, RuntimeWarning, stacklevel=2)
            del kwargs[name]
    kwargs['nopython'] = True
    return jit(*args, **kwargs)


generated_jit = jit


def vectorize(ftylist_or_function=(), **options):
    """An elementwise function over arrays with broadcasting, for the types of the signatures or for any."""
    if callable(ftylist_or_function) and not isinstance(ftylist_or_function, (Type, Signature)):
        return DUFunc(ftylist_or_function, [])
    specs = ftylist_or_function if isinstance(ftylist_or_function, (list, tuple)) else [ftylist_or_function]
    signatures = [_signature(s) for s in specs]
    return lambda function: DUFunc(function, signatures)


def _dtype_of(t):
    return _np.dtype('bool' if t.name == 'bool' else t.name)


def _fill(function, columns, out):
    """out[i] = function(*columns[.][i])"""
    count = len(out)
    if len(columns) == 1:
        x, = columns
        for i in range(count):
            out[i] = function(x[i])
    elif len(columns) == 2:
        x, y = columns
        for i in range(count):
            out[i] = function(x[i], y[i])
    else:
        for i in range(count):
            out[i] = function(*[c[i] for c in columns])


class DUFunc:
    """What @vectorize returns: a universal function."""
    nout = 1

    def __init__(self, function, signatures):
        self.py_func = function
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.nin = function.__code__.co_argcount
        self._loops = [([_dtype_of(t) for t in s.args], _dtype_of(s.return_type)) for s in signatures]
        self._function = _compiled(function, {})
        self._fill = _compiled(_fill, {})

    def __repr__(self):
        return '<numba._DUFunc %r>' % self.__name__

    @property
    def types(self):
        return ['%s->%s' % (''.join(d.char for d in wanted), result.char) for wanted, result in self._loops]

    def _loop(self, arrays):
        """The types that the arguments are converted to and that of the result, None where nothing is said of them."""
        if not self._loops:
            return [a.dtype for a in arrays], None
        for wanted, result in self._loops:
            if all(_np.can_cast(a.dtype if a.ndim else a[()], w, 'safe') for a, w in zip(arrays, wanted)):
                return wanted, result
        raise TypeError("ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to any "
                        "supported types according to the casting rule ''safe''" % self.__name__)

    def __call__(self, *args, out=None):
        if not self.nin <= len(args) <= self.nin + 1:
            raise TypeError('%s() takes from %d to %d positional arguments but %d were given'
                            % (self.__name__, self.nin, self.nin + 1, len(args)))
        if len(args) > self.nin:
            out = args[self.nin]
        arrays = [_np.asarray(a) for a in args[:self.nin]]
        wanted, dtype = self._loop(arrays)
        try:
            arrays = _np.broadcast_arrays(*[a.astype(w) for a, w in zip(arrays, wanted)])
        except ValueError:
            raise ValueError('operands could not be broadcast together with shapes %s '
                             % ' '.join([str(a.shape).replace(' ', '') for a in arrays])) from None
        columns = tuple([a.ravel() for a in arrays])
        if dtype is None:
            first = self._function(*[c[0] for c in columns]) if columns[0].size else 0.0
            dtype = _np.asarray(first).dtype
        flat = _np.empty(columns[0].size, dtype)
        self._fill(self._function, columns, flat)
        if out is not None:
            out[...] = flat.reshape(arrays[0].shape)
            return out
        return flat.reshape(arrays[0].shape)[()]

    def reduce(self, array, axis=0):
        array = _np.asarray(array)
        total = _np.take(array, 0, axis)
        for i in range(1, array.shape[axis]):
            total = self(total, _np.take(array, i, axis))
        return total

    def accumulate(self, array, axis=0):
        array = _np.asarray(array)
        parts = [_np.take(array, 0, axis)]
        for i in range(1, array.shape[axis]):
            parts.append(self(parts[-1], _np.take(array, i, axis)))
        return _np.stack(parts, axis)

    def outer(self, a, b):
        a, b = _np.asarray(a), _np.asarray(b)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)


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
