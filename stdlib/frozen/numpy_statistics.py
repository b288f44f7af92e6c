"""numpy: Statistics, functions that skip NaNs, histograms."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


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
        np._warn('All-NaN slice encountered' if axis is not None or True else '', RuntimeWarning)
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
    cnt = np.sum(~mask, axis=axis, dtype=np.intp, keepdims=keepdims)
    tot = np.sum(arr, axis=axis, dtype=dtype, out=out, keepdims=keepdims)
    if asarray(cnt == 0).any():
        np._warn('Mean of empty slice', RuntimeWarning)
    with np.errstate(invalid='ignore', divide='ignore'):
        return tot / cnt


def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    arr, mask = _replace_nan(a, 0)
    if mask is None:
        return np.var(arr, axis, dtype, out, ddof, keepdims)
    cnt = np.sum(~mask, axis=axis, dtype=np.intp, keepdims=True)
    with np.errstate(invalid='ignore', divide='ignore'):
        avg = np.sum(arr, axis=axis, dtype=dtype, keepdims=True) / cnt
        dev = where(mask, 0, subtract(arr, avg))
        sqr = multiply(dev, dev.conj()).real if dev.dtype.kind == 'c' else multiply(dev, dev)
        var = np.sum(sqr, axis=axis, dtype=dtype, keepdims=keepdims)
        cnt = cnt if keepdims else cnt.reshape(asarray(var).shape)
        dof = cnt - ddof
        var = var / dof
    if asarray(dof <= 0).any():
        np._warn('Degrees of freedom <= 0 for slice.', RuntimeWarning)
        var = where(dof <= 0, np.nan, var)
    return var if isinstance(var, ndarray) and var.ndim else asarray(var)[()]


def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
    return sqrt(nanvar(a, axis, dtype, out, ddof, keepdims))


def _flat_lanes(a, axis):
    """The lanes along one or several axes as the last axis."""
    if axis is None:
        return a.ravel(), (1,) * a.ndim
    axes = np._axes(axis, a.ndim)
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
    mid = n // 2
    part = _numpy._partition(lanes, [mid, n - 1] if n % 2 else [mid - 1, mid, n - 1])
    result = np.mean(part[..., mid:mid + 1] if n % 2 else part[..., mid - 1:mid + 1], -1)
    if part.dtype.kind in 'fc':
        bad = isnan(part[..., -1])
        if bad.any():
            result = where(bad, np.nan, result)[()]
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
    for i in np.ndindex(lanes.shape[:-1]):
        lane = lanes[i]
        lane = lane[~isnan(lane)]
        if lane.size:
            result[i] = median(lane)
        else:
            np._warn('All-NaN slice encountered', RuntimeWarning)
            result[i] = np.nan
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
    at = asarray(_virtual_index(n, q, method))
    low = floor(at).astype(np.intp)
    high = low + 1
    low = where(at < 0, 0, where(at >= n - 1, n - 1, low))
    high = where(at < 0, 0, where(at >= n - 1, n - 1, high))
    wanted = np.unique(concatenate((low.ravel(), high.ravel(), [n - 1]))) if n else []
    ordered = np.moveaxis(_numpy._partition(lanes, wanted), -1, 0)
    gamma = (at - floor(at)).reshape(at.shape + (1,) * (ordered.ndim - 1))
    if method in ('lower', 'higher', 'nearest'):
        result = ordered[low]
    else:
        a0, a1 = ordered[low], ordered[high]
        step = subtract(a1, a0)
        result = add(a0, step * gamma)
        result = where(gamma >= 0.5, subtract(a1, step * (1 - gamma)), result)
    if ordered.dtype.kind in 'fc':
        bad = isnan(ordered[-1])
        if bad.any():
            result = where(bad, np.nan, result)
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
    for i in np.ndindex(lanes.shape[:-1]):
        lane = lanes[i]
        lane = lane[~isnan(lane)] if lane.dtype.kind == 'f' else lane
        result[(Ellipsis,) + i] = quantile(lane, q, method=interpolation or method) if lane.size else np.nan
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
        np._warn('Degrees of freedom <= 0 for slice', RuntimeWarning)
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
    return _bin_edges(np.ravel(asarray(a)), bins, range)[0]


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
        at = ((subtract(a, first) if a.dtype.kind != 'b' else a - first) * (count / np.subtract(last, first))).astype(np.intp)
        at[at == count] -= 1
        at[a < edges[at]] -= 1
        at[(a >= edges[at + 1]) & (at != count - 1)] += 1
        n = np.bincount(at, weights, count).astype(np.dtype(np.intp) if weights is None else weights.dtype)
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
