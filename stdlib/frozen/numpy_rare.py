"""Functions of numpy that programs rarely use: loaded when one of them is asked for."""
import builtins as _py

import numpy as np
from numpy import (absolute, add, arange, argsort, array, asanyarray, asarray, broadcast_arrays, broadcast_to, ceil, clip,
                   concatenate, copyto, dot, empty, exp, float64, floor, intp, isnan, log, logical_and, logical_or, moveaxis,
                   multiply, nan, ndarray, newaxis, nonzero, ones, ones_like, pi, power, ravel, searchsorted, sin, sort, sqrt,
                   subtract, take, transpose, where, zeros, zeros_like)
from numpy import _axes, _axis, _unset, _warn


# ---- methods of arrays

def _method_put(a, indices, values, mode='raise'):
    indices = asarray(indices, int).ravel()
    values = asarray(values).ravel()
    if values.size == 0 or indices.size == 0:
        return
    n = a.size
    if mode == 'wrap':
        indices = indices % n
    elif mode == 'clip':
        indices = clip(indices, 0, n - 1)
    bad = (indices < -n) | (indices >= n)
    if bad.any():
        raise IndexError('index %d is out of bounds for axis 0 with size %d' % (indices[bad][0], n))
    a.flat[indices] = np.resize(values, indices.size)


def _method_compress(a, condition, axis=None, out=None):
    condition = asarray(condition, bool)
    if condition.ndim != 1:
        raise ValueError('condition must be a 1-d array')
    return a.take(nonzero(condition)[0], axis, out)


def _method_choose(a, choices, out=None, mode='raise'):
    choices = broadcast_arrays(a, *choices)
    index, choices = choices[0], choices[1:]
    n = len(choices)
    if mode == 'wrap':
        index = index % n
    elif mode == 'clip':
        index = clip(index, 0, n - 1)
    elif ((index < 0) | (index >= n)).any():
        raise ValueError('invalid entry in choice array')
    result = empty(index.shape, np.result_type(*choices))
    for k, c in enumerate(choices):
        copyto(result, c, where=index == k)
    if out is not None:
        out[...] = result
        return out
    return result[()]


def _method_tofile(a, fid, sep='', format='%s'):
    data = a.tobytes() if not sep else sep.join(format % x for x in a.ravel().tolist()).encode()
    if hasattr(fid, 'write'):
        fid.write(data)
    else:
        with open(fid, 'wb') as f:
            f.write(data)


def _method_reduce_array(a):
    return _rebuild, (a.tobytes(), a.dtype.str, a.shape)


def _rebuild(data, dtype, shape):
    return np.frombuffer(data, dtype).reshape(shape).copy()


_formats = {'?': 'bool', 'b': 'i1', 'B': 'u1', 'h': 'i2', 'H': 'u2', 'i': 'i4', 'I': 'u4', 'l': 'i8', 'L': 'u8', 'q': 'i8',
            'Q': 'u8', 'e': 'f2', 'f': 'f4', 'd': 'f8', 'Zf': 'c8', 'Zd': 'c16', 'n': 'i8', 'N': 'u8'}


def _method_frombuffer_any(obj):
    view = memoryview(obj)
    kind = _formats.get(view.format.lstrip('@=<'))
    if kind is None:
        raise TypeError("pyvm's numpy has no arrays of format %r" % view.format)
    return np.frombuffer(view.cast('B') if view.ndim != 1 or view.format != 'B' else view, kind).reshape(view.shape)


class _method_ctypes:
    """The ctypes attribute of an array."""

    def __init__(self, array, address):
        self._array = array
        self.data = address
        self.shape = array.shape
        self.strides = array.strides

    def data_as(self, kind):
        import ctypes
        pointer = ctypes.cast(self.data, kind)
        pointer._array = self._array
        return pointer

    @property
    def _as_parameter_(self):
        import ctypes
        return ctypes.c_void_p(self.data)


# ---- iteration

class ndindex:
    """All index tuples of a shape."""

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        import itertools
        self._all = itertools.product(*(range(n) for n in shape))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._all)


class ndenumerate:
    """Pairs of index and element."""

    def __init__(self, arr):
        self._array = asarray(arr)
        self._at = ndindex(self._array.shape)

    def __iter__(self):
        return self

    def __next__(self):
        index = next(self._at)
        return index, self._array[index]


class broadcast:
    """The iteration of arrays broadcast together."""

    def __init__(self, *args):
        self._arrays = broadcast_arrays(*args)
        self.shape = self._arrays[0].shape
        self.ndim = self.nd = len(self.shape)
        self.size = self._arrays[0].size
        self.numiter = len(args)
        self._items = zip(*(a.flat for a in self._arrays))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


class nditer:
    """Steps through one or several arrays; the plain forms of it (no buffering, no external loop)."""

    def __init__(self, op, flags=(), op_flags=None, op_dtypes=None, order='K', casting='safe'):
        unknown = set(flags) - {'multi_index', 'c_index', 'f_index', 'refs_ok', 'zerosize_ok', 'external_loop', 'buffered'}
        if unknown:
            raise NotImplementedError("pyvm's numpy.nditer has no flag %r" % sorted(unknown)[0])
        self.operands = tuple(asarray(a) for a in (op if isinstance(op, (list, tuple)) else (op,)))
        self.shape = np.broadcast_shapes(*(a.shape for a in self.operands))
        self._views = [a if a.shape == self.shape else broadcast_to(a, self.shape) for a in self.operands]
        self._external = 'external_loop' in flags
        first = self._views[0]
        fortran = order == 'F' or (order == 'K' and first.flags.f_contiguous and not first.flags.c_contiguous)
        if fortran:
            self._order = (i[::-1] for i in ndindex(self.shape[::-1]))
        else:
            self._order = ndindex(self.shape)
        self.finished = False
        self._fortran = fortran
        self.iternext()

    def iternext(self):
        try:
            self.multi_index = next(self._order)
        except StopIteration:
            self.finished = True
        return not self.finished

    @property
    def index(self):
        return int(np.ravel_multi_index(self.multi_index, self.shape))

    @property
    def value(self):
        items = tuple(v[self.multi_index + (Ellipsis,)] for v in self._views)
        return items[0] if len(items) == 1 else items

    def __getitem__(self, k):
        return self._views[k][self.multi_index + (Ellipsis,)]

    def __setitem__(self, k, v):
        self._views[k][self.multi_index] = v

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        return None

    def __iter__(self):
        if self._external:
            flat = tuple(v.ravel('F' if self._fortran else 'C') for v in self._views)
            yield flat[0] if len(flat) == 1 else flat
            return
        while not self.finished:
            yield self.value
            self.iternext()


# ---- indexing helpers

def ix_(*args):
    out = []
    n = len(args)
    for k, a in enumerate(args):
        a = asarray(a)
        if a.size == 0 and not isinstance(args[k], ndarray):
            a = a.astype(intp)
        if a.ndim != 1:
            raise ValueError('Cross index must be 1 dimensional')
        if a.dtype == bool:
            a = nonzero(a)[0]
        out.append(a.reshape((1,) * k + (a.size,) + (1,) * (n - k - 1)))
    return tuple(out)


def _along_index(a, indices, axis):
    if not np.issubdtype(indices.dtype, np.integer):
        raise IndexError('`indices` must be an integer array')
    if a.ndim != indices.ndim:
        raise ValueError('`indices` and `arr` must have the same number of dimensions')
    shape_ones = (1,) * indices.ndim
    return tuple(indices if d == axis else arange(n).reshape(shape_ones[:d] + (-1,) + shape_ones[d + 1:])
                 for d, n in enumerate(a.shape))


def take_along_axis(arr, indices, axis):
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        arr, axis = arr.ravel(), 0
    axis = _axis(axis, arr.ndim)
    return arr[_along_index(arr, indices, axis)]


def put_along_axis(arr, indices, values, axis):
    indices = asarray(indices)
    if axis is None:
        arr, axis = arr.reshape(-1), 0
    axis = _axis(axis, arr.ndim)
    arr[_along_index(arr, indices, axis)] = values


def put(a, ind, v, mode='raise'):
    a.put(ind, v, mode)


def choose(a, choices, out=None, mode='raise'):
    return asarray(a).choose(choices, out, mode)


def putmask(a, mask, values):
    mask = asarray(mask, bool)
    values = np.resize(asarray(values), a.shape)
    copyto(a, values.astype(a.dtype), where=mask.reshape(a.shape))


def place(arr, mask, vals):
    mask = asarray(mask, bool)
    n = np.count_nonzero(mask)
    vals = asarray(vals).ravel()
    if n and not vals.size:
        raise ValueError('Cannot insert from an empty array!')
    if n:
        arr[mask.reshape(arr.shape)] = np.resize(vals, n)


def extract(condition, arr):
    return take(ravel(arr), nonzero(ravel(condition))[0])


def select(condlist, choicelist, default=0):
    if len(condlist) != len(choicelist):
        raise ValueError('list of cases must be same length as list of conditions')
    if not condlist:
        raise ValueError('select with an empty condition list is not possible')
    kind = np.result_type(*choicelist, default)
    everything = broadcast_arrays(*condlist, *choicelist, default)
    n = len(condlist)
    result = everything[-1].astype(kind)
    for cond, choice in reversed(list(zip(everything[:n], everything[n:2 * n]))):
        if cond.dtype != bool:
            raise TypeError('invalid entry 0 in condlist: should be boolean ndarray')
        copyto(result, choice.astype(kind), where=cond)
    return result[()]


def piecewise(x, condlist, funclist, *args, **kw):
    x = asanyarray(x)
    if np.isscalar(condlist) or (not isinstance(condlist[0], (list, ndarray)) and x.ndim != 0):
        condlist = [condlist]
    condlist = asarray(condlist, bool)
    if len(funclist) == len(condlist) + 1:
        condlist = concatenate([condlist, ~condlist.any(axis=0, keepdims=True)], 0)
    elif len(funclist) != len(condlist):
        raise ValueError('with %d condition(s), either %d or %d functions are expected' % (len(condlist), len(condlist), len(condlist) + 1))
    y = zeros_like(x)
    for cond, func in zip(condlist, funclist):
        if callable(func):
            vals = x[cond]
            if vals.size:
                y[cond] = func(vals, *args, **kw)
        else:
            y[cond] = func
    return y


def tril_indices(n, k=0, m=None):
    return nonzero(np.tri(n, m, k, bool))


def triu_indices(n, k=0, m=None):
    return nonzero(~np.tri(n, m, k - 1, bool))


def tril_indices_from(arr, k=0):
    return tril_indices(arr.shape[-2], k, arr.shape[-1])


def triu_indices_from(arr, k=0):
    return triu_indices(arr.shape[-2], k, arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    return nonzero(mask_func(ones((n, n), int), k) != 0)


def diag_indices(n, ndim=2):
    return (arange(n),) * ndim


def diag_indices_from(arr):
    if not arr.ndim >= 2:
        raise ValueError('input array must be at least 2-d')
    return diag_indices(arr.shape[0], arr.ndim)


def fill_diagonal(a, val, wrap=False):
    if a.ndim < 2:
        raise ValueError('array must be at least 2-d')
    if a.ndim == 2:
        step = a.shape[1] + 1
        end = None if wrap else a.shape[1] * a.shape[1]
    else:
        if not _py.all(n == a.shape[0] for n in a.shape):
            raise ValueError('All dimensions of input must be of equal length')
        step = 1 + int(np.cumprod(a.shape[:-1]).sum())
        end = None
    a.flat[:end:step] = val


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    arr = asanyarray(arr)
    axis = _axis(axis, arr.ndim)
    lanes = moveaxis(arr, axis, -1)
    results = {}
    for i in ndindex(lanes.shape[:-1]):
        results[i] = asanyarray(func1d(lanes[i], *args, **kwargs))
    if not results:
        raise ValueError('Cannot apply_along_axis when any iteration dimensions are 0')
    first = next(iter(results.values()))
    out = empty(lanes.shape[:-1] + first.shape, first.dtype)
    for i, r in results.items():
        out[i] = r
    if first.ndim == 0:
        return out
    n = lanes.ndim - 1
    order = list(range(axis)) + list(range(n, n + first.ndim)) + list(range(axis, n))
    return out.transpose(order)


def apply_over_axes(func, a, axes):
    val = asarray(a)
    for axis in (axes if isinstance(axes, (tuple, list)) else (axes,)):
        res = func(val, axis)
        val = res if res.ndim == val.ndim else np.expand_dims(res, axis)
    return val


class vectorize:
    """A Python function applied to every element."""

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        if signature is not None:
            raise NotImplementedError("pyvm's numpy.vectorize has no signature=")
        self.pyfunc = pyfunc
        self.otypes = otypes
        self.excluded = set() if excluded is None else set(excluded)
        self.__doc__ = pyfunc.__doc__ if doc is None else doc
        self.__name__ = getattr(pyfunc, '__name__', 'vectorize')

    def __call__(self, *args, **kwargs):
        given = list(args)
        names = [k for k in kwargs if k not in self.excluded]
        places = [i for i in range(len(args)) if i not in self.excluded]
        arrays = broadcast_arrays(*[asarray(args[i]) for i in places], *[asarray(kwargs[k]) for k in names])
        if not arrays:
            return asarray(self.pyfunc(*args, **kwargs))[()]
        flat = [a.ravel() for a in arrays]
        results = []
        for row in zip(*flat):
            for i, v in zip(places, row):
                given[i] = v
            for k, v in zip(names, row[len(places):]):
                kwargs[k] = v
            results.append(self.pyfunc(*given, **kwargs))
        shape = arrays[0].shape
        if not results:
            if self.otypes is None:
                raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
            return empty(shape, self.otypes[0])
        if isinstance(results[0], tuple):
            kinds = self.otypes or [asarray(r).dtype for r in results[0]]
            return tuple(array(column, kind).reshape(shape) for column, kind in zip(zip(*results), kinds))
        kind = self.otypes[0] if self.otypes else asarray(results[0]).dtype
        return array(results, kind).reshape(shape)[()]


# ---- statistics

def _replace_nan(a, value):
    a = asanyarray(a)
    if a.dtype.kind not in 'fc':
        return a, None
    mask = isnan(a)
    if mask.any():
        a = array(a)
        copyto(a, value, where=mask)
    return a, mask


def nansum(a, axis=None, dtype=None, out=None, keepdims=False):
    return _replace_nan(a, 0)[0].sum(axis, dtype, out, keepdims)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=False):
    return _replace_nan(a, 1)[0].prod(axis, dtype, out, keepdims)


def nancumsum(a, axis=None, dtype=None, out=None):
    return np.cumsum(_replace_nan(a, 0)[0], axis, dtype, out)


def nancumprod(a, axis=None, dtype=None, out=None):
    return np.cumprod(_replace_nan(a, 1)[0], axis, dtype, out)


def _nan_extreme(ufunc, a, axis, out, keepdims):
    res = ufunc.reduce(asanyarray(a), axis=axis, out=out, keepdims=keepdims)
    if asarray(res).dtype.kind in 'fc' and isnan(res).any():
        _warn('All-NaN slice encountered' if axis is not None or True else '', RuntimeWarning)
    return res


def nanmin(a, axis=None, out=None, keepdims=False):
    return _nan_extreme(np.fmin, a, axis, out, keepdims)


def nanmax(a, axis=None, out=None, keepdims=False):
    return _nan_extreme(np.fmax, a, axis, out, keepdims)


def nanargmin(a, axis=None, out=None, *, keepdims=False):
    a, mask = _replace_nan(a, np.inf)
    if mask is not None and mask.all(axis=axis).any():
        raise ValueError('All-NaN slice encountered')
    return np.argmin(a, axis, out, keepdims=keepdims)


def nanargmax(a, axis=None, out=None, *, keepdims=False):
    a, mask = _replace_nan(a, -np.inf)
    if mask is not None and mask.all(axis=axis).any():
        raise ValueError('All-NaN slice encountered')
    return np.argmax(a, axis, out, keepdims=keepdims)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False):
    arr, mask = _replace_nan(a, 0)
    if mask is None:
        return np.mean(arr, axis, dtype, out, keepdims)
    cnt = np.sum(~mask, axis=axis, dtype=intp, keepdims=keepdims)
    tot = np.sum(arr, axis=axis, dtype=dtype, out=out, keepdims=keepdims)
    if asarray(cnt == 0).any():
        _warn('Mean of empty slice', RuntimeWarning)
    with np.errstate(invalid='ignore', divide='ignore'):
        return tot / cnt


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    arr, mask = _replace_nan(a, 0)
    if mask is None:
        return np.var(arr, axis, dtype, out, ddof, keepdims)
    cnt = np.sum(~mask, axis=axis, dtype=intp, keepdims=True)
    with np.errstate(invalid='ignore', divide='ignore'):
        avg = np.sum(arr, axis=axis, dtype=dtype, keepdims=True) / cnt
        dev = where(mask, 0, subtract(arr, avg))
        sqr = multiply(dev, dev.conj()).real if dev.dtype.kind == 'c' else multiply(dev, dev)
        var = np.sum(sqr, axis=axis, dtype=dtype, keepdims=keepdims)
        cnt = cnt if keepdims else cnt.reshape(asarray(var).shape)
        dof = cnt - ddof
        var = var / dof
    if asarray(dof <= 0).any():
        _warn('Degrees of freedom <= 0 for slice.', RuntimeWarning)
        var = where(dof <= 0, nan, var)
    return var if isinstance(var, ndarray) and var.ndim else asarray(var)[()]


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return sqrt(nanvar(a, axis, dtype, out, ddof, keepdims))


def _flat_lanes(a, axis):
    """The lanes along one or several axes as the last axis."""
    if axis is None:
        return a.ravel(), (1,) * a.ndim
    axes = _axes(axis, a.ndim)
    kept = [d for d in range(a.ndim) if d not in axes]
    lanes = a.transpose(kept + list(axes)).reshape([a.shape[d] for d in kept] + [-1])
    return lanes, tuple(1 if d in axes else a.shape[d] for d in range(a.ndim))


def _keep(result, shape, keepdims):
    return asarray(result).reshape(shape) if keepdims else result


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    lanes, shape = _flat_lanes(asanyarray(a), axis)
    n = lanes.shape[-1]
    if n == 0:
        return _keep(np.mean(lanes, -1), shape, keepdims)
    part = sort(lanes, -1)
    mid = n // 2
    result = np.mean(part[..., mid:mid + 1] if n % 2 else part[..., mid - 1:mid + 1], -1)
    if part.dtype.kind in 'fc':
        bad = isnan(part[..., -1])
        if bad.any():
            result = where(bad, nan, result)[()]
    result = _keep(result, shape, keepdims)
    if out is not None:
        out[...] = result
        return out
    return result


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    lanes, shape = _flat_lanes(asanyarray(a), axis)
    if lanes.dtype.kind not in 'fc':
        return median(a, axis, out, overwrite_input, keepdims)
    result = empty(lanes.shape[:-1], np.mean(lanes[..., :1]).dtype)
    for i in ndindex(lanes.shape[:-1]):
        lane = lanes[i]
        lane = lane[~isnan(lane)]
        if lane.size:
            result[i] = median(lane)
        else:
            _warn('All-NaN slice encountered', RuntimeWarning)
            result[i] = nan
    return _keep(result[()], shape, keepdims)


_quantile_methods = {
    'inverted_cdf': None, 'averaged_inverted_cdf': None, 'closest_observation': None,
    'interpolated_inverted_cdf': (0, 1), 'hazen': (0.5, 0.5), 'weibull': (0, 0), 'linear': (1, 1),
    'median_unbiased': (1 / 3.0, 1 / 3.0), 'normal_unbiased': (3 / 8.0, 3 / 8.0),
    'lower': None, 'higher': None, 'midpoint': None, 'nearest': None}


def _virtual_index(n, q, method):
    if method == 'linear':
        return (n - 1) * q
    if method == 'lower':
        return floor((n - 1) * q)
    if method == 'higher':
        return ceil((n - 1) * q)
    if method == 'midpoint':
        return 0.5 * (floor((n - 1) * q) + ceil((n - 1) * q))
    if method == 'nearest':
        return np.rint((n - 1) * q)
    constants = _quantile_methods.get(method)
    if constants is None:
        if method in _quantile_methods:
            raise NotImplementedError("pyvm's numpy.quantile has no method %r" % method)
        raise ValueError('%r is not a valid method. Use one of: %s' % (method, list(_quantile_methods)))
    alpha, beta = constants
    return n * q + (alpha + q * (1 - alpha - beta)) - 1


def quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    q = asarray(q)
    if ((q < 0) | (q > 1)).any():
        raise ValueError('Quantiles must be in the range [0, 1]')
    return _quantile(asanyarray(a), q, axis, interpolation or method, keepdims, out)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    q = np.true_divide(q, 100)
    if asarray((q < 0) | (q > 1)).any():
        raise ValueError('Percentiles must be in the range [0, 100]')
    return _quantile(asanyarray(a), asarray(q), axis, interpolation or method, keepdims, out)


def _quantile(a, q, axis, method, keepdims, out):
    lanes, shape = _flat_lanes(a, axis)
    n = lanes.shape[-1]
    ordered = moveaxis(sort(lanes, -1), -1, 0)
    at = asarray(_virtual_index(n, q, method))
    low = floor(at).astype(intp)
    high = low + 1
    low = where(at < 0, 0, where(at >= n - 1, n - 1, low))
    high = where(at < 0, 0, where(at >= n - 1, n - 1, high))
    gamma = (at - floor(at)).reshape(at.shape + (1,) * (ordered.ndim - 1))
    if method in ('lower', 'higher', 'nearest'):
        result = ordered[low]
    else:
        a0, a1 = ordered[low], ordered[high]
        step = subtract(a1, a0)
        result = add(a0, step * gamma)
        result = where(gamma >= 0.5, subtract(a1, step * (1 - gamma)), result)
        result = result.astype(np.result_type(a0, gamma) if a0.dtype.kind not in 'f' else a0.dtype)
    if ordered.dtype.kind in 'fc':
        bad = isnan(ordered[-1])
        if bad.any():
            result = where(bad, nan, result)
    if keepdims:
        result = result.reshape(q.shape + shape)
    if out is not None:
        out[...] = result
        return out
    return result[()]


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    lanes, shape = _flat_lanes(asanyarray(a), axis)
    q = asarray(q)
    result = empty(q.shape + lanes.shape[:-1])
    for i in ndindex(lanes.shape[:-1]):
        lane = lanes[i]
        lane = lane[~isnan(lane)] if lane.dtype.kind == 'f' else lane
        result[(Ellipsis,) + i] = quantile(lane, q, method=interpolation or method) if lane.size else nan
    return result.reshape(q.shape + shape) if keepdims else result[()]


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, interpolation=None):
    return nanquantile(a, np.true_divide(q, 100), axis, out, overwrite_input, method, keepdims, interpolation=interpolation)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    if fweights is not None or aweights is not None:
        raise NotImplementedError("pyvm's numpy.cov has no weights")
    m = asarray(m)
    kind = dtype or np.result_type(m, float64, *(() if y is None else (asarray(y),)))
    X = array(m, kind, True, 2)
    if not rowvar and X.shape[0] != 1:
        X = X.T
    if X.shape[0] == 0:
        return array([]).reshape(0, 0)
    if y is not None:
        y = array(y, kind, False, 2)
        if not rowvar and y.shape[0] != 1:
            y = y.T
        X = concatenate((X, y), 0)
    if ddof is None:
        ddof = 0 if bias else 1
    avg = np.average(X, axis=1)
    fact = X.shape[1] - ddof
    if fact <= 0:
        _warn('Degrees of freedom <= 0 for slice', RuntimeWarning)
        fact = 0.0
    X = X - avg[:, None]
    c = dot(X, X.T.conj())
    c *= np.true_divide(1, fact)
    return c.squeeze()


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return c / c
    stddev = sqrt(np.diag(c).real)
    c /= stddev[:, None]
    c /= stddev[None, :]
    clip(c.real, -1, 1, out=c.real)
    return c


def _bin_edges(a, bins, range_):
    if isinstance(bins, str):
        raise NotImplementedError("pyvm's numpy.histogram has no automatic bins (%r)" % bins)
    if np.ndim(bins) == 1:
        bins = asarray(bins)
        if (bins[:-1] > bins[1:]).any():
            raise ValueError('`bins` must increase monotonically, when an array')
        return bins, None
    bins = bins.__index__()
    if bins < 1:
        raise ValueError('`bins` must be positive, when an integer')
    if range_ is not None:
        first, last = range_
        if first > last:
            raise ValueError('max must be larger than min in range parameter.')
        if not (np.isfinite(first) and np.isfinite(last)):
            raise ValueError('supplied range of [%s, %s] is not finite' % (first, last))
    elif a.size == 0:
        first, last = 0, 1
    else:
        first, last = a.min(), a.max()
        if not (np.isfinite(first) and np.isfinite(last)):
            raise ValueError('autodetected range of [%s, %s] is not finite' % (first, last))
    if first == last:
        first, last = first - 0.5, last + 0.5
    kind = np.result_type(first, last, a)
    if kind.kind in 'iub':
        kind = np.result_type(kind, float)
    return np.linspace(first, last, bins + 1, dtype=kind), (first, last, bins)


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    return _bin_edges(ravel(asarray(a)), bins, range)[0]


def histogram(a, bins=10, range=None, density=None, weights=None):
    a = asarray(a)
    if a.dtype == bool:
        a = a.astype(np.uint8)
    if weights is not None:
        weights = asarray(weights)
        if weights.shape != a.shape:
            raise ValueError('weights should have the same shape as a.')
        weights = weights.ravel()
    a = a.ravel()
    edges, uniform = _bin_edges(a, bins, range)
    if uniform is not None:
        first, last, count = uniform
        keep = (a >= first) & (a <= last)
        if not keep.all():
            a = a[keep]
            weights = weights if weights is None else weights[keep]
        a = a.astype(np.result_type(edges.dtype, a), copy=False)
        at = ((subtract(a, first) if a.dtype.kind != 'b' else a - first) * (count / np.subtract(last, first))).astype(intp)
        at[at == count] -= 1
        at[a < edges[at]] -= 1
        at[(a >= edges[at + 1]) & (at != count - 1)] += 1
        n = np.bincount(at, weights, count).astype(np.dtype(intp) if weights is None else weights.dtype)
    else:
        order = sort(a) if weights is None else None
        if weights is None:
            cum = concatenate((order.searchsorted(edges[:-1], 'left'), order.searchsorted(edges[-1:], 'right')))
        else:
            by = argsort(a)
            sums = concatenate((zeros(1, weights.dtype), weights[by].cumsum()))
            a = a[by]
            cum = sums[concatenate((a.searchsorted(edges[:-1], 'left'), a.searchsorted(edges[-1:], 'right')))]
        n = np.diff(cum)
    if density:
        widths = array(np.diff(edges), float)
        return n / widths / n.sum(), edges
    return n, edges


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    sample = asarray(sample)
    if not isinstance(sample, ndarray) or sample.ndim != 2:
        sample = np.atleast_2d(sample).T
    count, dims = sample.shape
    bins = [bins] * dims if np.ndim(bins) == 0 else list(bins)
    range = [None] * dims if range is None else range
    edges, positions, keep = [], [], ones(count, bool)
    for d in _py.range(dims):
        e = _bin_edges(sample[:, d], bins[d], range[d])[0]
        at = searchsorted(e, sample[:, d], 'right') - 1
        at[sample[:, d] == e[-1]] = len(e) - 2
        keep &= (at >= 0) & (at < len(e) - 1)
        edges.append(e)
        positions.append(at)
    shape = tuple(len(e) - 1 for e in edges)
    flat = np.ravel_multi_index(tuple(p[keep] for p in positions), shape)
    n = np.bincount(flat, None if weights is None else asarray(weights)[keep], int(np.prod(shape))).reshape(shape).astype(float)
    if density:
        total = n.sum()
        for d, e in enumerate(edges):
            n = n / np.diff(e).reshape((1,) * d + (-1,) + (1,) * (dims - 1 - d))
        n /= total
    return n, edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    if len(x) != len(y):
        raise ValueError('x and y must have the same length.')
    if np.ndim(bins) == 1 and len(bins) not in (1, 2):
        bins = [asarray(bins), asarray(bins)]
    hist, edges = histogramdd(array([x, y]).T, bins, range, density, weights)
    return hist, edges[0], edges[1]


# ---- calculus, signals, interpolation

def gradient(f, *varargs, axis=None, edge_order=1):
    f = asanyarray(f)
    axes = tuple(range(f.ndim)) if axis is None else _axes(axis, f.ndim)
    if len(varargs) == 0:
        dx = [1.0] * len(axes)
    elif len(varargs) == 1 and np.ndim(varargs[0]) == 0:
        dx = list(varargs) * len(axes)
    elif len(varargs) == len(axes):
        dx = list(varargs)
        for i, d in enumerate(dx):
            d = asanyarray(d)
            if d.ndim == 0:
                continue
            if d.ndim != 1:
                raise ValueError('distances must be either scalars or 1d')
            if len(d) != f.shape[axes[i]]:
                raise ValueError('when 1d, distances must match the length of the corresponding dimension')
            step = np.diff(d)
            dx[i] = step[0] if (step == step[0]).all() else step
    else:
        raise TypeError('invalid number of arguments')
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if f.dtype.kind not in 'fc':
        f = f.astype(float64)
    results = []
    for ax, h in zip(axes, dx):
        if f.shape[ax] < edge_order + 1:
            raise ValueError('Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are '
                             'required.')
        g = moveaxis(f, ax, 0)
        out = empty_like_moved(g)
        uniform = np.ndim(h) == 0
        if uniform:
            out[1:-1] = (g[2:] - g[:-2]) / (2. * h)
        else:
            h1, h2 = h[:-1], h[1:]
            a = -h2 / (h1 * (h1 + h2))
            b = (h2 - h1) / (h1 * h2)
            c = h1 / (h2 * (h1 + h2))
            tail = (-1,) + (1,) * (g.ndim - 1)
            out[1:-1] = a.reshape(tail) * g[:-2] + b.reshape(tail) * g[1:-1] + c.reshape(tail) * g[2:]
        first, last = (h, h) if uniform else (h[0], h[-1])
        if edge_order == 1:
            out[0] = (g[1] - g[0]) / first
            out[-1] = (g[-1] - g[-2]) / last
        else:
            if uniform:
                a, b, c = -1.5 / h, 2. / h, -0.5 / h
            else:
                a = -(2. * h[0] + h[1]) / (h[0] * (h[0] + h[1]))
                b = (h[0] + h[1]) / (h[0] * h[1])
                c = -h[0] / (h[1] * (h[0] + h[1]))
            out[0] = a * g[0] + b * g[1] + c * g[2]
            if uniform:
                a, b, c = 0.5 / h, -2. / h, 1.5 / h
            else:
                a = h[-1] / (h[-2] * (h[-1] + h[-2]))
                b = -(h[-1] + h[-2]) / (h[-2] * h[-1])
                c = (2. * h[-1] + h[-2]) / (h[-1] * (h[-1] + h[-2]))
            out[-1] = a * g[-3] + b * g[-2] + c * g[-1]
        results.append(moveaxis(out, 0, ax))
    return results[0] if len(axes) == 1 else results


def empty_like_moved(g):
    return empty(g.shape, g.dtype)


def trapz(y, x=None, dx=1.0, axis=-1):
    y = asanyarray(y)
    if x is None:
        d = dx
    else:
        x = asanyarray(x)
        d = np.diff(x, axis=0 if x.ndim == 1 else axis)
        if x.ndim == 1:
            d = d.reshape([-1 if k == axis % y.ndim else 1 for k in range(y.ndim)])
    front = (slice(None),) * _axis(axis, y.ndim)
    return (d * (y[front + (slice(1, None),)] + y[front + (slice(None, -1),)]) / 2.0).sum(axis)


def convolve(a, v, mode='full'):
    a, v = array(a, None, False, 1), array(v, None, False, 1)
    if len(v) > len(a):
        a, v = v, a
    if len(a) == 0:
        raise ValueError('a cannot be empty')
    if len(v) == 0:
        raise ValueError('v cannot be empty')
    return _correlate(a, v[::-1], mode)


def correlate(a, v, mode='valid'):
    a, v = asarray(a), asarray(v).conj()
    if len(v) > len(a):
        return _correlate(v, a, mode)[::-1]
    return _correlate(a, v, mode)


def _correlate(a, v, mode):
    n, m = len(a), len(v)
    kind = np.result_type(a, v)
    a, v = a.astype(kind), v.astype(kind)
    if mode in ('valid', 0):
        left = right = 0
    elif mode in ('same', 1):
        left = m // 2
        right = m - left - 1
    elif mode in ('full', 2):
        left = right = m - 1
    else:
        raise ValueError("mode must be one of 'valid', 'same', or 'full' (got %r)" % (mode,))
    out = empty(n - m + 1 + left + right, kind)
    for i in range(left):
        k = m - left + i
        out[i] = dot(a[:k], v[m - k:])
    for i in range(n - m + 1):
        out[left + i] = dot(a[i:i + m], v)
    for i in range(right):
        k = m - 1 - i
        out[left + n - m + 1 + i] = dot(a[n - k:], v[:k])
    return out


def _interp(x, xp, fp, left, right, period):
    fp = asarray(fp)
    complex_values = fp.dtype.kind == 'c'
    kind = complex if complex_values else float
    xp, fp = asarray(xp, float), fp.astype(kind)
    scalar = np.ndim(x) == 0
    x = asarray(x, float)
    if period is not None:
        if period == 0:
            raise ValueError('period must be a non-zero value')
        period = _py.abs(period)
        left = right = None
        x = x % period
        xp = xp % period
        order = argsort(xp)
        xp, fp = xp[order], fp[order]
        xp = concatenate((xp[-1:] - period, xp, xp[0:1] + period))
        fp = concatenate((fp[-1:], fp, fp[0:1]))
    if len(xp) == 0:
        raise ValueError('array of sample points is empty')
    if len(xp) != len(fp):
        raise ValueError('fp and xp are not of the same length.')
    j = searchsorted(xp, x, 'right') - 1
    inside = clip(j, 0, _py.max(len(xp) - 2, 0))
    if len(xp) == 1:
        result = broadcast_to(fp[0], x.shape).copy()
    else:
        slopes = (fp[inside + 1] - fp[inside]) / (xp[inside + 1] - xp[inside])
        result = slopes * (x - xp[inside]) + fp[inside]
        result = where(x == xp[-1], fp[-1], result)
    result = where(x < xp[0], fp[0] if left is None else left, result)
    result = where(x > xp[-1], fp[-1] if right is None else right, result)
    result = where(isnan(x), nan, result)
    return result[()] if scalar else asarray(result)


def unwrap(p, discont=None, axis=-1, *, period=2 * pi):
    p = asarray(p)
    d = np.diff(p, axis=axis)
    discont = period / 2 if discont is None else discont
    high = period / 2
    low = -high
    mod_d = np.mod(d - low, period) + low
    copyto(mod_d, high, where=(mod_d == low) & (d > 0))
    correct = mod_d - d
    copyto(correct, 0, where=absolute(d) < discont)
    up = array(p, np.result_type(d, float(period)))
    front = (slice(None),) * _axis(axis, p.ndim)
    up[front + (slice(1, None),)] = p[front + (slice(1, None),)] + correct.cumsum(axis)
    return up


def sinc(x):
    y = pi * where(asanyarray(x) == 0, 1.0e-20, x)
    return sin(y) / y


def bartlett(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return where(n <= 0, 1 + n / (M - 1), 1 - n / (M - 1))


def blackman(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return 0.42 + 0.5 * np.cos(pi * n / (M - 1)) + 0.08 * np.cos(2.0 * pi * n / (M - 1))


def hanning(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return 0.5 + 0.5 * np.cos(pi * n / (M - 1))


def hamming(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return 0.54 + 0.46 * np.cos(pi * n / (M - 1))


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    start, stop = asanyarray(start), asanyarray(stop)
    if (start == 0).any() or (stop == 0).any():
        raise ValueError('Geometric sequence cannot include zero')
    kind = np.result_type(start, stop, float(num))
    start, stop = start.astype(kind), stop.astype(kind)
    sign = np.sign(start)
    if kind.kind != 'c' and ((start < 0) & (stop < 0)).any():
        start, stop = -start, -stop
    else:
        sign = ones_like(start)
    result = np.logspace(np.log10(start), np.log10(stop), num, endpoint, 10.0)
    if num > 0:
        result[0] = start
        if num > 1 and endpoint:
            result[-1] = stop
    result = result * sign
    if axis != 0:
        result = moveaxis(result, 0, axis)
    return result.astype(dtype or kind, copy=False)


def frexp(x):
    x = asarray(x)
    kind = x.dtype if x.dtype.kind == 'f' else np.float64
    x = x.astype(kind)
    finite = np.isfinite(x) & (x != 0)
    with np.errstate(all='ignore'):
        exponent = where(finite, floor(np.log2(absolute(where(finite, x, 1)))) + 1, 0).astype(np.int32)
        mantissa = where(finite, np.ldexp(x, -exponent), x)
        big = finite & (absolute(mantissa) >= 1)
        small = finite & (absolute(mantissa) < 0.5)
        exponent = exponent + big - small
        exponent = exponent.astype(np.int32)
        mantissa = where(finite, np.ldexp(x, -exponent), x).astype(kind)
    return mantissa[()], exponent[()]


# ---- products

def kron(a, b):
    a, b = asanyarray(a), asanyarray(b)
    n = _py.max(a.ndim, b.ndim)
    sa = (1,) * (n - a.ndim) + a.shape
    sb = (1,) * (n - b.ndim) + b.shape
    x = a.reshape([v for s in sa for v in (s, 1)])
    y = b.reshape([v for s in sb for v in (1, s)])
    return multiply(x, y).reshape([p * q for p, q in zip(sa, sb)])


def einsum(*operands, out=None, optimize=False, **kwargs):
    if not isinstance(operands[0], str):
        raise NotImplementedError("pyvm's numpy.einsum takes its subscripts as a string")
    subscripts, arrays = operands[0].replace(' ', ''), [asanyarray(a) for a in operands[1:]]
    left, arrow, result = subscripts.partition('->')
    terms = left.split(',')
    if len(terms) != len(arrays):
        raise ValueError('more operands provided to einstein sum function than specified in the subscripts string'
                         if len(terms) < len(arrays) else
                         'fewer operands provided to einstein sum function than specified in the subscripts string')
    # An ellipsis becomes letters that are not used otherwise.
    spare = [c for c in 'ZYXWVUTSRQPONMLKJIHGFEDCBA' if c not in subscripts]
    most = 0
    for i, (term, a) in enumerate(zip(terms, arrays)):
        if '...' in term:
            n = a.ndim - len(term.replace('...', ''))
            most = _py.max(most, n)
            terms[i] = term.replace('...', ''.join(reversed(spare[:n])))
    dots = ''.join(reversed(spare[:most]))
    if arrow:
        result = result.replace('...', dots)
    else:
        letters = ''.join(terms)
        result = dots + ''.join(sorted(c for c in set(letters) if letters.count(c) == 1 and c not in dots))
    sizes = {}
    for k, (term, a) in enumerate(zip(terms, arrays)):
        if len(term) != a.ndim:
            raise ValueError('einstein sum subscripts string contains too many subscripts for operand %d' % k
                             if len(term) > a.ndim else
                             "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
                             'broadcast the extra dimensions.')
        for c, n in zip(term, a.shape):
            if sizes.setdefault(c, n) != n:
                if sizes[c] == 1:
                    sizes[c] = n
                elif n != 1:
                    raise ValueError("operands could not be broadcast together with remapped shapes [original->remapped]: "
                                     + ' '.join(str(x.shape).replace(' ', '') for x in arrays))
    for c in result:
        if c not in sizes:
            raise ValueError("einstein sum subscripts string included output subscript '%s' which never appeared in an input" % c)

    def diagonals(a, term):
        while len(set(term)) != len(term):
            c = next(c for c in term if term.count(c) > 1)
            i = term.index(c)
            j = term.index(c, i + 1)
            a = a.diagonal(0, i, j)
            term = term[:i] + term[i + 1:j] + term[j + 1:] + c
        return a, term

    current, names = diagonals(arrays[0], terms[0])
    for a, term in zip(arrays[1:], terms[1:]):
        a, term = diagonals(a, term)
        later = set(result) | set(''.join(terms[terms.index(term) + 1:]) if len(arrays) > 2 else '')
        if len(arrays) > 2:
            later |= set(''.join(terms))
        shared = [c for c in names if c in term and c not in later]
        if shared and _py.all(current.shape[names.index(c)] == a.shape[term.index(c)] for c in shared):
            batch = [c for c in names if c in term and c not in shared]
            if not batch:
                rest = [c for c in names if c not in shared] + [c for c in term if c not in shared]
                current = np.tensordot(current, a, ([names.index(c) for c in shared], [term.index(c) for c in shared]))
                names = ''.join(rest)
                continue
        union = names + ''.join(c for c in term if c not in names)
        current = multiply(_einsum_align(current, names, union), _einsum_align(a, term, union))
        names = union
    drop = tuple(i for i, c in enumerate(names) if c not in result)
    if drop:
        current = current.sum(drop, dtype=current.dtype)
        names = ''.join(c for c in names if c in result)
    current = asarray(current).transpose([names.index(c) for c in result])
    if out is not None:
        out[...] = current
        return out
    return current[()] if current.ndim == 0 else current


def _einsum_align(a, names, union):
    order = [names.index(c) for c in union if c in names]
    shape = iter(a.transpose(order).shape)
    return a.transpose(order).reshape([next(shape) if c in names else 1 for c in union])


def block(arrays):
    def depth(x):
        return 1 + depth(x[0]) if isinstance(x, list) else 0

    def join(x, axis, n):
        if not isinstance(x, list):
            return array(x, None, False, n)
        return concatenate([join(y, axis + 1, n) for y in x], axis)

    def most(x):
        return _py.max([most(y) for y in x]) if isinstance(x, list) else np.ndim(x)
    d = depth(arrays)
    n = _py.max(d, most(arrays))
    return join(arrays, n - d, n) if d else array(arrays)


class _Concatenator:
    """r_ and c_: concatenation by indexing."""

    def __init__(self, axis, ndmin, trans1d):
        self.axis, self.ndmin, self.trans1d = axis, ndmin, trans1d

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        axis, ndmin, trans1d = self.axis, self.ndmin, self.trans1d
        if isinstance(keys[0], str):
            numbers = [int(x) for x in keys[0].split(',')]
            axis = numbers[0]
            ndmin = numbers[1] if len(numbers) > 1 else ndmin
            trans1d = numbers[2] if len(numbers) > 2 else trans1d
            keys = keys[1:]
        parts = []
        for k in keys:
            if isinstance(k, slice):
                start = 0 if k.start is None else k.start
                if isinstance(k.step, complex):
                    part = np.linspace(start, k.stop, int(_py.abs(k.step)))
                else:
                    part = arange(start, k.stop, 1 if k.step is None else k.step)
            else:
                part = asanyarray(k)
            n = part.ndim
            if n < ndmin:
                part = array(part, None, False, ndmin)
                if trans1d != -1 and n < ndmin:
                    order = list(range(ndmin))
                    k1 = trans1d + 1 if trans1d < 0 else trans1d
                    part = moveaxis(part, list(range(ndmin - n, ndmin)), list(range(k1, k1 + n))) if n else part
                    del order
            parts.append(part)
        return concatenate(parts, axis)

    def __len__(self):
        return 0


r_ = _Concatenator(0, 1, -1)
c_ = _Concatenator(-1, 2, 0)


# ---- sets

def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
    ar1, ar2 = ravel(asarray(ar1)), ravel(asarray(ar2))
    if ar2.size == 0:
        found = zeros(ar1.shape, bool)
    else:
        ordered = sort(ar2)
        at = searchsorted(ordered, ar1)
        at[at == ordered.size] = ordered.size - 1
        found = ordered[at] == ar1
    return ~found if invert else found


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    element = asarray(element)
    if isinstance(test_elements, (set, frozenset)):
        return (ones if invert else zeros)(element.shape, bool)
    return in1d(element, test_elements, assume_unique, invert).reshape(element.shape)


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    ar1, ar2 = asanyarray(ar1), asanyarray(ar2)
    if not assume_unique:
        ar1, ind1 = np.unique(ar1, return_index=True)
        ar2, ind2 = np.unique(ar2, return_index=True)
    else:
        ar1, ar2 = ar1.ravel(), ar2.ravel()
    aux = concatenate((ar1, ar2))
    order = argsort(aux, kind='stable')
    aux = aux[order]
    mask = aux[1:] == aux[:-1]
    result = aux[:-1][mask]
    if not return_indices:
        return result
    i1 = order[:-1][mask]
    i2 = order[1:][mask] - ar1.size
    return (result, i1, i2) if assume_unique else (result, ind1[i1], ind2[i2])


def union1d(ar1, ar2):
    return np.unique(concatenate((ravel(ar1), ravel(ar2))))


def setdiff1d(ar1, ar2, assume_unique=False):
    ar1 = asarray(ar1).ravel() if assume_unique else np.unique(ar1)
    return ar1[in1d(ar1, ar2, True, True)]


def setxor1d(ar1, ar2, assume_unique=False):
    if not assume_unique:
        ar1, ar2 = np.unique(ar1), np.unique(ar2)
    aux = sort(concatenate((ar1, ar2)))
    if aux.size == 0:
        return aux
    flag = concatenate(([True], aux[1:] != aux[:-1], [True]))
    return aux[flag[1:] & flag[:-1]]


def _unique_along(ar, return_index, return_inverse, return_counts, axis):
    axis = _axis(axis, ar.ndim)
    rows = moveaxis(ar, axis, 0)
    flat = rows.reshape(rows.shape[0], -1)
    order = np.lexsort(flat.T[::-1]) if flat.shape[1] else arange(len(flat))
    ordered = flat[order]
    first = ones(len(order), bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(1)
    out = [moveaxis(rows[order[first]], 0, axis)]
    if return_index:
        out.append(order[first])
    if return_inverse:
        inverse = empty(len(order), intp)
        inverse[order] = np.cumsum(first) - 1
        out.append(inverse)
    if return_counts:
        out.append(np.diff(concatenate(nonzero(first) + ([len(order)],))))
    return out[0] if len(out) == 1 else tuple(out)


def trim_zeros(filt, trim='fb'):
    first, last = 0, len(filt)
    if 'f' in trim.lower():
        while first < last and filt[first] == 0:
            first += 1
    if 'b' in trim.lower():
        while last > first and filt[last - 1] == 0:
            last -= 1
    return filt[first:last]


# ---- pad

def pad(array, pad_width, mode='constant', **kwargs):
    a = asarray(array)
    widths = broadcast_to(asarray(pad_width), (a.ndim, 2)).tolist()
    if asarray(pad_width).dtype.kind != 'i':
        raise TypeError('`pad_width` must be of integral type.')
    if _py.any(w < 0 for pair in widths for w in pair):
        raise ValueError("index can't contain negative values")
    shape = [n + before + after for n, (before, after) in zip(a.shape, widths)]
    out = empty(shape, a.dtype)
    inner = tuple(slice(before, before + n) for n, (before, _) in zip(a.shape, widths))
    out[inner] = a
    if callable(mode):
        for axis in range(a.ndim):
            view = moveaxis(out, axis, -1)
            for i in ndindex(view.shape[:-1]):
                mode(view[i], tuple(widths[axis]), axis, kwargs)
        return out
    values = broadcast_to(asarray(kwargs.get('constant_values' if mode == 'constant' else 'end_values', 0)), (a.ndim, 2))
    for axis, (before, after) in enumerate(widths):
        front = (slice(None),) * axis
        n = a.shape[axis]
        end = before + n

        def put(part, v):
            out[front + (part,)] = v

        def at(index):
            return out[front + (index,)]
        if mode == 'constant':
            put(slice(0, before), values[axis, 0])
            put(slice(end, None), values[axis, 1])
        elif mode == 'empty':
            pass
        elif mode == 'edge':
            put(slice(0, before), at(slice(before, before + 1)))
            put(slice(end, None), at(slice(end - 1, end)))
        elif mode in ('reflect', 'symmetric', 'wrap'):
            if mode == 'wrap':
                period, k = n, arange(-before, n + after)
                k = k % period
            elif mode == 'symmetric':
                k = arange(-before, n + after) % (2 * n)
                k = where(k >= n, 2 * n - 1 - k, k)
            elif n == 1:
                k = zeros(before + n + after, int)
            else:
                k = arange(-before, n + after) % (2 * n - 2)
                k = where(k >= n, 2 * n - 2 - k, k)
            out[...] = take(at(slice(before, end)), k, axis)
        elif mode in ('maximum', 'minimum', 'mean', 'median'):
            middle = at(slice(before, end))
            function = {'maximum': np.max, 'minimum': np.min, 'mean': np.mean, 'median': median}[mode]
            stat = function(middle, axis=axis, keepdims=True)
            if mode in ('mean', 'median') and a.dtype.kind in 'iu':
                stat = np.round(stat)
            put(slice(0, before), stat)
            put(slice(end, None), stat)
        elif mode == 'linear_ramp':
            for part, edge, target, count in ((slice(0, before), slice(before, before + 1), values[axis, 0], before),
                                              (slice(end, None), slice(end - 1, end), values[axis, 1], after)):
                ramp = np.linspace(target, at(edge).squeeze(axis), count, endpoint=False, dtype=a.dtype, axis=axis)
                put(part, ramp if part.start == 0 else np.flip(ramp, axis))
        else:
            raise ValueError("mode '%s' is not supported" % (mode,))
    return out


# ---- polynomials

def poly(seq_of_zeros):
    seq = np.atleast_1d(seq_of_zeros)
    if seq.ndim == 2 and seq.shape[0] == seq.shape[1] and seq.shape[0]:
        seq = np.linalg.eigvals(seq)
    elif seq.ndim != 1:
        raise ValueError('input must be 1d or non-empty square 2d array.')
    a = ones(1, seq.dtype if seq.dtype.kind != 'b' else float)
    for zero in seq:
        a = convolve(a, array([1, -zero], a.dtype if seq.dtype.kind != 'c' else seq.dtype))
    if a.dtype.kind == 'c' and (sort(seq) == sort(seq.conj())).all():
        a = a.real.copy()
    return a


def polyval(p, x):
    p = asarray(p)
    x = asanyarray(x)
    y = zeros_like(x)
    for pv in p:
        y = y * x + pv
    return y


def roots(p):
    p = np.atleast_1d(p)
    if p.ndim != 1:
        raise ValueError('Input must be a rank-1 array.')
    nonzeros = nonzero(p)[0]
    if len(nonzeros) == 0:
        return array([])
    trailing = len(p) - nonzeros[-1] - 1
    p = p[int(nonzeros[0]):int(nonzeros[-1]) + 1]
    if p.dtype.kind not in 'fc':
        p = p.astype(float)
    n = len(p)
    if n > 1:
        a = np.diag(ones((n - 2,), p.dtype), -1)
        a[0, :] = -p[1:] / p[0]
        found = np.linalg.eigvals(a)
    else:
        found = array([])
    return concatenate((found, zeros(trailing, found.dtype)))


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    if full or cov:
        raise NotImplementedError("pyvm's numpy.polyfit has no full= or cov=")
    x, y = asarray(x) + 0.0, asarray(y) + 0.0
    if deg < 0:
        raise ValueError('expected deg >= 0')
    if x.ndim != 1:
        raise TypeError('expected 1D vector for x')
    if x.size == 0:
        raise TypeError('expected non-empty vector for x')
    if x.shape[0] != y.shape[0]:
        raise TypeError('expected x and y to have same length')
    rcond = len(x) * np.finfo(x.dtype).eps if rcond is None else rcond
    lhs, rhs = vander(x, deg + 1), y
    if w is not None:
        w = asarray(w) + 0.0
        lhs = lhs * w[:, None]
        rhs = rhs * (w[:, None] if rhs.ndim == 2 else w)
    scale = sqrt((lhs * lhs).sum(axis=0))
    lhs = lhs / scale
    return (np.linalg.lstsq(lhs, rhs, rcond)[0].T / scale).T


def polyadd(a1, a2):
    a1, a2 = np.atleast_1d(a1), np.atleast_1d(a2)
    n = _py.max(len(a1), len(a2))
    return concatenate((zeros(n - len(a1), a1.dtype), a1)) + concatenate((zeros(n - len(a2), a2.dtype), a2))


def polysub(a1, a2):
    return polyadd(a1, -np.atleast_1d(a2))


def polymul(a1, a2):
    return convolve(a1, a2)


def polydiv(u, v):
    u, v = np.atleast_1d(u) + 0.0, np.atleast_1d(v) + 0.0
    m, n = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    q = zeros(_py.max(m - n + 1, 1), np.result_type(u, v))
    r = u.astype(q.dtype)
    for k in range(m - n + 1):
        d = scale * r[k]
        q[k] = d
        r[k:k + n + 1] -= d * v
    while len(r) > 1 and np.allclose(r[0], 0, rtol=1e-14):
        r = r[1:]
    return q, r


def polyder(p, m=1):
    p = asarray(p)
    for _ in range(m):
        n = len(p) - 1
        p = p[:-1] * arange(n, 0, -1)
    return p


def polyint(p, m=1, k=None):
    p = asarray(p)
    constants = zeros(m) if k is None else np.atleast_1d(k) * ones(m)
    for i in range(m):
        p = concatenate((p / arange(len(p), 0, -1), [constants[i]]))
    return p


def vander(x, N=None, increasing=False):
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError('x must be a one-dimensional array or sequence.')
    N = len(x) if N is None else N
    v = empty((len(x), N), np.promote_types(x.dtype, int))
    tmp = v if increasing else v[:, ::-1]
    if N > 0:
        tmp[:, 0] = 1
    if N > 1:
        tmp[:, 1:] = x[:, None]
        np.multiply.accumulate(tmp[:, 1:], out=tmp[:, 1:], axis=1)
    return v


# ---- bits

def packbits(a, axis=None, bitorder='big'):
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    bits = moveaxis(a != 0, axis, -1)
    n = -(-bits.shape[-1] // 8) * 8
    full = zeros(bits.shape[:-1] + (n,), np.uint8)
    full[..., :bits.shape[-1]] = bits
    weights = array([128, 64, 32, 16, 8, 4, 2, 1] if bitorder == 'big' else [1, 2, 4, 8, 16, 32, 64, 128], np.uint8)
    return moveaxis((full.reshape(bits.shape[:-1] + (n // 8, 8)) * weights).sum(-1, dtype=np.uint8), -1, axis)


def unpackbits(a, axis=None, count=None, bitorder='big'):
    a = asarray(a)
    if a.dtype != np.uint8:
        raise TypeError('Expected an input array of unsigned byte data type')
    if axis is None:
        a, axis = a.ravel(), 0
    lanes = moveaxis(a, axis, -1)
    shifts = array([7, 6, 5, 4, 3, 2, 1, 0] if bitorder == 'big' else [0, 1, 2, 3, 4, 5, 6, 7], np.uint8)
    bits = ((lanes[..., None] >> shifts) & 1).astype(np.uint8).reshape(lanes.shape[:-1] + (-1,))
    if count is not None:
        bits = bits[..., :count]
    return moveaxis(bits, -1, axis)


# ---- memory

def shares_memory(a, b, max_work=None):
    if not np.may_share_memory(a, b):
        return False
    if a.size == 0 or b.size == 0:
        return False
    return bool(in1d(_addresses(a), _addresses(b)).any())


def _addresses(a):
    at = zeros(1, int) + a.ctypes.data
    for n, step in zip(a.shape, a.strides):
        at = (at[:, None] + arange(n) * step).ravel()
    return (at[:, None] + arange(a.itemsize)).ravel()


def byte_bounds(a):
    low = high = a.ctypes.data
    for n, step in zip(a.shape, a.strides):
        if step < 0:
            low += (n - 1) * step
        else:
            high += (n - 1) * step
    return low, high + a.itemsize


def frompyfunc(func, nin, nout, *, identity=None):
    raise NotImplementedError("pyvm's numpy.frompyfunc: there are no object arrays; use numpy.vectorize")


# ---- files

_magic = b'\x93NUMPY'


def _write_array(f, a):
    a = asanyarray(a)
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    header = "{'descr': %r, 'fortran_order': %r, 'shape': %r, }" % (a.dtype.str, fortran, a.shape)
    length = len(header) + 1
    header += ' ' * (-(10 + length) % 64) + '\n'
    f.write(_magic + b'\x01\x00' + len(header).to_bytes(2, 'little') + header.encode('latin1'))
    f.write(a.tobytes('F' if fortran else 'C'))


def _read_array(f):
    import ast
    if f.read(6) != _magic:
        raise ValueError('Cannot load file containing pickled data when allow_pickle=False')
    major = f.read(2)[0]
    size = int.from_bytes(f.read(2 if major == 1 else 4), 'little')
    header = ast.literal_eval(f.read(size).decode('latin1' if major < 3 else 'utf8'))
    shape = header['shape']
    kind = np.dtype(header['descr'].lstrip('<|='))
    n = 1
    for d in shape:
        n *= d
    flat = np.frombuffer(f.read(n * kind.itemsize), kind, n).copy()
    return flat.reshape(shape[::-1]).T if header['fortran_order'] else flat.reshape(shape)


def save(file, arr, allow_pickle=True, fix_imports=True):
    if hasattr(file, 'write'):
        return _write_array(file, arr)
    import os
    file = os.fspath(file)
    with open(file if file.endswith('.npy') else file + '.npy', 'wb') as f:
        _write_array(f, arr)


class NpzFile:
    """The arrays of an .npz file, read when asked for."""

    def __init__(self, file):
        import zipfile
        self.zip = zipfile.ZipFile(file)
        self.files = [n[:-4] if n.endswith('.npy') else n for n in self.zip.namelist()]

    def __getitem__(self, key):
        if key not in self.files:
            raise KeyError('%s is not a file in the archive' % key)
        import io
        return _read_array(io.BytesIO(self.zip.read(key + '.npy')))

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, key):
        return key in self.files

    def keys(self):
        return list(self.files)

    def items(self):
        return [(k, self[k]) for k in self.files]

    def values(self):
        return [self[k] for k in self.files]

    def close(self):
        self.zip.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII'):
    if mmap_mode is not None:
        raise NotImplementedError("pyvm's numpy.load has no mmap_mode")
    if hasattr(file, 'read'):
        return _read_array(file)
    with open(file, 'rb') as f:
        if f.read(4) == b'PK\x03\x04':
            return NpzFile(file)
        f.seek(0)
        return _read_array(f)


def _save_zip(file, args, kwds, compress):
    import io
    import os
    import zipfile
    if not hasattr(file, 'write'):
        file = os.fspath(file)
        file = file if file.endswith('.npz') else file + '.npz'
    for i, a in enumerate(args):
        kwds['arr_%d' % i] = a
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as z:
        for name, a in kwds.items():
            data = io.BytesIO()
            _write_array(data, a)
            z.writestr(name + '.npy', data.getvalue())


def savez(file, *args, **kwds):
    _save_zip(file, args, kwds, False)


def savez_compressed(file, *args, **kwds):
    _save_zip(file, args, kwds, True)


def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    X = asarray(X)
    if X.ndim == 0 or X.ndim > 2:
        raise ValueError('Expected 1D or 2D array, got %dD array instead' % X.ndim)
    if X.ndim == 1:
        X = X[:, None]
    columns = X.shape[1]
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != columns:
            raise AttributeError('fmt has wrong shape.  %s' % str(fmt))
        row_format = delimiter.join(fmt)
    elif fmt.count('%') == 1:
        row_format = delimiter.join([fmt] * columns)
    else:
        row_format = fmt
    own = not hasattr(fname, 'write')
    f = open(fname, 'w', encoding=encoding or 'latin1') if own else fname

    def write(text):
        try:
            f.write(text)
        except TypeError:
            f.write(text.encode(encoding or 'latin1'))
    try:
        if header:
            write(comments + header.replace('\n', '\n' + comments) + newline)
        for row in X.tolist():
            write(row_format % tuple(row) + newline)
        if footer:
            write(comments + footer.replace('\n', '\n' + comments) + newline)
    finally:
        if own:
            f.close()


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding='bytes', max_rows=None, *, quotechar=None, like=None):
    kind = np.dtype(dtype)
    if isinstance(fname, str) or hasattr(fname, '__fspath__'):
        with open(fname, encoding=None if encoding == 'bytes' else encoding) as f:
            lines = f.read().splitlines()
    else:
        lines = [x.decode('latin1') if isinstance(x, bytes) else x for x in fname]
    marks = [comments] if isinstance(comments, str) else list(comments or ())
    usecols = [usecols] if isinstance(usecols, int) else usecols
    convert = int if kind.kind in 'iu' else complex if kind.kind == 'c' else float
    rows = []
    for number, line in enumerate(lines[skiprows:]):
        for mark in marks:
            line = line.split(mark, 1)[0]
        line = line.strip('\r\n') if delimiter else line.strip()
        if not line.strip():
            continue
        if max_rows is not None and len(rows) >= max_rows:
            break
        items = line.split(delimiter)
        if usecols is not None:
            items = [items[i] for i in usecols]
        if rows and len(items) != len(rows[0]):
            raise ValueError('the number of columns changed from %d to %d at row %d; use `usecols` to select a subset and avoid '
                             'this error' % (len(rows[0]), len(items), len(rows) + 1))
        values = []
        for i, item in enumerate(items):
            function = converters.get(i, convert) if isinstance(converters, dict) else converters or convert
            try:
                values.append(function(item))
            except ValueError:
                raise ValueError("could not convert string '%s' to %s at row %d, column %d."
                                 % (item.strip(), kind.name, len(rows), i + 1)) from None
        rows.append(values)
    if not rows:
        _warn('loadtxt: input contained no data: "%s"' % (fname,), UserWarning)
    X = array(rows, kind)
    X = X.squeeze() if X.ndim > ndmin and ndmin == 0 and X.size else X
    if ndmin == 1 and X.ndim != 1:
        X = np.atleast_1d(X.squeeze())
    elif ndmin == 2:
        X = np.atleast_2d(X)
    return X.T if unpack else X


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, unpack=None, **kwargs):
    if kwargs.get('names'):
        raise NotImplementedError("pyvm's numpy.genfromtxt has no names=")
    fill = nan if filling_values is None else filling_values

    def convert(text):
        text = text.strip()
        try:
            return float(text) if text else fill
        except ValueError:
            return fill
    return loadtxt(fname, dtype, comments, delimiter, convert, skip_header, usecols, bool(unpack), encoding=None)


def fromstring(string, dtype=float, count=-1, *, sep, like=None):
    if not sep:
        raise ValueError('The binary mode of fromstring is removed, use frombuffer instead')
    kind = np.dtype(dtype)
    items = string.split() if sep.isspace() else [x for x in string.split(sep) if x.strip()]
    if count >= 0:
        items = items[:count]
    return array([float(x) if kind.kind == 'f' else complex(x) if kind.kind == 'c' else int(x) for x in items], kind)


def fromfile(file, dtype=float, count=-1, sep='', offset=0, *, like=None):
    own = not hasattr(file, 'read')
    f = open(file, 'rb') if own else file
    try:
        if offset:
            f.seek(offset, 1)
        kind = np.dtype(dtype)
        data = f.read() if count < 0 or sep else f.read(count * kind.itemsize)
    finally:
        if own:
            f.close()
    if sep:
        return fromstring(data.decode(), kind, count, sep=sep)
    return np.frombuffer(data[:len(data) // kind.itemsize * kind.itemsize], kind).copy()


def show_config():
    print('pyvm: built in; OpenBLAS is loaded when a matrix product first needs it')


def get_include():
    raise NotImplementedError('pyvm has no C headers of NumPy')
