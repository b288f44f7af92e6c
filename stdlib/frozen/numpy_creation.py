"""numpy: Arrays from ranges, grids and functions."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- creation

def require(a, dtype=None, requirements=None, *, like=None):
    letters = [r.upper()[0] for r in requirements or ()]
    a = array(a, dtype, False, 0, 'F' if 'F' in letters else 'C' if 'C' in letters else 'K')
    return a.copy() if ('O' in letters and not a.flags.owndata) or ('W' in letters and not a.flags.writeable) else a


def asarray_chkfinite(a, dtype=None, order=None):
    a = asarray(a, dtype, order)
    if a.dtype.kind in 'fc' and not isfinite(a).all():
        raise ValueError('array must not contain infs or NaNs')
    return a


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
        dtype = np._numpy.dtype(dtype)
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
        step = np.nan
        y = y * delta
    y += start
    if endpoint and num > 1:
        y[-1, ...] = stop
    if axis != 0:
        y = np.moveaxis(y, 0, axis)
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
        out = np.broadcast_arrays(*out)
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
