"""numpy: Polynomials and bits."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- polynomials

def poly(seq_of_zeros):
    seq = np.atleast_1d(seq_of_zeros)
    if seq.ndim == 2 and seq.shape[0] == seq.shape[1] and seq.shape[0]:
        seq = np.linalg.eigvals(seq)
    elif seq.ndim != 1:
        raise ValueError('input must be 1d or non-empty square 2d array.')
    a = ones(1, seq.dtype if seq.dtype.kind in 'fc' else float)
    for zero in seq:
        a = np.convolve(a, array([1, -zero], a.dtype if seq.dtype.kind != 'c' else seq.dtype))
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
    return np.convolve(a1, a2)


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
    bits = np.moveaxis(a != 0, axis, -1)
    n = -(-bits.shape[-1] // 8) * 8
    full = zeros(bits.shape[:-1] + (n,), np.uint8)
    full[..., :bits.shape[-1]] = bits
    weights = array([128, 64, 32, 16, 8, 4, 2, 1] if bitorder == 'big' else [1, 2, 4, 8, 16, 32, 64, 128], np.uint8)
    return np.moveaxis((full.reshape(bits.shape[:-1] + (n // 8, 8)) * weights).sum(-1, dtype=np.uint8), -1, axis)


def unpackbits(a, axis=None, count=None, bitorder='big'):
    a = asarray(a)
    if a.dtype != np.uint8:
        raise TypeError('Expected an input array of unsigned byte data type')
    if axis is None:
        a, axis = a.ravel(), 0
    lanes = np.moveaxis(a, axis, -1)
    shifts = array([7, 6, 5, 4, 3, 2, 1, 0] if bitorder == 'big' else [0, 1, 2, 3, 4, 5, 6, 7], np.uint8)
    bits = ((lanes[..., None] >> shifts) & 1).astype(np.uint8).reshape(lanes.shape[:-1] + (-1,))
    if count is not None:
        bits = bits[..., :count]
    return np.moveaxis(bits, -1, axis)


# ---- memory

def shares_memory(a, b, max_work=None):
    if not np.may_share_memory(a, b):
        return False
    if a.size == 0 or b.size == 0:
        return False
    return bool(np.in1d(_addresses(a), _addresses(b)).any())


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
