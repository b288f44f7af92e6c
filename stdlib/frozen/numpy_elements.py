"""numpy: Elements, products and comparisons."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


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
    return a * (180 / np.pi) if deg else a


def ptp(a, axis=None, out=None, keepdims=False):
    return asanyarray(a).ptp(axis, out, keepdims)


def compress(condition, a, axis=None, out=None):
    return asarray(a).compress(condition, axis, out)


def count_nonzero(a, axis=None, *, keepdims=False):
    if axis is None and not keepdims:
        return np._numpy._count_true(a)
    a = asanyarray(a)
    return (a if a.dtype == bool else a.astype(bool)).sum(axis, dtype=np.intp, keepdims=keepdims)


def flatnonzero(a):
    return nonzero(np.ravel(a))[0]


def argwhere(a):
    a = asanyarray(a)
    if a.ndim == 0:
        return empty((np._numpy._count_true(a), 0), int)
    return np.transpose(nonzero(a))


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


def iterable(y):
    try:
        iter(y)
    except TypeError:
        return False
    return True


def real_if_close(a, tol=100):
    a = asanyarray(a)
    if a.dtype.kind != 'c':
        return a
    if tol > 1:
        tol *= np.finfo(a.dtype).eps
    return a.real if (absolute(a.imag) < tol).all() else a


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
    big = np.finfo(x.dtype)
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
    with np.errstate(invalid='ignore'):
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
                         % (np._shape_text(a.shape), np._shape_text(b.shape), a.shape[-1], a.ndim - 1, b.shape[-1], b.ndim - 1))
    return dot(a, np.moveaxis(b, -1, -2) if b.ndim > 1 else b)


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    if axis is not None:
        axisa = axisb = axisc = axis
    a = np.moveaxis(asarray(a), axisa, -1)
    b = np.moveaxis(asarray(b), axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError('incompatible dimensions for cross product\n(dimension must be 2 or 3)')
    if a.shape[-1] == 2 and b.shape[-1] == 2:
        return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    a0, a1 = a[..., 0], a[..., 1]
    b0, b1 = b[..., 0], b[..., 1]
    a2 = a[..., 2] if a.shape[-1] == 3 else zeros(a0.shape, a.dtype)
    b2 = b[..., 2] if b.shape[-1] == 3 else zeros(b0.shape, b.dtype)
    parts = (a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0)
    return np.moveaxis(np.stack(np.broadcast_arrays(*parts), -1), -1, axisc)


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
    with np.errstate(invalid='ignore'):
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
        a1, a2 = np.broadcast_arrays(a1, a2)
    except Exception:
        return False
    return bool(asarray(a1 == a2).all())
