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
        return unravel_index(self.index, self.base.shape) if self.base.ndim else ()

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
                value = resize(value, target.size)
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


def _rare(name):
    def call(*args, **kwargs):
        return getattr(_load_rare(), name)(*args, **kwargs)
    return call


for _name in ('put', 'compress', 'choose', 'tofile', 'reduce_array', 'frombuffer_any', 'ctypes'):
    _registry[_name] = _rare('_method_' + _name)
_numpy._install(_registry)


# ---- creation

def asarray(a, dtype=None, order=None, *, like=None):
    return array(a, dtype, False, 0, order)


def asanyarray(a, dtype=None, order=None, *, like=None):
    return array(a, dtype, False, 0, order)


def ascontiguousarray(a, dtype=None, *, like=None):
    return array(a, dtype, False, 1, 'C')


def asfortranarray(a, dtype=None, *, like=None):
    return array(a, dtype, False, 1, 'F')


def require(a, dtype=None, requirements=None, *, like=None):
    letters = [r.upper()[0] for r in requirements or ()]
    a = array(a, dtype, False, 0, 'F' if 'F' in letters else 'C' if 'C' in letters else 'K')
    return a.copy() if ('O' in letters and not a.flags.owndata) or ('W' in letters and not a.flags.writeable) else a


def asarray_chkfinite(a, dtype=None, order=None):
    a = asarray(a, dtype, order)
    if a.dtype.kind in 'fc' and not isfinite(a).all():
        raise ValueError('array must not contain infs or NaNs')
    return a


def copy(a, order='K', subok=False):
    return array(a, None, True, 0, order)


def full(shape, fill_value, dtype=None, order='C', *, like=None):
    if dtype is None:
        dtype = asarray(fill_value).dtype
    out = empty(shape, dtype, order)
    copyto(out, fill_value, 'unsafe')
    return out


def ones(shape, dtype=None, order='C', *, like=None):
    out = empty(shape, dtype, order)
    out.fill(1)
    return out


def zeros_like(a, dtype=None, order='K', subok=True, shape=None):
    out = empty_like(a, dtype, order, subok, shape)
    out.fill(0)
    return out


def ones_like(a, dtype=None, order='K', subok=True, shape=None):
    out = empty_like(a, dtype, order, subok, shape)
    out.fill(1)
    return out


def full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None):
    out = empty_like(a, dtype, order, subok, shape)
    copyto(out, fill_value, 'unsafe')
    return out


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    num = num.__index__() if hasattr(num, '__index__') else _not_integer(num)
    if num < 0:
        raise ValueError('Number of samples, %s, must be non-negative.' % num)
    div = num - 1 if endpoint else num
    start = asarray(start) * 1.0
    stop = asarray(stop) * 1.0
    computed = result_type(start, stop, float(num))
    if dtype is None:
        dtype = computed
        whole = False
    else:
        dtype = _numpy.dtype(dtype)
        whole = dtype.kind in 'iu'
    delta = asarray(stop - start)
    y = arange(0, num, dtype=computed).reshape((-1,) + (1,) * delta.ndim)
    if div > 0:
        step = delta / div
        if (asarray(step) == 0).any():
            y = y / div
            y = y * delta
        else:
            y = y * step
    else:
        step = nan
        y = y * delta
    y += start
    if endpoint and num > 1:
        y[-1, ...] = stop
    if axis != 0:
        y = moveaxis(y, 0, axis)
    if whole:
        floor(y, out=y)
    y = y.astype(dtype, copy=False)
    return (y, step) if retstep else y


def _not_integer(x):
    raise TypeError("'%s' object cannot be interpreted as an integer" % type(x).__name__)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    y = power(base, linspace(start, stop, num, endpoint, axis=axis))
    return y if dtype is None else y.astype(dtype, copy=False)


def eye(N, M=None, k=0, dtype=float, order='C', *, like=None):
    M = N if M is None else M
    out = zeros((N, M), dtype, order)
    N, M, k = (x.__index__() for x in (N, M, k))
    n = _py.min(N, M - k) if k >= 0 else _py.min(N + k, M)
    if n > 0:
        i = arange(n)
        out[i - _py.min(k, 0), i + _py.max(k, 0)] = 1
    return out


def identity(n, dtype=None, *, like=None):
    return eye(n, dtype=dtype)


def diag(v, k=0):
    v = asanyarray(v)
    if v.ndim == 1:
        n = len(v) + _py.abs(k)
        out = zeros((n, n), v.dtype)
        i = arange(len(v))
        out[i - _py.min(k, 0), i + _py.max(k, 0)] = v
        return out
    if v.ndim == 2:
        return v.diagonal(k)
    raise ValueError('Input must be 1- or 2-d.')


def diagflat(v, k=0):
    return diag(asarray(v).ravel(), k)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    return (arange(N).reshape(-1, 1) >= arange(-k, (N if M is None else M) - k)).astype(dtype)


def tril(m, k=0):
    m = asanyarray(m)
    return where(tri(*m.shape[-2:], k=k, dtype=bool), m, zeros(1, m.dtype))


def triu(m, k=0):
    m = asanyarray(m)
    return where(tri(*m.shape[-2:], k=k - 1, dtype=bool), zeros(1, m.dtype), m)


def meshgrid(*xi, copy=True, sparse=False, indexing='xy'):
    n = len(xi)
    if indexing not in ('xy', 'ij'):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    out = [asanyarray(x).reshape((1,) * i + (-1,) + (1,) * (n - 1 - i)) for i, x in enumerate(xi)]
    if indexing == 'xy' and n > 1:
        out[0] = out[0].reshape((1, -1) + (1,) * (n - 2))
        out[1] = out[1].reshape((-1, 1) + (1,) * (n - 2))
    if not sparse:
        out = broadcast_arrays(*out)
    return [x.copy() for x in out] if copy else list(out)


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int, sparse=False):
    dimensions = tuple(dimensions)
    n = len(dimensions)
    axes = [arange(d, dtype=dtype).reshape((1,) * i + (d,) + (1,) * (n - 1 - i)) for i, d in enumerate(dimensions)]
    if sparse:
        return tuple(axes)
    out = empty((n,) + dimensions, dtype)
    for i, a in enumerate(axes):
        out[i] = a
    return out


def fromiter(iter, dtype, count=-1, *, like=None):
    items = []
    for item in iter:
        if len(items) == count:
            break
        items.append(item)
    if len(items) < count:
        raise ValueError('iterator too short: Expected %d but iterator had only %d items.' % (count, len(items)))
    return array(items, dtype)


class _Grid:
    """mgrid and ogrid."""

    def __init__(self, sparse):
        self.sparse = sparse

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        axes = []
        kind = int
        for k in keys:
            start = 0 if k.start is None else k.start
            step = 1 if k.step is None else k.step
            if isinstance(step, (complex, complexfloating)):
                axes.append((start, k.stop, None, int(_py.abs(step))))
                kind = float
            else:
                axes.append((start, k.stop, step, None))
            if _py.any(isinstance(x, (float, floating)) for x in (start, k.stop, step)):
                kind = float
        values = []
        for start, stop, step, count in axes:
            if count is None:
                n = int(ceil((stop - start) / (step * 1.0)))
                values.append(arange(_py.max(n, 0), dtype=kind) * step + start)
            else:
                scale = (stop - start) / float(count - 1) if count != 1 else (stop - start)
                values.append(arange(count, dtype=kind) * scale + start)
        if not isinstance(key, tuple):
            return values[0]
        n = len(values)
        values = [v.reshape((1,) * i + (-1,) + (1,) * (n - 1 - i)) for i, v in enumerate(values)]
        if self.sparse:
            return values
        out = empty((n,) + tuple(v.size for v in values), result_type(*values) if values else kind)
        for i, v in enumerate(values):
            out[i] = v
        return out

    def __len__(self):
        return 0


mgrid = _Grid(False)
ogrid = _Grid(True)


class _IndexExpression:
    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


index_exp = _IndexExpression(True)
s_ = _IndexExpression(False)


# ---- shape

def reshape(a, newshape, order='C'):
    return asarray(a).reshape(newshape, order=order)


def ravel(a, order='C'):
    return asanyarray(a).ravel(order)


def transpose(a, axes=None):
    return asarray(a).transpose(axes)


def swapaxes(a, axis1, axis2):
    return asarray(a).swapaxes(axis1, axis2)


def _axis(axis, ndim):
    k = axis.__index__()
    if not -ndim <= k < ndim:
        raise AxisError(k, ndim)
    return k % ndim


def _axes(axis, ndim):
    axes = tuple(_axis(a, ndim) for a in (axis if isinstance(axis, (tuple, list)) else (axis,)))
    if len(set(axes)) != len(axes):
        raise ValueError('repeated axis')
    return axes


def moveaxis(a, source, destination):
    a = asarray(a)
    source = _axes(source, a.ndim)
    destination = _axes(destination, a.ndim)
    if len(source) != len(destination):
        raise ValueError('`source` and `destination` arguments must have the same number of elements')
    order = [n for n in range(a.ndim) if n not in source]
    for dest, src in sorted(zip(destination, source)):
        order.insert(dest, src)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    a = asarray(a)
    axis = _axis(axis, a.ndim)
    start = start + a.ndim if start < 0 else start
    if not 0 <= start <= a.ndim:
        raise AxisError('start arg requires %d <= start < %d, but %d was passed in' % (-a.ndim, a.ndim + 1, start))
    if axis < start:
        start -= 1
    order = [n for n in range(a.ndim) if n != axis]
    order.insert(start, axis)
    return a.transpose(order)


def squeeze(a, axis=None):
    return asarray(a).squeeze(axis)


def shape(a):
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    a = asarray(a)
    return a.size if axis is None else a.shape[axis]


def expand_dims(a, axis):
    a = asanyarray(a)
    axis = axis if isinstance(axis, (tuple, list)) else (axis,)
    n = a.ndim + len(axis)
    axis = _axes(axis, n)
    rest = iter(a.shape)
    return a.reshape([1 if i in axis else next(rest) for i in range(n)])


def atleast_1d(*arys):
    out = [array(a, None, False, 1) for a in arys]
    return out[0] if len(out) == 1 else out


def atleast_2d(*arys):
    out = [array(a, None, False, 2) for a in arys]
    return out[0] if len(out) == 1 else out


def atleast_3d(*arys):
    out = []
    for a in arys:
        a = asanyarray(a)
        out.append(a.reshape(1, 1, 1) if a.ndim == 0 else a[None, :, None] if a.ndim == 1 else a[:, :, None] if a.ndim == 2 else a)
    return out[0] if len(out) == 1 else out


def broadcast_shapes(*args):
    result = ()
    for k, s in enumerate(args):
        s = (s,) if isinstance(s, (int, integer)) else tuple(s)
        n = _py.max(len(s), len(result))
        a = (1,) * (n - len(result)) + result
        b = (1,) * (n - len(s)) + s
        for x, y in zip(a, b):
            if x != y and x != 1 and y != 1:
                raise ValueError('shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 '
                                 'with shape %s and arg %d with shape %s.'
                                 % (_shape_text(args[0]), k, _shape_text(s)))
        result = tuple(y if x == 1 else x for x, y in zip(a, b))
    return result


def _shape_text(s):
    return str(tuple(s)).replace(' ', '')


def broadcast_arrays(*args, subok=False):
    args = [asarray(a) for a in args]
    s = broadcast_shapes(*(a.shape for a in args))
    return [a if a.shape == s else broadcast_to(a, s) for a in args]


def flip(m, axis=None):
    m = asarray(m)
    axes = range(m.ndim) if axis is None else _axes(axis, m.ndim)
    index = [slice(None)] * m.ndim
    for i in axes:
        index[i] = slice(None, None, -1)
    return m[tuple(index)]


def fliplr(m):
    m = asanyarray(m)
    if m.ndim < 2:
        raise ValueError('Input must be >= 2-d.')
    return m[:, ::-1]


def flipud(m):
    m = asanyarray(m)
    if m.ndim < 1:
        raise ValueError('Input must be >= 1-d.')
    return m[::-1, ...]


def roll(a, shift, axis=None):
    a = asanyarray(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    shifts = shift if isinstance(shift, (tuple, list)) else (shift,)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    if len(shifts) == 1:
        shifts = tuple(shifts) * len(axes)
    if len(axes) == 1:
        axes = tuple(axes) * len(shifts)
    if len(shifts) != len(axes):
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    for sh, ax in zip(shifts, axes):
        ax = _axis(ax, a.ndim)
        n = a.shape[ax]
        sh = int(sh) % n if n else 0
        if sh or a.size == 0:
            front = (slice(None),) * ax
            a = concatenate((a[front + (slice(n - sh, None),)], a[front + (slice(0, n - sh),)]), ax)
        else:
            a = a.copy()
    return a


def rot90(m, k=1, axes=(0, 1)):
    m = asanyarray(m)
    if len(axes) != 2:
        raise ValueError('len(axes) must be 2.')
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, axes[0]), axes[1])
    order = list(range(m.ndim))
    i, j = axes
    order[i], order[j] = order[j], order[i]
    return transpose(flip(m, j), order) if k == 1 else flip(transpose(m, order), j)


# ---- joining and splitting

def stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind'):
    arrays = [asanyarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to stack')
    s = arrays[0].shape
    if _py.any(a.shape != s for a in arrays):
        raise ValueError('all input arrays must have the same shape')
    axis = _axis(axis, len(s) + 1)
    index = (slice(None),) * axis + (None,)
    return concatenate([a[index] for a in arrays], axis, out, dtype, casting)


def vstack(tup, *, dtype=None, casting='same_kind'):
    return concatenate([array(a, None, False, 2) for a in tup], 0, dtype=dtype, casting=casting)


row_stack = vstack


def hstack(tup, *, dtype=None, casting='same_kind'):
    arrays = [array(a, None, False, 1) for a in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype, casting=casting)


def dstack(tup):
    return concatenate([atleast_3d(a) for a in tup], 2)


def column_stack(tup):
    return concatenate([asanyarray(a) if ndim(a) >= 2 else array(a, None, False, 2).T for a in tup], 1)


def append(arr, values, axis=None):
    arr = asanyarray(arr)
    if axis is None:
        return concatenate((arr.ravel(), ravel(values)))
    return concatenate((arr, values), axis)


def array_split(ary, indices_or_sections, axis=0):
    ary = asarray(ary)
    total = ary.shape[axis]
    try:
        points = [0] + list(indices_or_sections) + [total]
    except TypeError:
        sections = int(indices_or_sections)
        if sections <= 0:
            raise ValueError('number sections must be larger than 0.') from None
        each, extra = divmod(total, sections)
        points = [0]
        for i in range(sections):
            points.append(points[-1] + each + (i < extra))
    front = (slice(None),) * _axis(axis, ary.ndim)
    return [ary[front + (slice(points[i], points[i + 1]),)] for i in range(len(points) - 1)]


def split(ary, indices_or_sections, axis=0):
    if not hasattr(indices_or_sections, '__len__'):
        if asarray(ary).shape[axis] % indices_or_sections:
            raise ValueError('array split does not result in an equal division')
    return array_split(ary, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    ary = asarray(ary)
    if ary.ndim == 0:
        raise ValueError('hsplit only works on arrays of 1 or more dimensions')
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


def vsplit(ary, indices_or_sections):
    if ndim(ary) < 2:
        raise ValueError('vsplit only works on arrays of 2 or more dimensions')
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    if ndim(ary) < 3:
        raise ValueError('dsplit only works on arrays of 3 or more dimensions')
    return split(ary, indices_or_sections, 2)


def tile(A, reps):
    A = array(A, None, False)
    reps = tuple(reps) if hasattr(reps, '__len__') else (reps,)
    n = _py.max(len(reps), A.ndim)
    reps = (1,) * (n - len(reps)) + reps
    A = A.reshape((1,) * (n - A.ndim) + A.shape)
    out = empty([s * r for s, r in zip(A.shape, reps)], A.dtype)
    if out.size:
        view = out.reshape([x for s, r in zip(A.shape, reps) for x in (r, s)])
        view[...] = A.reshape([x for s in A.shape for x in (1, s)])
    return out


def resize(a, new_shape):
    new_shape = (new_shape,) if isinstance(new_shape, (int, integer)) else tuple(new_shape)
    a = ravel(a)
    n = 1
    for d in new_shape:
        if d < 0:
            raise ValueError('all elements of `new_shape` must be non-negative')
        n *= d
    if a.size == 0 or n == 0:
        return zeros(new_shape, a.dtype)
    return tile(a, -(-n // a.size))[:n].reshape(new_shape)


def delete(arr, obj, axis=None):
    arr = asarray(arr)
    if axis is None:
        arr = arr.ravel()
        axis = 0
    axis = _axis(axis, arr.ndim)
    n = arr.shape[axis]
    keep = ones(n, bool)
    if isinstance(obj, (int, integer)):
        if not -n <= obj < n:
            raise IndexError('index %d is out of bounds for axis %d with size %d' % (obj, axis, n))
        keep[obj] = False
    elif isinstance(obj, slice):
        keep[obj] = False
    else:
        obj = asarray(obj)
        keep[obj if obj.size else []] = False
    return arr[(slice(None),) * axis + (keep,)]


def insert(arr, obj, values, axis=None):
    arr = asarray(arr)
    if axis is None:
        arr = arr.ravel()
        axis = 0
    axis = _axis(axis, arr.ndim)
    n = arr.shape[axis]
    front = (slice(None),) * axis
    if isinstance(obj, slice):
        at = arange(n)[obj]
    else:
        at = asarray(obj)
        if at.dtype == bool:
            at = nonzero(at)[0] if at.ndim else at.astype(int)
        if at.size == 0 and not isinstance(obj, ndarray):
            at = at.astype(int)
    if at.size == 1:
        k = at.item()
        if not -n <= k <= n:
            raise IndexError('index %d is out of bounds for axis %d with size %d' % (k, axis, n))
        k += n if k < 0 else 0
        values = array(values, arr.dtype, False, arr.ndim)
        if at.ndim == 0:
            values = moveaxis(values, 0, axis)
        new_shape = list(arr.shape)
        new_shape[axis] += values.shape[axis]
        out = empty(new_shape, arr.dtype)
        out[front + (slice(0, k),)] = arr[front + (slice(0, k),)]
        out[front + (slice(k, k + values.shape[axis]),)] = values
        out[front + (slice(k + values.shape[axis], None),)] = arr[front + (slice(k, None),)]
        return out
    at = at.astype(int)
    at[at < 0] += n
    if ((at < 0) | (at > n)).any():
        raise IndexError('index %d is out of bounds for axis %d with size %d' % (at[(at < 0) | (at > n)][0], axis, n))
    at[argsort(at, kind='stable')] += arange(len(at))
    new_shape = list(arr.shape)
    new_shape[axis] += len(at)
    old = ones(new_shape[axis], bool)
    old[at] = False
    out = empty(new_shape, arr.dtype)
    out[front + (at,)] = array(values, arr.dtype, False)
    out[front + (old,)] = arr
    return out


# ---- elements

def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    return asanyarray(a).trace(offset, axis1, axis2, dtype, out)


def diagonal(a, offset=0, axis1=0, axis2=1):
    return asanyarray(a).diagonal(offset, axis1, axis2)


def real(val):
    try:
        return val.real
    except AttributeError:
        return asanyarray(val).real


def imag(val):
    try:
        return val.imag
    except AttributeError:
        return asanyarray(val).imag


def angle(z, deg=False):
    z = asanyarray(z)
    a = arctan2(z.imag, z.real) if z.dtype.kind == 'c' else arctan2(0, z)
    return a * (180 / pi) if deg else a


def ptp(a, axis=None, out=None, keepdims=False):
    return asanyarray(a).ptp(axis, out, keepdims)


def compress(condition, a, axis=None, out=None):
    return asarray(a).compress(condition, axis, out)


def count_nonzero(a, axis=None, *, keepdims=False):
    if axis is None and not keepdims:
        return _numpy._count_true(a)
    a = asanyarray(a)
    return (a if a.dtype == bool else a.astype(bool)).sum(axis, dtype=intp, keepdims=keepdims)


def flatnonzero(a):
    return nonzero(ravel(a))[0]


def argwhere(a):
    a = asanyarray(a)
    if a.ndim == 0:
        return empty((_numpy._count_true(a), 0), int)
    return transpose(nonzero(a))


def unravel_index(indices, shape, order='C'):
    shape = (shape,) if isinstance(shape, (int, integer)) else tuple(shape)
    total = 1
    for n in shape:
        total *= n
    scalar = isinstance(indices, (int, integer))
    rest = indices if scalar else asarray(indices)
    if scalar:
        bad = not 0 <= rest < total
        first = rest
    else:
        wrong = (rest < 0) | (rest >= total)
        bad = wrong.any()
        first = rest[wrong].ravel()[0] if bad else 0
    if bad:
        raise ValueError('index %d is out of bounds for array with size %d' % (first, total))
    out = []
    for n in (shape if order == 'F' else reversed(shape)):
        out.append(rest % n)
        rest = rest // n
    return tuple(out if order == 'F' else reversed(out))


def ravel_multi_index(multi_index, dims, mode='raise', order='C'):
    dims = (dims,) if isinstance(dims, (int, integer)) else tuple(dims)
    modes = (mode,) * len(dims) if isinstance(mode, str) else tuple(mode)
    out = 0
    parts = list(zip(multi_index, dims, modes))
    for i, n, m in (parts if order == 'C' else reversed(parts)):
        i = asarray(i)
        if m == 'wrap':
            i = i % n
        elif m == 'clip':
            i = clip(i, 0, n - 1)
        elif ((i < 0) | (i >= n)).any():
            raise ValueError('invalid entry in coordinates array')
        out = out * n + i
    return out


def isscalar(element):
    return isinstance(element, (generic, int, float, complex, str, bytes, memoryview)) and not isinstance(element, memoryview)


def iscomplexobj(x):
    return asarray(x).dtype.kind == 'c'


def isrealobj(x):
    return not iscomplexobj(x)


def iscomplex(x):
    a = asanyarray(x)
    return a.imag != 0 if a.dtype.kind == 'c' else zeros(a.shape, bool)[()]


def isreal(x):
    return imag(x) == 0


def isposinf(x, out=None):
    return logical_and(isinf(x), logical_not(signbit(x)), out)


def isneginf(x, out=None):
    return logical_and(isinf(x), signbit(x), out)


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = array(x, None, copy)
    if x.dtype.kind not in 'fc':
        return x[()]
    big = finfo(x.dtype)
    for part in ((x.real, x.imag) if x.dtype.kind == 'c' else (x,)):
        isnan_, up, down = isnan(part), isposinf(part), isneginf(part)
        copyto(part, nan, where=isnan_)
        copyto(part, big.max if posinf is None else posinf, where=up)
        copyto(part, big.min if neginf is None else neginf, where=down)
    return x[()]


def divmod(x1, x2):
    return floor_divide(x1, x2), remainder(x1, x2)


def modf(x):
    x = asarray(x)
    whole = trunc(x)
    with errstate(invalid='ignore'):
        part = copysign(where(isinf(x), 0, x - whole), x)
    return (part.astype(whole.dtype) if isinstance(part, ndarray) else type(whole)(part)), whole


def fix(x, out=None):
    return trunc(x, out=out) if out is not None else trunc(x)


# ---- products

def outer(a, b, out=None):
    return multiply.outer(asarray(a).ravel(), asarray(b).ravel(), out=out)


def vdot(a, b):
    return dot(conjugate(asarray(a).ravel()), asarray(b).ravel())


def inner(a, b):
    a = asarray(a)
    b = asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    if a.shape[-1] != b.shape[-1]:
        raise ValueError('shapes %s and %s not aligned: %d (dim %d) != %d (dim %d)'
                         % (_shape_text(a.shape), _shape_text(b.shape), a.shape[-1], a.ndim - 1, b.shape[-1], b.ndim - 1))
    return dot(a, moveaxis(b, -1, -2) if b.ndim > 1 else b)


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if axis is not None:
        axisa = axisb = axisc = axis
    a = moveaxis(asarray(a), axisa, -1)
    b = moveaxis(asarray(b), axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError('incompatible dimensions for cross product\n(dimension must be 2 or 3)')
    if a.shape[-1] == 2 and b.shape[-1] == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    a0, a1 = a[..., 0], a[..., 1]
    b0, b1 = b[..., 0], b[..., 1]
    a2 = a[..., 2] if a.shape[-1] == 3 else zeros(a0.shape, a.dtype)
    b2 = b[..., 2] if b.shape[-1] == 3 else zeros(b0.shape, b.dtype)
    parts = (a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0)
    return moveaxis(stack(broadcast_arrays(*parts), -1), -1, axisc)


def tensordot(a, b, axes=2):
    a = asarray(a)
    b = asarray(b)
    if hasattr(axes, '__len__'):
        left, right = axes
        left = list(left) if hasattr(left, '__len__') else [left]
        right = list(right) if hasattr(right, '__len__') else [right]
    else:
        left = list(range(-axes, 0))
        right = list(range(axes))
    if len(left) != len(right):
        raise ValueError('shape-mismatch for sum')
    left = [k % a.ndim for k in left]
    right = [k % b.ndim for k in right]
    if _py.any(a.shape[i] != b.shape[k] for i, k in zip(left, right)):
        raise ValueError('shape-mismatch for sum')
    keep_a = [k for k in range(a.ndim) if k not in left]
    keep_b = [k for k in range(b.ndim) if k not in right]
    n = 1
    for k in left:
        n *= a.shape[k]
    at = a.transpose(keep_a + left).reshape(-1, n) if n else zeros((0, 0))
    bt = b.transpose(right + keep_b).reshape(n, -1) if n else zeros((0, 0))
    return dot(at, bt).reshape([a.shape[k] for k in keep_a] + [b.shape[k] for k in keep_b])


# ---- comparing

def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a = asanyarray(a)
    b = asanyarray(b)
    if b.dtype.kind in 'iub':
        b = b.astype(float)
    with errstate(invalid='ignore'):
        close = less_equal(absolute(a - b), atol + rtol * absolute(b))
        finite = isfinite(a) & isfinite(b)
        close = where(finite, close, a == b)
        if equal_nan:
            close = close | (isnan(a) & isnan(b))
    return close[()]


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(all(isclose(a, b, rtol, atol, equal_nan)))


def array_equal(a1, a2, equal_nan=False):
    try:
        a1, a2 = asarray(a1), asarray(a2)
    except Exception:
        return False
    if a1.shape != a2.shape:
        return False
    same = a1 == a2
    if equal_nan and a1.dtype.kind in 'fc' and a2.dtype.kind in 'fc':
        same = same | (isnan(a1) & isnan(a2))
    return bool(asarray(same).all())


def array_equiv(a1, a2):
    try:
        a1, a2 = broadcast_arrays(a1, a2)
    except Exception:
        return False
    return bool(asarray(a1 == a2).all())


# ---- sorting, sets, differences

def diff(a, n=1, axis=-1, prepend=_unset, append=_unset):
    if n == 0:
        return a
    if n < 0:
        raise ValueError('order must be non-negative but got ' + repr(n))
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    axis = _axis(axis, a.ndim)
    parts = []
    for extra in (prepend, a, append):
        if extra is not _unset:
            extra = asanyarray(extra)
            if extra.ndim == 0:
                extra = broadcast_to(extra, a.shape[:axis] + (1,) + a.shape[axis + 1:])
            parts.append(extra)
    if len(parts) > 1:
        a = concatenate(parts, axis)
    front = (slice(None),) * axis
    for _ in range(n):
        high, low = a[front + (slice(1, None),)], a[front + (slice(None, -1),)]
        a = not_equal(high, low) if a.dtype == bool else high - low
    return a


def ediff1d(ary, to_end=None, to_begin=None):
    ary = asanyarray(ary).ravel()
    parts = [ary[1:] - ary[:-1]]
    if to_begin is not None:
        parts.insert(0, ravel(asanyarray(to_begin).astype(ary.dtype)))
    if to_end is not None:
        parts.append(ravel(asanyarray(to_end).astype(ary.dtype)))
    return concatenate(parts)


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    ar = asanyarray(ar)
    if axis is not None:
        return _load_rare()._unique_along(ar, return_index, return_inverse, return_counts, axis)
    flat = ar.ravel()
    order = None
    if return_index or return_inverse:
        order = flat.argsort(kind='stable')
        flat = flat[order]
    else:
        flat = sort(flat)
    first = ones(flat.shape, bool)
    first[1:] = flat[1:] != flat[:-1]
    if equal_nan and flat.size and flat.dtype.kind in 'fc' and isnan(flat[-1]):
        nans = isnan(flat)
        start = int(nans.argmax())
        first[start + 1:] = False
    out = [flat[first]]
    if return_index:
        out.append(order[first])
    if return_inverse:
        inverse = empty(flat.shape, intp)
        inverse[order] = cumsum(first) - 1
        out.append(inverse)
    if return_counts:
        at = concatenate(nonzero(first) + ([flat.size],))
        out.append(diff(at))
    return out[0] if len(out) == 1 else tuple(out)


def lexsort(keys, axis=-1):
    keys = [asarray(k) for k in keys]
    if not keys:
        raise TypeError('need sequence of keys with len > 0 in lexsort')
    order = argsort(keys[0], axis=axis, kind='stable')
    for k in keys[1:]:
        order = take_along(order, argsort(take_along(k, order, axis), axis=axis, kind='stable'), axis)
    return order


def take_along(a, order, axis):
    return a[order] if a.ndim == 1 else _load_rare().take_along_axis(a, order, axis)


def partition(a, kth, axis=-1, kind='introselect', order=None):
    return sort(a, axis)


def argpartition(a, kth, axis=-1, kind='introselect', order=None):
    return argsort(a, axis, 'stable')


def msort(a):
    return sort(a, 0)


def bincount(x, weights=None, minlength=0):
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError('object too deep for desired array' if x.ndim else 'object of too small depth for desired array')
    if x.size and not can_cast(x.dtype, int64):
        raise TypeError("Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'" % x.dtype)
    if x.size and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    n = _py.max(int(x.max()) + 1 if x.size else 0, minlength)
    if weights is None:
        out = zeros(n, intp)
        add.at(out, x.astype(intp), 1)
        return out
    weights = asarray(weights, float)
    if len(weights) != len(x):
        raise ValueError('The weights and list don\'t have the same length.')
    out = zeros(n)
    add.at(out, x.astype(intp), weights)
    return out


def digitize(x, bins, right=False):
    bins = asarray(bins)
    if bins.size > 1 and (bins[1:] < bins[:-1]).any():
        if (bins[1:] > bins[:-1]).any():
            raise ValueError('bins must be monotonically increasing or decreasing')
        return len(bins) - searchsorted(bins[::-1], x, 'left' if not right else 'right')
    return searchsorted(bins, x, 'left' if right else 'right')


def interp(x, xp, fp, left=None, right=None, period=None):
    return _load_rare()._interp(x, xp, fp, left, right, period)


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    a = asanyarray(a)
    if weights is None:
        avg = a.mean(axis, keepdims=keepdims)
        scl = asanyarray(avg).dtype.type(a.size / asanyarray(avg).size)
    else:
        wgt = asanyarray(weights)
        kind = result_type(a.dtype, wgt.dtype, 'f8') if a.dtype.kind in 'iub' else result_type(a.dtype, wgt.dtype)
        if a.shape != wgt.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            if wgt.ndim != 1:
                raise TypeError('1D weights expected when shapes of a and weights differ.')
            if wgt.shape[0] != a.shape[axis]:
                raise ValueError('Length of weights not compatible with specified axis.')
            wgt = broadcast_to(wgt, (a.ndim - 1) * (1,) + wgt.shape).swapaxes(-1, axis)
        scl = wgt.sum(axis=axis, dtype=kind, keepdims=keepdims)
        if (asarray(scl) == 0.0).any():
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        avg = multiply(a, wgt, dtype=kind).sum(axis, keepdims=keepdims) / scl
    if returned:
        if shape(scl) != shape(avg):
            scl = broadcast_to(scl, shape(avg)).copy()
        return avg, scl
    return avg


# ---- types

def issubdtype(arg1, arg2):
    if not (isinstance(arg1, type) and issubclass(arg1, generic)):
        arg1 = dtype(arg1).type
    if not (isinstance(arg2, type) and issubclass(arg2, generic)):
        arg2 = dtype(arg2).type
    return issubclass(arg1, arg2)


def issubclass_(arg1, arg2):
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def isfortran(a):
    return a.flags.fnc


def find_common_type(array_types, scalar_types):
    kinds = [dtype(t) for t in array_types] + [dtype(t) for t in scalar_types]
    return result_type(*kinds)


def common_type(*arrays):
    kind = float16
    for a in arrays:
        kind = promote_types(kind, float64 if a.dtype.kind in 'iub' else a.dtype)
    return kind.type


class iinfo:
    """Limits of an integer type."""

    def __init__(self, int_type):
        try:
            self.dtype = dtype(int_type)
        except TypeError:
            self.dtype = dtype(type(int_type))
        self.kind = self.dtype.kind
        self.bits = self.dtype.itemsize * 8
        self.key = '%s%d' % (self.kind, self.bits)
        if self.kind not in 'iu':
            raise ValueError('Invalid integer data type %r.' % (self.kind,))

    @property
    def min(self):
        return -(1 << (self.bits - 1)) if self.kind == 'i' else 0

    @property
    def max(self):
        return (1 << (self.bits - (self.kind == 'i'))) - 1

    def __str__(self):
        return ('Machine parameters for %s\n---------------------------------------------------------------\n'
                'min = %s\nmax = %s\n---------------------------------------------------------------\n'
                % (self.dtype, self.min, self.max))

    def __repr__(self):
        return '%s(min=%s, max=%s, dtype=%s)' % (type(self).__name__, self.min, self.max, self.dtype)


class finfo:
    """Limits of a floating-point type."""

    # bits, mantissa bits, smallest normal exponent, largest exponent, decimal digits
    _kinds = {'float16': (16, 10, -14, 16, 3), 'float32': (32, 23, -126, 128, 6), 'float64': (64, 52, -1022, 1024, 15)}

    def __new__(cls, dtype):
        try:
            kind = _numpy.dtype(dtype)
        except TypeError:
            kind = _numpy.dtype(type(dtype))
        if kind.kind == 'c':
            kind = _numpy.dtype(float32 if kind.itemsize == 8 else float64)
        if kind.kind != 'f':
            raise ValueError('data type %r not inexact' % (dtype,))
        self = object.__new__(cls)
        self.dtype = kind
        t = kind.type
        self.bits, self.nmant, self.minexp, self.maxexp, self.precision = cls._kinds[kind.name]
        self.nexp = self.bits - 1 - self.nmant
        self.iexp = self.nexp
        self.machep = -self.nmant
        self.negep = -self.nmant - 1
        self.eps = t(2.0 ** -self.nmant)
        self.epsneg = t(2.0 ** (-self.nmant - 1))
        self.resolution = t(10.0 ** -self.precision)
        self.max = t((2.0 - 2.0 ** -self.nmant) * 2.0 ** (self.maxexp - 1))
        self.min = -self.max
        self.tiny = self.smallest_normal = t(2.0 ** self.minexp)
        self.smallest_subnormal = t(2.0 ** (self.minexp - self.nmant))
        return self

    def __repr__(self):
        return 'finfo(resolution=%s, min=-%s, max=%s, dtype=%s)' % (self.resolution, self.max, self.max, self.dtype)


class _typeinfo:
    pass


# ---- printing

_print_defaults = {'edgeitems': 3, 'threshold': 1000, 'floatmode': 'maxprec', 'precision': 8, 'suppress': False,
                   'linewidth': 75, 'nanstr': 'nan', 'infstr': 'inf', 'sign': '-', 'formatter': None, 'legacy': False}
_print_options = dict(_print_defaults)


def _checked_options(given):
    o = {k: v for k, v in given.items() if v is not None}
    if o.get('floatmode', 'fixed') not in ('fixed', 'unique', 'maxprec', 'maxprec_equal'):
        raise ValueError("floatmode option must be one of 'unique', 'maxprec', 'maxprec_equal', 'fixed'")
    if o.get('sign', '-') not in ('-', '+', ' '):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if 'threshold' in o:
        if isinstance(o['threshold'], str):
            raise TypeError('threshold must be numeric')
        if o['threshold'] != o['threshold']:
            raise ValueError('threshold must be non-NAN, try sys.maxsize for untruncated representation')
    if 'precision' in o:
        try:
            o['precision'] = o['precision'].__index__()
        except AttributeError:
            raise TypeError('precision must be an integer') from None
    return o


def _option_tuple(o):
    precision = o['precision']
    if o['floatmode'] == 'unique':
        precision = None
    return (precision, o['threshold'], o['edgeitems'], o['linewidth'], o['suppress'], o['nanstr'], o['infstr'], o['sign'],
            o['floatmode'], _expand_formatter(o['formatter']))


def _expand_formatter(formatter):
    if not formatter:
        return None
    out = {k: v for k, v in formatter.items() if v is not None}
    return out or None


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None,
                     formatter=None, sign=None, floatmode=None, *, legacy=None):
    o = _checked_options(dict(precision=precision, threshold=threshold, edgeitems=edgeitems, linewidth=linewidth,
                              suppress=suppress, nanstr=nanstr, infstr=infstr, sign=sign, floatmode=floatmode, legacy=legacy))
    o['formatter'] = formatter
    _print_options.update(o)
    _numpy._print_options(_option_tuple(_print_options))


def get_printoptions():
    return dict(_print_options)


class printoptions:
    """Print options inside a with block."""

    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def __enter__(self):
        self.saved = dict(_print_options)
        set_printoptions(*self.args, **self.kwargs)
        return get_printoptions()

    def __exit__(self, *exc_info):
        _print_options.update(self.saved)
        _numpy._print_options(_option_tuple(_print_options))


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', style=_unset,
                 formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', *, legacy=None):
    o = dict(_print_options)
    o.update(_checked_options(dict(precision=precision, threshold=threshold, edgeitems=edgeitems, linewidth=max_line_width,
                                   suppress=suppress_small, sign=sign, floatmode=floatmode)))
    if formatter is not None:
        o['formatter'] = formatter
    return _numpy._array_text(a, _option_tuple(o), separator, prefix, suffix)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small):
        return repr(arr)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small):
        return str(a)


def format_float_positional(x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None,
                            pad_right=None, min_digits=None):
    return _numpy._float_text(x, precision, unique, fractional, trim, sign, pad_left, pad_right, None, False)


def format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None,
                            min_digits=None):
    return _numpy._float_text(x, precision, unique, True, trim, sign, pad_left, None, exp_digits, True)


def base_repr(number, base=2, padding=0):
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    if not 2 <= base <= len(digits):
        raise ValueError('Bases less than 2 not handled in base_repr.' if base < 2 else
                         'Bases greater than 36 not handled in base_repr.')
    n = _py.abs(int(number))
    out = []
    while n:
        out.append(digits[n % base])
        n //= base
    if padding:
        out.append('0' * padding)
    if number < 0:
        out.append('-')
    return ''.join(reversed(out or '0'))


def binary_repr(num, width=None):
    num = int(num)
    if num >= 0:
        text = bin(num)[2:]
        return text if width is None else text.zfill(width)
    if width is None:
        return '-' + bin(-num)[2:]
    return bin((1 << width) + num)[2:].zfill(width)


# ---- the rest, when asked for

_submodules = ('linalg', 'random', 'testing', 'fft', 'polynomial', 'lib', 'core', 'ma', 'ctypeslib', 'compat')


def _load_rare():
    import numpy._rare
    return _sys.modules['numpy._rare']


def __getattr__(name):
    if name in _submodules:
        try:
            return __import__('numpy.' + name, fromlist=['*'])
        except ModuleNotFoundError:
            raise AttributeError("module 'numpy' has no attribute %r (pyvm does not have this part of NumPy)" % name) from None
    removed = {'int': int, 'float': float, 'bool': bool, 'complex': complex, 'object': object, 'str': str, 'long': int}
    if name in removed:
        raise AttributeError('module %r has no attribute %r.\n`np.%s` was a deprecated alias for the builtin `%s`. To avoid '
                             'this error in existing code, use `%s` by itself. Doing this will not modify any behavior and is '
                             'safe. ' % (__name__, name, name, name, name)
                             + ('If you specifically wanted the numpy scalar type, use `np.%s` here.\nThe aliases was '
                                'originally deprecated in NumPy 1.20; for more details and guidance see the original release '
                                'note at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations'
                                % {'int': 'int_', 'float': 'float64', 'bool': 'bool_', 'complex': 'complex128',
                                   'object': 'object_', 'str': 'str_', 'long': 'int_'}[name]))
    if name == '__all__':
        hidden = {'abs', 'round', 'min', 'max', 'str', 'int', 'float', 'bool', 'object', 'complex', 'long', 'unicode'}
        names = set(globals()) | set(vars(_load_rare()))
        return [n for n in sorted(names) if not n.startswith('_') and n not in hidden]
    if not name.startswith('__'):
        rare = _load_rare()
        if hasattr(rare, name):
            value = getattr(rare, name)
            globals()[name] = value
            return value
    raise AttributeError("module 'numpy' has no attribute %r" % name)


def __dir__():
    return sorted(set(globals()) | set(vars(_load_rare())) | set(_submodules))
