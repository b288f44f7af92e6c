"""numpy: Calculus, signals, interpolation, sums of products."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- calculus, signals, interpolation

def gradient(f, *varargs, axis=None, edge_order=1):
    f = asanyarray(f)
    axes = tuple(range(f.ndim)) if axis is None else np._axes(axis, f.ndim)
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
        g = np.moveaxis(f, ax, 0)
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
        results.append(np.moveaxis(out, 0, ax))
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
    front = (slice(None),) * np._axis(axis, y.ndim)
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
    result = where(isnan(x), np.nan, result)
    return result[()] if scalar else asarray(result)


def unwrap(p, discont=None, axis=-1, *, period=2 * np.pi):
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
    front = (slice(None),) * np._axis(axis, p.ndim)
    up[front + (slice(1, None),)] = p[front + (slice(1, None),)] + correct.cumsum(axis)
    return up


def sinc(x):
    y = np.pi * where(asanyarray(x) == 0, 1.0e-20, x)
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
    return 0.42 + 0.5 * np.cos(np.pi * n / (M - 1)) + 0.08 * np.cos(2.0 * np.pi * n / (M - 1))


def hanning(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return 0.5 + 0.5 * np.cos(np.pi * n / (M - 1))


def hamming(M):
    if M < 1:
        return array([])
    if M == 1:
        return ones(1, float)
    n = arange(1 - M, M, 2)
    return 0.54 + 0.46 * np.cos(np.pi * n / (M - 1))


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
        result = np.moveaxis(result, 0, axis)
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
                    part = np.moveaxis(part, list(range(ndmin - n, ndmin)), list(range(k1, k1 + n))) if n else part
                    del order
            parts.append(part)
        return concatenate(parts, axis)

    def __len__(self):
        return 0


r_ = _Concatenator(0, 1, -1)
c_ = _Concatenator(-1, 2, 0)


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
            view = np.moveaxis(out, axis, -1)
            for i in np.ndindex(view.shape[:-1]):
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
            function = {'maximum': np.max, 'minimum': np.min, 'mean': np.mean, 'median': np.median}[mode]
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
