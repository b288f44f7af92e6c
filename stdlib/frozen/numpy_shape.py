"""numpy: Shapes, axes, joining and splitting."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


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
        raise np.AxisError(k, ndim)
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
        raise np.AxisError('start arg requires %d <= start < %d, but %d was passed in' % (-a.ndim, a.ndim + 1, start))
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
        each, extra = np.divmod(total, sections)
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
