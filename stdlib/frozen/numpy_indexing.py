"""numpy: Methods of arrays that are Python code, iteration and index helpers."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


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
    choices = np.broadcast_arrays(a, *choices)
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
        self._arrays = np.broadcast_arrays(*args)
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
            a = a.astype(np.intp)
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
    axis = np._axis(axis, arr.ndim)
    return arr[_along_index(arr, indices, axis)]


def put_along_axis(arr, indices, values, axis):
    indices = asarray(indices)
    if axis is None:
        arr, axis = arr.reshape(-1), 0
    axis = np._axis(axis, arr.ndim)
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
    return take(np.ravel(arr), nonzero(np.ravel(condition))[0])


def select(condlist, choicelist, default=0):
    if len(condlist) != len(choicelist):
        raise ValueError('list of cases must be same length as list of conditions')
    if not condlist:
        raise ValueError('select with an empty condition list is not possible')
    kind = np.result_type(*choicelist, default)
    everything = np.broadcast_arrays(*condlist, *choicelist, default)
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
    axis = np._axis(axis, arr.ndim)
    lanes = np.moveaxis(arr, axis, -1)
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
        arrays = np.broadcast_arrays(*[asarray(args[i]) for i in places], *[asarray(kwargs[k]) for k in names])
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
