"""numpy.linalg on LAPACK (OpenBLAS, loaded at the first use). Matrices go to LAPACK column by column: transposed copies."""
import numpy as np
from _numpy import _lapack
from numpy import (absolute, add, arange, array, asarray, diagonal, dot, empty, eye, finfo, inf, int32, isfinite, matmul, moveaxis,
                   multiply, ndarray, ravel, sqrt, zeros)
from numpy import _axis


class LinAlgError(Exception):
    pass


LinAlgError.__module__ = 'numpy.linalg'


def _prepare(a, square=True, stacked=True):
    """The array, its LAPACK letter and its element type."""
    a = asarray(a)
    if a.ndim < 2:
        raise LinAlgError('%d-dimensional array given. Array must be at least two-dimensional' % a.ndim)
    if square and a.shape[-1] != a.shape[-2]:
        raise LinAlgError('Last 2 dimensions of the array must be square')
    letter = {'float32': 's', 'complex64': 'c', 'complex128': 'z'}.get(a.dtype.name, 'd')
    if a.dtype.name == 'float16':
        raise TypeError('array type float16 is unsupported in linalg')
    return a, letter


_types = {'s': np.float32, 'd': np.float64, 'c': np.complex64, 'z': np.complex128}
_reals = {'s': np.float32, 'd': np.float64, 'c': np.float32, 'z': np.float64}


def _columns(a, letter):
    """A copy of a matrix with its columns one after the other: the transpose in C order."""
    return array(a.T, _types[letter], order='C')


def _each(a, function, *others):
    """Applies a function of matrices to all of a stack."""
    lead = a.shape[:-2]
    if not lead:
        return function(a, *others)
    flat = a.reshape((-1,) + a.shape[-2:])
    results = [function(m, *others) for m in flat]
    if not results:
        sample = function(eye(a.shape[-1], dtype=a.dtype), *others)
        sample = sample if isinstance(sample, tuple) else (sample,)
        made = tuple(empty(lead + np.shape(s), asarray(s).dtype) for s in sample)
        return made if len(made) > 1 else made[0]
    if isinstance(results[0], tuple):
        return tuple(np.stack(c).reshape(lead + np.shape(c[0])) for c in zip(*results))
    return np.stack(results).reshape(lead + np.shape(results[0]))


def _info():
    return zeros(1, int32)


def _check_singular(info):
    if info[0] > 0:
        raise LinAlgError('Singular matrix')


def _workspace(call, letter):
    """Calls twice: once for the best size of the workspace, then with it."""
    work = zeros(1, _types[letter])
    call(work, -1)
    size = max(1, int(work[0].real))
    call(zeros(size, _types[letter]), size)


def solve(a, b):
    a, la = _prepare(a)
    b = asarray(b)
    letter = _wider(la, b)
    vector = b.ndim == a.ndim - 1
    if vector:
        b = b[..., None]
    lead = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    if a.shape[-1] != b.shape[-2]:
        raise ValueError('solve%s: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature %s (size %d is '
                         'different from %d)' % (('1', '(m,m),(m)->(m)', b.shape[-2], a.shape[-1]) if vector
                                                 else ('', '(m,m),(m,n)->(m,n)', b.shape[-2], a.shape[-1])))
    if lead:
        a = np.broadcast_to(a, lead + a.shape[-2:])
        b = np.broadcast_to(b, lead + b.shape[-2:])
        out = empty(b.shape, _types[letter])
        for i in np.ndindex(lead):
            out[i] = _solve(a[i], b[i], letter)
    else:
        out = _solve(a, b, letter)
    return out[..., 0] if vector else out


def _wider(letter, b):
    kind = np.result_type(_types[letter], b.dtype if b.dtype.kind in 'fc' else np.float64)
    return {'float32': 's', 'float64': 'd', 'complex64': 'c', 'complex128': 'z'}[kind.name]


def _solve(a, b, letter):
    n, m = b.shape
    if n == 0 or m == 0:
        return empty((n, m), _types[letter])
    x, y, info = _columns(a, letter), _columns(b, letter), _info()
    _lapack(letter + 'gesv', n, m, x, n, zeros(n, int32), y, n, info)
    _check_singular(info)
    return y.T.copy()


def inv(a):
    a, letter = _prepare(a)
    return _each(a, lambda m: _solve(m, eye(m.shape[0]), letter))


def tensorinv(a, ind=2):
    a = asarray(a)
    if ind <= 0:
        raise ValueError('Invalid ind argument.')
    shape = a.shape[ind:] + a.shape[:ind]
    n = 1
    for k in a.shape[ind:]:
        n *= k
    return inv(a.reshape(n, -1)).reshape(shape)


def tensorsolve(a, b, axes=None):
    a, b = asarray(a), asarray(b)
    if axes is not None:
        order = [k for k in range(a.ndim) if k not in axes] + list(axes)
        a = a.transpose(order)
    shape = a.shape[b.ndim - a.ndim:] if a.ndim > b.ndim else ()
    shape = a.shape[-(a.ndim - b.ndim):]
    n = 1
    for k in shape:
        n *= k
    return solve(a.reshape(-1, n), b.ravel()).reshape(shape)


def _factor(a, letter):
    n = a.shape[0]
    lu, pivots, info = _columns(a, letter), zeros(n, int32), _info()
    _lapack(letter + 'getrf', n, n, lu, n, pivots, info)
    return lu, bool(np.count_nonzero(pivots != arange(1, n + 1)) % 2), int(info[0])


def slogdet(a):
    a, letter = _prepare(a)

    def one(m):
        t, r = _types[letter], _reals[letter]
        if m.shape[0] == 0:
            return t(1), r(0)
        lu, odd, info = _factor(m, letter)
        if info > 0:
            return t(0), r(-inf)
        diagonal_ = lu.diagonal()
        sign, total = t(-1 if odd else 1), r(0)
        for d in diagonal_:
            size = absolute(d)
            sign = sign * (d / size)
            total += np.log(size)
        return sign, total
    return _each(a, one)


def det(a):
    a, letter = _prepare(a)

    def one(m):
        sign, total = slogdet(m)
        return sign * np.exp(total)
    result = _each(a, one)
    return result if isinstance(result, ndarray) else _types[letter](result)


def cholesky(a):
    a, letter = _prepare(a)

    def one(m):
        n = m.shape[0]
        if n == 0:
            return empty((0, 0), _types[letter])
        c, info = _columns(m, letter), _info()
        _lapack(letter + 'potrf', 'L', n, c, n, info)
        if info[0]:
            raise LinAlgError('Matrix is not positive definite')
        return np.tril(c.T)
    return _each(a, one)


def _require_finite(a):
    if not isfinite(a).all():
        raise LinAlgError('Array must not contain infs or NaNs')


def _fail_convergence(info, what):
    if info[0] > 0:
        raise LinAlgError('%s did not converge' % what)


def _eig(m, letter, vectors):
    n = m.shape[0]
    a, info = _columns(m, letter), _info()
    v = zeros((n, n), _types[letter]) if vectors else zeros((1, 1), _types[letter])
    job = 'V' if vectors else 'N'
    if letter in 'sd':
        re, im = zeros(n, _types[letter]), zeros(n, _types[letter])
        _workspace(lambda work, size: _lapack(letter + 'geev', 'N', job, n, a, n, re, im, zeros(1, _types[letter]), 1, v, max(n, 1),
                                              work, size, info), letter)
        _fail_convergence(info, 'Eigenvalues')
        w = re + 1j * im
        vectors_ = v.T.astype(w.dtype) if vectors else None
        if vectors:
            k = 0
            while k < n:
                if im[k] != 0 and k + 1 < n:
                    vectors_[:, k] = v[k] + 1j * v[k + 1]
                    vectors_[:, k + 1] = v[k] - 1j * v[k + 1]
                    k += 1
                k += 1
        return w.astype(np.complex64 if letter == 's' else np.complex128), vectors_
    w = zeros(n, _types[letter])
    rwork = zeros(2 * n, _reals[letter])
    _workspace(lambda work, size: _lapack(letter + 'geev', 'N', job, n, a, n, w, zeros(1, _types[letter]), 1, v, max(n, 1), work, size,
                                          rwork, info), letter)
    _fail_convergence(info, 'Eigenvalues')
    return w, v.T.copy() if vectors else None


def eig(a):
    a, letter = _prepare(a)
    _require_finite(a)
    w, v = _each(a, lambda m: _eig(m, letter, True))
    if letter in 'sd' and (w.imag == 0.0).all():
        w, v = w.real.copy(), v.real.copy()
    return w, v


def eigvals(a):
    a, letter = _prepare(a)
    _require_finite(a)
    w = _each(a, lambda m: _eig(m, letter, False)[0])
    return w.real.copy() if letter in 'sd' and (w.imag == 0.0).all() else w


def _eigh(m, letter, uplo, vectors):
    n = m.shape[0]
    a, w, info = _columns(m, letter), zeros(n, _reals[letter]), _info()
    if n == 0:
        return w, empty((0, 0), _types[letter])
    job = 'V' if vectors else 'N'
    work, iwork = zeros(1, _types[letter]), zeros(1, int32)
    if letter in 'sd':
        _lapack(letter + 'syevd', job, uplo, n, a, n, w, work, -1, iwork, -1, info)
        lwork, liwork = max(1, int(work[0])), max(1, int(iwork[0]))
        _lapack(letter + 'syevd', job, uplo, n, a, n, w, zeros(lwork, _types[letter]), lwork, zeros(liwork, int32), liwork, info)
    else:
        rwork = zeros(1, _reals[letter])
        _lapack(letter + 'heevd', job, uplo, n, a, n, w, work, -1, rwork, -1, iwork, -1, info)
        lwork, lrwork, liwork = max(1, int(work[0].real)), max(1, int(rwork[0])), max(1, int(iwork[0]))
        _lapack(letter + 'heevd', job, uplo, n, a, n, w, zeros(lwork, _types[letter]), lwork, zeros(lrwork, _reals[letter]), lrwork,
                zeros(liwork, int32), liwork, info)
    _fail_convergence(info, 'Eigenvalues')
    return w, a.T.copy()


def _uplo(UPLO):
    if UPLO.upper() not in ('L', 'U'):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return UPLO.upper()


def eigh(a, UPLO='L'):
    uplo = _uplo(UPLO)
    a, letter = _prepare(a)
    return _each(a, lambda m: _eigh(m, letter, uplo, True))


def eigvalsh(a, UPLO='L'):
    uplo = _uplo(UPLO)
    a, letter = _prepare(a)
    return _each(a, lambda m: _eigh(m, letter, uplo, False)[0])


def _svd(m, letter, full, vectors):
    rows, columns = m.shape
    k = min(rows, columns)
    t = _types[letter]
    if k == 0:
        s = zeros(0, _reals[letter])
        u = eye(rows, dtype=t) if full else empty((rows, 0), t)
        v = eye(columns, dtype=t) if full else empty((0, columns), t)
        return (u, s, v) if vectors else s
    a, s, info = _columns(m, letter), zeros(k, _reals[letter]), _info()
    job = 'N' if not vectors else 'A' if full else 'S'
    u = zeros((rows if full else k, rows) if vectors else (1, 1), t)
    v = zeros((columns, columns if full else k) if vectors else (1, 1), t)
    ldu, ldv = (rows, columns if full else k) if vectors else (1, 1)
    iwork = zeros(8 * k, int32)
    extra = () if letter in 'sd' else (zeros(max(5 * k * k + 7 * k, 2 * max(rows, columns) * k + 2 * k * k + k), _reals[letter]),)
    _workspace(lambda work, size: _lapack(letter + 'gesdd', job, rows, columns, a, rows, s, u, ldu, v, ldv, work, size, *extra, iwork,
                                          info), letter)
    _fail_convergence(info, 'SVD')
    return (u.T.copy(), s, v.T.copy()) if vectors else s


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    a, letter = _prepare(a, square=False)
    return _each(a, lambda m: _svd(m, letter, full_matrices, compute_uv))


def qr(a, mode='reduced'):
    if mode not in ('reduced', 'complete', 'r', 'raw'):
        raise ValueError("Unrecognized mode '%s'" % mode)
    a, letter = _prepare(a, square=False)
    if mode == 'raw':
        raise NotImplementedError("pyvm's numpy.linalg.qr has no mode 'raw'")

    def one(m):
        rows, columns = m.shape
        k = min(rows, columns)
        t = _types[letter]
        x, tau, info = _columns(m, letter), zeros(k, t), _info()
        if k:
            _workspace(lambda work, size: _lapack(letter + 'geqrf', rows, columns, x, max(rows, 1), tau, work, size, info), letter)
        wide = rows if mode == 'complete' and rows > columns else k
        r = np.triu(x.T[:wide])
        if mode == 'r':
            return r
        q = zeros((wide, rows), t)
        q[:k] = x[:k]
        if wide and rows:
            generate = 'orgqr' if letter in 'sd' else 'ungqr'
            _workspace(lambda work, size: _lapack(letter + generate, rows, wide, k, q, max(rows, 1), tau, work, size, info), letter)
        return q.T.copy(), r
    return _each(a, one)


def lstsq(a, b, rcond='warn'):
    a, letter = _prepare(a, square=False)
    b = asarray(b)
    letter = _wider(letter, b)
    vector = b.ndim == 1
    if vector:
        b = b[:, None]
    if a.ndim != 2 or b.ndim != 2:
        raise LinAlgError('%d-dimensional array given. Array must be two-dimensional' % max(a.ndim, b.ndim))
    m, n = a.shape
    if m != b.shape[0]:
        raise LinAlgError('Incompatible dimensions')
    real = _reals[letter]
    if rcond == 'warn':
        np._warn('`rcond` parameter will change to the default of machine precision times ``max(M, N)`` where M and N are the input '
                 'matrix dimensions.\nTo use the future default and silence this warning we advise to pass `rcond=None`, to keep using '
                 'the old, explicitly pass `rcond=-1`.', FutureWarning)
        rcond = -1
    if rcond is None:
        rcond = finfo(real).eps * max(n, m)
    k = b.shape[1]
    x, info, rank = _columns(a, letter), _info(), _info()
    y = zeros((max(k, 1), max(m, n, 1)), _types[letter])
    y[:k, :m] = b.T
    s = zeros(max(min(m, n), 1), real)
    limit = array([rcond], real)
    if m and n:
        iwork = zeros(max(1, 64 * min(m, n) * 32), int32)
        if letter in 'sd':
            _workspace(lambda work, size: _lapack(letter + 'gelsd', m, n, k, x, m, y, max(m, n), s, limit, rank, work, size, iwork,
                                                  info), letter)
        else:
            work, rwork = zeros(1, _types[letter]), zeros(1, real)
            _lapack(letter + 'gelsd', m, n, k, x, m, y, max(m, n), s, limit, rank, work, -1, rwork, iwork, info)
            size = max(1, int(work[0].real))
            _lapack(letter + 'gelsd', m, n, k, x, m, y, max(m, n), s, limit, rank, zeros(size, _types[letter]), size,
                    zeros(max(1, int(rwork[0])), real), iwork, info)
        _fail_convergence(info, 'SVD')
    solution = y[:k, :n].T.copy()
    found = int(rank[0])
    if found != n or m <= n:
        residuals = empty(0, real)
    else:
        rest = y[:k, n:m]
        residuals = (absolute(rest) ** 2).sum(1) if letter in 'cz' else (rest * rest).sum(1)
    return solution[:, 0] if vector else solution, residuals, found, s[:min(m, n)]


def pinv(a, rcond=1e-15, hermitian=False):
    a, letter = _prepare(a, square=False)
    u, s, vt = svd(a.conj(), full_matrices=False)
    cutoff = asarray(rcond)[..., None] * np.amax(s, axis=-1, keepdims=True) if s.size else s
    large = s > cutoff
    s = np.divide(1, s, where=large, out=s)
    s[~large] = 0
    return matmul(vt.swapaxes(-1, -2), multiply(s[..., None], u.swapaxes(-1, -2)))


def matrix_rank(A, tol=None, hermitian=False):
    A = asarray(A)
    if A.ndim < 2:
        return int(not (A == 0).all())
    s = svd(A, compute_uv=False)
    if tol is None:
        tol = s.max(axis=-1, keepdims=True) * max(A.shape[-2:]) * finfo(s.dtype).eps
    else:
        tol = asarray(tol)[..., None]
    return np.count_nonzero(s > tol, axis=-1)


def cond(x, p=None):
    x = asarray(x)
    if p is None or p in (2, -2):
        s = svd(x, compute_uv=False)
        return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    return norm(x, p, axis=(-2, -1)) * norm(inv(x), p, axis=(-2, -1))


def matrix_power(a, n):
    a, _ = _prepare(a)
    n = n.__index__()
    if n == 0:
        out = np.empty_like(a)
        out[...] = eye(a.shape[-2], dtype=a.dtype)
        return out
    if n < 0:
        a, n = inv(a), -n
    if n == 1:
        return a
    if n == 2:
        return matmul(a, a)
    if n == 3:
        return matmul(matmul(a, a), a)
    z = result = None
    while n > 0:
        z = a if z is None else matmul(z, z)
        n, bit = divmod(n, 2)
        if bit:
            result = z if result is None else matmul(result, z)
    return result


def multi_dot(arrays, *, out=None):
    arrays = [asarray(a) for a in arrays]
    if len(arrays) < 2:
        raise ValueError('Expecting at least two arrays.')
    while len(arrays) > 2:
        # The cheapest neighbouring product first.
        def cost(i):
            a, b = np.atleast_2d(arrays[i]), arrays[i + 1]
            return a.shape[0] * a.shape[1] * (b.shape[1] if b.ndim > 1 else 1)
        i = min(range(len(arrays) - 1), key=cost)
        arrays[i:i + 2] = [dot(arrays[i], arrays[i + 1])]
    return dot(arrays[0], arrays[1], out)


def norm(x, ord=None, axis=None, keepdims=False):
    x = asarray(x)
    if x.dtype.kind not in 'fc':
        x = x.astype(float)
    if axis is None:
        if ord is None or (ord in ('f', 'fro') and x.ndim == 2) or (ord == 2 and x.ndim == 1):
            flat = ravel(x, 'K')
            if x.dtype.kind == 'c':
                total = dot(flat.real, flat.real) + dot(flat.imag, flat.imag)
            else:
                total = dot(flat, flat)
            result = sqrt(total)
            return result.reshape((1,) * x.ndim) if keepdims else result
        axis = tuple(range(x.ndim))
    elif not isinstance(axis, tuple):
        axis = (axis.__index__(),)
    if len(axis) == 1:
        if ord == inf:
            return absolute(x).max(axis=axis, keepdims=keepdims)
        if ord == -inf:
            return absolute(x).min(axis=axis, keepdims=keepdims)
        if ord == 0:
            return (x != 0).astype(x.real.dtype).sum(axis=axis, keepdims=keepdims)
        if ord == 1:
            return add.reduce(absolute(x), axis=axis, keepdims=keepdims)
        if ord is None or ord == 2:
            s = (x.conj() * x).real
            return sqrt(add.reduce(s, axis=axis, keepdims=keepdims))
        if isinstance(ord, str):
            raise ValueError("Invalid norm order '%s' for vectors" % ord)
        absx = absolute(x)
        absx **= ord
        total = add.reduce(absx, axis=axis, keepdims=keepdims)
        return total ** (1 / ord)
    if len(axis) != 2:
        raise ValueError('Improper number of dimensions to norm.')
    row, column = (_axis(k, x.ndim) for k in axis)
    if row == column:
        raise ValueError('Duplicate axes given.')
    if ord in (2, -2, 'nuc'):
        s = svd(moveaxis(x, (row, column), (-2, -1)), compute_uv=False)
        result = s.max(-1) if ord == 2 else s.min(-1) if ord == -2 else s.sum(-1)
    elif ord in (1, -1):
        result = add.reduce(absolute(x), axis=row)
        at = column - 1 if column > row else column
        result = result.max(at) if ord == 1 else result.min(at)
    elif ord in (inf, -inf):
        result = add.reduce(absolute(x), axis=column)
        at = row - 1 if row > column else row
        result = result.max(at) if ord == inf else result.min(at)
    elif ord in (None, 'fro', 'f'):
        result = sqrt(add.reduce((x.conj() * x).real, axis=axis))
    else:
        raise ValueError('Invalid norm order for matrices.')
    if keepdims:
        shape = list(x.shape)
        shape[row] = shape[column] = 1
        result = asarray(result).reshape(shape)
    return result
