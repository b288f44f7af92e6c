"""NumPy's interface. Arrays, elementwise functions and reductions are native (_numpy); what is short in Python stands here,
what is rarely used in numpy._rare, which is loaded when one of its names is asked for."""
import builtins as _py
import sys as _sys

import _numpy
from _numpy import *

__version__ = '1.24.2'
__path__ = []

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = Inf = Infinity = PINF = infty = float('inf')
NINF = float('-inf')
nan = NaN = NAN = float('nan')
PZERO = 0.0
NZERO = -0.0
newaxis = None
little_endian = True
True_ = bool_(True)
False_ = bool_(False)

abs = absolute
true_divide = divide
mod = remainder
conj = conjugate
bitwise_not = invert
bool8 = bool_
intp = int_ = longlong = int64
uint = uintp = ulonglong = uint64
intc = int32
short = int16
byte = int8
ubyte = uint8
ushort = uint16
uintc = uint32
half = float16
float_ = double = float64
single = float32
complex_ = cdouble = cfloat = complex128
csingle = singlecomplex = complex64
round_ = around = round
product = prod
sometrue = any
alltrue = all
cumproduct = cumprod
ALLOW_THREADS = 1
MAXDIMS = 32
sctypeDict = {t().dtype.name: t for t in (bool_, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32,
                                          float64, complex64, complex128)}
typecodes = {'Character': 'c', 'Integer': 'bhilqp', 'UnsignedInteger': 'BHILQP', 'Float': 'efdg', 'Complex': 'FDG',
             'AllInteger': 'bBhHiIlLqQpP', 'AllFloat': 'efdgFDG', 'Datetime': 'Mm',
             'All': '?bhilqpBHILQPefdgFDGSUVOMm'}


# ---- errors and warnings

class AxisError(ValueError, IndexError):
    """An axis that the array does not have."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is msg_prefix is None:
            self._msg = axis
            self.axis = None
            self.ndim = None
        else:
            self._msg = msg_prefix
            self.axis = axis
            self.ndim = ndim

    def __str__(self):
        if self.axis is None and self.ndim is None:
            return self._msg
        text = 'axis %d is out of bounds for array of dimension %d' % (self.axis, self.ndim)
        return text if self._msg is None else '%s: %s' % (self._msg, text)


class _UFuncTypeError(TypeError):
    """No loop, or no allowed cast, for a ufunc's operands."""


AxisError.__module__ = 'numpy'
_UFuncTypeError.__name__ = _UFuncTypeError.__qualname__ = 'UFuncTypeError'
_UFuncTypeError.__module__ = 'numpy.core._exceptions'


class VisibleDeprecationWarning(UserWarning):
    pass


class ComplexWarning(RuntimeWarning):
    pass


class RankWarning(UserWarning):
    pass


class TooHardError(RuntimeError):
    pass


class ModuleDeprecationWarning(DeprecationWarning):
    pass


for _cls in (VisibleDeprecationWarning, ComplexWarning, RankWarning, TooHardError, ModuleDeprecationWarning):
    _cls.__module__ = 'numpy'


def _warn(message, category):
    import warnings
    warnings.warn(message, category, stacklevel=2)


_error_modes = ('ignore', 'warn', 'raise', 'call', 'print', 'log')
_error_kinds = ('divide', 'over', 'under', 'invalid')


def geterr():
    modes = _numpy._get_errors()
    return {kind: _error_modes[mode] for kind, mode in zip(_error_kinds, modes)}


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    old = geterr()
    new = []
    for kind, mode in zip(_error_kinds, (divide, over, under, invalid)):
        mode = mode or all or old[kind]
        if mode not in _error_modes:
            raise KeyError(mode)
        new.append(_error_modes.index(mode))
    _numpy._set_errors(*new)
    return old


def seterrcall(func):
    if func is not None and not callable(func) and not hasattr(func, 'write'):
        raise ValueError('Only callable can be used as callback')
    old = _registry.get('call')
    _registry['call'] = func
    return old


def geterrcall():
    return _registry.get('call')


_unset = object()


class errstate:
    """Floating-point error handling inside a with block."""

    def __init__(self, *, call=_unset, **kwargs):
        self.call = call
        self.kwargs = kwargs

    def __enter__(self):
        self.oldstate = seterr(**self.kwargs)
        if self.call is not _unset:
            self.oldcall = seterrcall(self.call)

    def __exit__(self, *exc_info):
        seterr(**self.oldstate)
        if self.call is not _unset:
            seterrcall(self.oldcall)

    def __call__(self, func):
        def wrapper(*args, **kwargs):
            with type(self)(call=self.call, **self.kwargs):
                return func(*args, **kwargs)
        return wrapper


# ---- what the native part needs

class flagsobj:
    """The flags of an array."""

    def __init__(self, array, c, f, own, writeable):
        self._array = array
        self.c_contiguous = self.contiguous = c
        self.f_contiguous = self.fortran = f
        self.owndata = own
        self._writeable = writeable
        self.aligned = True
        self.writebackifcopy = False
        self.fnc = f and not c
        self.forc = f or c
        self.behaved = writeable
        self.carray = writeable and c
        self.farray = writeable and f and not c

    @property
    def writeable(self):
        return self._writeable

    @writeable.setter
    def writeable(self, on):
        self._array.setflags(on)
        self._writeable = on

    _names = {'C': 'c_contiguous', 'F': 'f_contiguous', 'O': 'owndata', 'W': 'writeable', 'A': 'aligned', 'X': 'writebackifcopy'}

    def __getitem__(self, name):
        attribute = self._names.get(name) or name.lower()
        if attribute.startswith('_') or not hasattr(self, attribute):
            raise KeyError('Unknown flag')
        return getattr(self, attribute)

    def __setitem__(self, name, on):
        if name not in ('W', 'WRITEABLE'):
            raise KeyError('Unknown flag')
        self.writeable = on

    def __eq__(self, other):
        return isinstance(other, flagsobj) and repr(self) == repr(other)

    def __repr__(self):
        return ''.join('  %s : %s\n' % (name.upper(), getattr(self, name)) for name in self._names.values())


class flatiter:
    """An array's elements in C order."""

    def __init__(self, array):
        self.base = array
        self.index = 0

    @property
    def coords(self):
        return __getattr__('unravel_index')(self.index, self.base.shape) if self.base.ndim else ()

    def __len__(self):
        return self.base.size

    def __iter__(self):
        return self

    def __next__(self):
        if self.index >= self.base.size:
            raise StopIteration
        item = self.base[self.coords]
        self.index += 1
        return item

    def copy(self):
        return self.base.flatten()

    def __array__(self, dtype=None):
        return self.base.ravel()

    def _checked(self, key):
        if isinstance(key, (int, integer)) and not -self.base.size <= key < self.base.size:
            raise IndexError('index %d is out of bounds for size %d' % (key, self.base.size))

    def __getitem__(self, key):
        self._checked(key)
        result = self.base.reshape(-1)[key]
        return result.copy() if isinstance(result, ndarray) else result

    def __setitem__(self, key, value):
        self._checked(key)
        flat = self.base.reshape(-1)
        if isinstance(value, (list, tuple, ndarray)) or hasattr(value, '__array__'):
            # Values are repeated as often as needed.
            target = arange(flat.size)[key]
            value = asarray(value).ravel()
            if isinstance(target, ndarray) and value.size and value.size != target.size:
                value = __getattr__('resize')(value, target.size)
            elif not isinstance(target, ndarray):
                value = value[0]
        flat[key] = value
        if not may_share_memory(flat, self.base):
            self.base[...] = flat.reshape(self.base.shape)

    def __eq__(self, other):
        return self.base.ravel() == other

    def __ne__(self, other):
        return self.base.ravel() != other

    def __lt__(self, other):
        return self.base.ravel() < other

    def __gt__(self, other):
        return self.base.ravel() > other


for _cls in (flagsobj, flatiter):
    _cls.__module__ = 'numpy'

_registry = {'AxisError': AxisError, 'UFuncTypeError': _UFuncTypeError, 'warn': _warn, 'RuntimeWarning': RuntimeWarning,
             'DeprecationWarning': DeprecationWarning, 'ComplexWarning': ComplexWarning, 'flagsobj': flagsobj,
             'flatiter': flatiter, 'frombuffer': frombuffer}


def _method(name):
    def call(*args, **kwargs):
        return _from_topic('_method_' + name)(*args, **kwargs)
    return call


for _name in ('put', 'compress', 'choose', 'tofile', 'reduce_array', 'frombuffer_any', 'ctypes'):
    _registry[_name] = _method(_name)
_numpy._install(_registry)


# ---- the rest, when asked for

_topics = {
    '_creation': 'asarray_chkfinite diag diagflat eye fromfunction fromiter '
                 'identity index_exp indices linspace logspace meshgrid mgrid ogrid require s_ tri tril triu',
    '_shape': '_axes _axis _shape_text append array_split atleast_1d atleast_2d atleast_3d broadcast_arrays '
              'broadcast_shapes column_stack delete dsplit dstack expand_dims flip fliplr flipud hsplit hstack '
              'insert moveaxis ndim ravel reshape resize roll rollaxis rot90 row_stack shape size split squeeze '
              'stack swapaxes tile transpose vsplit vstack',
    '_elements': 'allclose angle argwhere array_equal array_equiv compress count_nonzero cross diagonal divmod fix '
                 'flatnonzero imag inner isclose iscomplex iscomplexobj isneginf isposinf isreal isrealobj isscalar iterable '
                 'modf nan_to_num outer ptp ravel_multi_index real real_if_close tensordot trace unravel_index vdot',
    '_sorting': 'argpartition average bincount diff digitize ediff1d in1d interp intersect1d isin '
                'lexsort msort partition setdiff1d setxor1d sort_complex take_along trim_zeros union1d unique',
    '_types': 'array2string array_repr array_str base_repr binary_repr common_type find_common_type finfo '
              'format_float_positional format_float_scientific get_printoptions iinfo isfortran issubclass_ '
              'issubdtype printoptions set_printoptions',
    '_indexing': '_method_choose _method_compress _method_ctypes _method_frombuffer_any '
                 '_method_put _method_reduce_array _method_tofile apply_along_axis apply_over_axes '
                 'broadcast choose diag_indices diag_indices_from extract fill_diagonal ix_ mask_indices ndenumerate '
                 'ndindex nditer piecewise place put put_along_axis putmask select take_along_axis tril_indices '
                 'tril_indices_from triu_indices triu_indices_from vectorize',
    '_statistics': 'corrcoef cov histogram histogram2d histogram_bin_edges histogramdd median '
                   'nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod '
                   'nanquantile nanstd nansum nanvar percentile quantile',
    '_calculus': '_interp bartlett blackman block c_ convolve correlate '
                 'einsum empty_like_moved frexp geomspace gradient hamming hanning kron pad r_ sinc trapz unwrap',
    '_polynomials': 'byte_bounds frompyfunc packbits poly polyadd polyder polydiv polyfit polyint polymul '
                    'polysub polyval roots shares_memory unpackbits vander',
    '_files': 'NpzFile fromfile fromstring genfromtxt get_include load '
              'loadtxt save savetxt savez savez_compressed show_config',
}

_submodules = ('linalg', 'random', 'testing')
_where = {_name: _topic for _topic, _names in _topics.items() for _name in _names.split()}
_deprecated = {'int': 'int_', 'float': 'float64', 'bool': 'bool_', 'complex': 'complex128', 'object': 'object_', 'str': 'str_',
               'long': 'int_'}


def _from_topic(name):
    module = 'numpy.' + _where[name]
    __import__(module)
    return getattr(_sys.modules[module], name)


def __getattr__(name):
    if name in _where:
        value = globals()[name] = _from_topic(name)
        return value
    if name in _submodules:
        __import__('numpy.' + name)
        return _sys.modules['numpy.' + name]
    if name == '__all__':
        hidden = {'abs', 'round', 'min', 'max'}
        return [n for n in sorted({*globals(), *_where, *_submodules}) if not n.startswith('_') and n not in hidden]
    if name in _deprecated:
        builtin = 'int' if name == 'long' else name
        raise AttributeError(
            'module %r has no attribute %r.\n`np.%s` was a deprecated alias for the builtin `%s`. To avoid this error in existing '
            'code, use `%s` by itself. Doing this will not modify any behavior and is safe. %s\nThe aliases was originally '
            'deprecated in NumPy 1.20; for more details and guidance see '
            'the original release note at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations'
            % (__name__, name, name, builtin, builtin,
               'When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the precision. If you wish to '
               'review your current use, check the release note link for additional information.' if name == 'int' else
               'If you specifically wanted the numpy scalar type, use `np.%s` here.' % _deprecated[name]))
    raise AttributeError("module 'numpy' has no attribute %r" % name)


def __dir__():
    return sorted({*globals(), *_where, *_submodules})
