"""numpy: Sorting, sets and differences."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- sorting, sets, differences

def diff(a, n=1, axis=-1, prepend=np._unset, append=np._unset):
    if n == 0:
        return a
    if n < 0:
        raise ValueError('order must be non-negative but got ' + repr(n))
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError('diff requires input that is at least one dimensional')
    axis = np._axis(axis, a.ndim)
    parts = []
    for extra in (prepend, a, append):
        if extra is not np._unset:
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
        parts.insert(0, np.ravel(asanyarray(to_begin).astype(ary.dtype)))
    if to_end is not None:
        parts.append(np.ravel(asanyarray(to_end).astype(ary.dtype)))
    return concatenate(parts)


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True):
    ar = asanyarray(ar)
    if axis is not None:
        return _unique_along(ar, return_index, return_inverse, return_counts, axis)
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
        inverse = empty(flat.shape, np.intp)
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
    return a[order] if a.ndim == 1 else np.take_along_axis(a, order, axis)


def partition(a, kth, axis=-1, kind='introselect', order=None):
    return sort(a, axis)


def argpartition(a, kth, axis=-1, kind='introselect', order=None):
    return argsort(a, axis, 'stable')


def msort(a):
    return sort(a, 0)


def sort_complex(a):
    a = sort(a)
    if a.dtype.kind == 'c':
        return a
    return a.astype('F' if a.dtype.char in 'bhBH' else 'D')


def bincount(x, weights=None, minlength=0):
    x = x if isinstance(x, ndarray) else array(x, np.intp)
    if x.ndim != 1:
        raise ValueError('object too deep for desired array' if x.ndim else 'object of too small depth for desired array')
    if x.size and not can_cast(x.dtype, int64):
        raise TypeError("Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'" % x.dtype)
    if x.size and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    n = _py.max(int(x.max()) + 1 if x.size else 0, minlength)
    return _numpy._bincount(x, n, None if weights is None else asarray(weights, float))


def digitize(x, bins, right=False):
    bins = asarray(bins)
    if bins.size > 1 and (bins[1:] < bins[:-1]).any():
        if (bins[1:] > bins[:-1]).any():
            raise ValueError('bins must be monotonically increasing or decreasing')
        return len(bins) - searchsorted(bins[::-1], x, 'left' if not right else 'right')
    return searchsorted(bins, x, 'left' if right else 'right')


def interp(x, xp, fp, left=None, right=None, period=None):
    return np._interp(x, xp, fp, left, right, period)


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
        if np.shape(scl) != np.shape(avg):
            scl = broadcast_to(scl, np.shape(avg)).copy()
        return avg, scl
    return avg


# ---- sets

def in1d(ar1, ar2, assume_unique=False, invert=False, *, kind=None):
    ar1, ar2 = np.ravel(asarray(ar1)), np.ravel(asarray(ar2))
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
    return np.unique(concatenate((np.ravel(ar1), np.ravel(ar2))))


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
    axis = np._axis(axis, ar.ndim)
    rows = np.moveaxis(ar, axis, 0)
    flat = rows.reshape(rows.shape[0], -1)
    order = np.lexsort(flat.T[::-1]) if flat.shape[1] else arange(len(flat))
    ordered = flat[order]
    first = ones(len(order), bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(1)
    out = [np.moveaxis(rows[order[first]], 0, axis)]
    if return_index:
        out.append(order[first])
    if return_inverse:
        inverse = empty(len(order), np.intp)
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
