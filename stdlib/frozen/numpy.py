"""NumPy's interface. Arrays, elementwise functions and reductions are native (_numpy); what is short in Python stands here."""
import sys as _sys
import _numpy
import _numpy_random as random
from _numpy import *

__version__ = '1.24.2'
_sys.modules['numpy.random'] = random

pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = Inf = Infinity = PINF = float('inf')
NINF = float('-inf')
nan = NaN = NAN = float('nan')
newaxis = None

abs = absolute
true_divide = divide
mod = remainder
conj = conjugate
bitwise_not = invert
deg2rad = radians
rad2deg = degrees
intp = int_ = longlong = int64
uint = uintp = ulonglong = uint64
intc = int32
short = int16
byte = int8
ubyte = uint8
ushort = uint16
uintc = uint32
float_ = double = float64
single = float32
complex_ = cdouble = complex128
csingle = complex64
around = round_ = round
product = prod
sometrue = any
alltrue = all


def asarray(a, dtype=None, order=None):
    return array(a, dtype, False)


def ascontiguousarray(a, dtype=None):
    a = array(a, dtype, False, 1)
    return a if a.flags.c_contiguous else a.copy()


asanyarray = asarray


def copy(a, order='K', subok=False):
    return array(a)


def full(shape, fill_value, dtype=None, order='C'):
    if dtype is None:
        dtype = array(fill_value).dtype
    out = empty(shape, dtype)
    copyto(out, fill_value)
    return out


def ones(shape, dtype=None, order='C'):
    out = empty(shape, dtype)
    copyto(out, 1)
    return out


def _like(a, dtype, shape):
    a = asarray(a)
    return (a.shape if shape is None else shape), (a.dtype if dtype is None else dtype)


def empty_like(prototype, dtype=None, order='K', subok=True, shape=None):
    return empty(*_like(prototype, dtype, shape))


def zeros_like(a, dtype=None, order='K', subok=True, shape=None):
    return zeros(*_like(a, dtype, shape))


def ones_like(a, dtype=None, order='K', subok=True, shape=None):
    return ones(*_like(a, dtype, shape))


def full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None):
    shape, dtype = _like(a, dtype, shape)
    return full(shape, fill_value, dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    if num < 0:
        raise ValueError('Number of samples, %s, must be non-negative.' % num)
    div = num - 1 if endpoint else num
    start = start * 1.0
    stop = stop * 1.0
    delta = stop - start
    y = arange(0, num, dtype=float64)
    if div > 0:
        step = delta / div
        y = y * step if step != 0 else y / div * delta
    else:
        step = nan
        y = y * delta
    y = y + start
    if endpoint and num > 1:
        y[-1] = stop
    if dtype is not None:
        if dtype_is_integer(dtype):
            y = floor(y)
        y = y.astype(dtype)
    return (y, step) if retstep else y


def dtype_is_integer(d):
    return dtype(d).kind in 'iu'


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None):
    y = power(base, linspace(start, stop, num, endpoint))
    return y if dtype is None else y.astype(dtype)


def eye(N, M=None, k=0, dtype=None, order='C'):
    M = N if M is None else M
    out = zeros((N, M), float64 if dtype is None else dtype)
    for i in range(N):
        if 0 <= i + k < M:
            out[i, i + k] = 1
    return out


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def diag(v, k=0):
    v = asarray(v)
    if v.ndim == 1:
        n = len(v) + (k if k >= 0 else -k)
        out = zeros((n, n), v.dtype)
        for i in range(len(v)):
            out[i - min_int(k, 0), i + max_int(k, 0)] = v[i]
        return out
    rows, columns = v.shape
    return array([v[i, i + k] for i in range(rows) if 0 <= i + k < columns], v.dtype)


def min_int(a, b):
    return a if a < b else b


def max_int(a, b):
    return a if a > b else b


def trace(a):
    return asarray(a).trace()


def reshape(a, newshape, order='C'):
    return asarray(a).reshape(newshape)


def ravel(a, order='C'):
    return asarray(a).ravel()


def transpose(a, axes=None):
    return asarray(a).transpose(axes)


def squeeze(a, axis=None):
    return asarray(a).squeeze(axis)


def shape(a):
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    a = asarray(a)
    return a.size if axis is None else a.shape[axis]


def clip(a, a_min, a_max, out=None):
    result = asarray(a).clip(a_min, a_max)
    if out is not None:
        copyto(out, result)
        return out
    return result


def real(val):
    return asarray(val).real


def imag(val):
    return asarray(val).imag


def angle(z):
    z = asarray(z)
    return arctan2(z.imag, z.real)


def isscalar(element):
    return isinstance(element, (generic, int, float, complex, str, bytes))


def iscomplexobj(x):
    return asarray(x).dtype.kind == 'c'


def expand_dims(a, axis):
    a = asarray(a)
    if axis < 0:
        axis += a.ndim + 1
    return a.reshape(a.shape[:axis] + (1,) + a.shape[axis:])


def atleast_1d(a):
    return array(a, None, False, 1)


def atleast_2d(a):
    return array(a, None, False, 2)


def concatenate(arrays, axis=0, out=None, dtype=None):
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to concatenate')
    if axis is None:
        arrays = [a.ravel() for a in arrays]
        axis = 0
    first = arrays[0]
    if first.ndim == 0:
        raise ValueError('zero-dimensional arrays cannot be concatenated')
    if axis < 0:
        axis += first.ndim
    total = 0
    kind = first.dtype
    for i, a in enumerate(arrays):
        if a.ndim != first.ndim:
            raise ValueError('all the input arrays must have same number of dimensions, but the array at index 0 has '
                             '%d dimension(s) and the array at index %d has %d dimension(s)' % (first.ndim, i, a.ndim))
        for d in range(first.ndim):
            if d != axis and a.shape[d] != first.shape[d]:
                raise ValueError('all the input array dimensions except for the concatenation axis must match exactly, '
                                 'but along dimension %d, the array at index 0 has size %d and the array at index %d has '
                                 'size %d' % (d, first.shape[d], i, a.shape[d]))
        total += a.shape[axis]
        kind = promote_types(kind, a.dtype)
    result = empty(first.shape[:axis] + (total,) + first.shape[axis + 1:], kind if dtype is None else dtype)
    at = 0
    for a in arrays:
        index = (slice(None),) * axis + (slice(at, at + a.shape[axis]),)
        result[index] = a
        at += a.shape[axis]
    return result


def stack(arrays, axis=0):
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to stack')
    if axis < 0:
        axis += arrays[0].ndim + 1
    return concatenate([expand_dims(a, axis) for a in arrays], axis)


def vstack(tup):
    return concatenate([atleast_2d(a) for a in tup], 0)


def hstack(tup):
    arrays = [atleast_1d(a) for a in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1)


def append(arr, values, axis=None):
    return concatenate([asarray(arr), asarray(values)], axis)


def tile(A, reps):
    A = asarray(A)
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    n = max_int(len(reps), A.ndim)
    reps = (1,) * (n - len(reps)) + reps
    out = A.reshape((1,) * (n - A.ndim) + A.shape)
    for axis, count in enumerate(reps):
        out = concatenate([out] * count, axis) if count else empty(out.shape[:axis] + (0,) + out.shape[axis + 1:], A.dtype)
    return out


def outer(a, b):
    return multiply.outer(asarray(a).ravel(), asarray(b).ravel())


def vdot(a, b):
    return dot(conjugate(asarray(a).ravel()), asarray(b).ravel())


def inner(a, b):
    return dot(a, transpose(b))


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(all(isclose(a, b, rtol, atol, equal_nan)))


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a = asarray(a)
    b = asarray(b)
    close = less_equal(absolute(a - b), atol + rtol * absolute(b))
    close = logical_or(close, equal(a, b))
    if equal_nan:
        close = logical_or(close, logical_and(isnan(a), isnan(b)))
    return close


def array_equal(a1, a2, equal_nan=False):
    a1 = asarray(a1)
    a2 = asarray(a2)
    return a1.shape == a2.shape and bool(all(equal(a1, a2)))


def diff(a, n=1, axis=-1):
    a = asarray(a)
    for _ in range(n):
        low = [slice(None)] * a.ndim
        high = [slice(None)] * a.ndim
        low[axis] = slice(None, -1)
        high[axis] = slice(1, None)
        a = a[tuple(high)] - a[tuple(low)]
    return a


def unique(ar):
    flat = sort(asarray(ar).ravel())
    if flat.size < 2:
        return flat
    keep = ones(flat.shape, bool_)
    keep[1:] = flat[1:] != flat[:-1]
    return flat[keep]


def flip(m, axis=None):
    m = asarray(m)
    axes = range(m.ndim) if axis is None else (axis,)
    index = [slice(None)] * m.ndim
    for i in axes:
        index[i] = slice(None, None, -1)
    return m[tuple(index)]


def meshgrid(*xi, indexing='xy'):
    arrays = [asarray(x).ravel() for x in xi]
    n = len(arrays)
    shape = [len(a) for a in arrays]
    order = list(range(n))
    if indexing == 'xy' and n > 1:
        order[0], order[1] = 1, 0
    out = []
    for i, a in enumerate(arrays):
        view = [1] * n
        view[order[i]] = len(a)
        full_shape = [0] * n
        for k in range(n):
            full_shape[order[k]] = shape[k]
        out.append(broadcast_to(a.reshape(tuple(view)), tuple(full_shape)).copy())
    return out


def fromfunction(function, shape, dtype=float64):
    grids = meshgrid(*[arange(n, dtype=dtype) for n in shape], indexing='ij')
    return function(*grids)


def result_type(*args):
    kinds = [a if isinstance(a, dtype) else asarray(a).dtype for a in args]
    out = kinds[0]
    for k in kinds[1:]:
        out = promote_types(out, k)
    return out


def array_repr(arr):
    return repr(arr)


def array_str(a):
    return str(a)


def array2string(a, separator=' '):
    if separator != ' ':
        raise NotImplementedError("array2string: pyvm supports only separator=' '")
    return str(a)


class iinfo:
    def __init__(self, type):
        self.dtype = dtype(type)
        if self.dtype.kind not in 'iu':
            raise ValueError("Invalid integer data type '%s'." % self.dtype.kind)
        self.bits = self.dtype.itemsize * 8
        signed = self.dtype.kind == 'i'
        self.min = -(1 << (self.bits - 1)) if signed else 0
        self.max = (1 << (self.bits - (1 if signed else 0))) - 1


class finfo:
    def __init__(self, type):
        self.dtype = dtype(type)
        if self.dtype.itemsize in (4,) or self.dtype.name == 'complex64':
            self.bits, self.eps, self.max, self.tiny = 32, float32(2.0 ** -23), float32(3.4028234663852886e38), float32(2.0 ** -126)
        else:
            self.bits, self.eps, self.max, self.tiny = 64, float64(2.0 ** -52), float64(1.7976931348623157e308), float64(2.0 ** -1022)
        self.min = -self.max


class errstate:
    """Floating-point error handling: pyvm never warns, so there is nothing to switch."""

    def __init__(self, **kwargs):
        self.kwargs = kwargs

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


def seterr(**kwargs):
    return {'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}


def set_printoptions(**kwargs):
    raise NotImplementedError('numpy.set_printoptions is not supported by pyvm')


def _shuffle(x):
    for i in range(len(x) - 1, 0, -1):
        j = random._interval(i)
        if i == j:
            continue
        if isinstance(x, ndarray) and x.ndim > 1:
            kept = x[i].copy()
            x[i] = x[j]
            x[j] = kept
        else:
            x[i], x[j] = x[j], x[i]


def _permutation(x):
    out = arange(x) if isinstance(x, int) else array(x)
    _shuffle(out)
    return out


random.shuffle = _shuffle
random.permutation = _permutation
random.ranf = random.sample = random.random_sample
