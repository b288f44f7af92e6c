"""numpy.random: the bit streams and plain distributions are native (_numpy_random); choices, permutations and what is built
of them stand here."""
import _numpy_random
import numpy as np
from numpy import arange, array, asarray, empty, float64, intp, ndarray, zeros


def _shape(size):
    return (size,) if hasattr(size, '__index__') else tuple(size)


def _count(size):
    n = 1
    for d in _shape(size):
        n *= int(d)
    return n


def _population(a):
    if hasattr(a, '__len__') or isinstance(a, ndarray) and a.ndim:
        return asarray(a), None
    try:
        n = a.__index__()
    except (AttributeError, TypeError):
        raise ValueError('a must be 1-dimensional or an integer') from None
    return None, n


def _check_probabilities(p, n):
    p = asarray(p, float64)
    if p.ndim != 1:
        raise ValueError("'p' must be 1-dimensional")
    if p.size != n:
        raise ValueError("'a' and 'p' must have same size")
    total = p.sum()
    if total != total:
        raise ValueError('probabilities contain NaN')
    if (p < 0).any():
        raise ValueError('probabilities are not non-negative')
    if abs(total - 1.) > 1.4901161193847656e-08:
        raise ValueError('probabilities do not sum to 1')
    return p


def _weighted_sample(draw, p, shape, size):
    """Different indices drawn with probabilities p."""
    if np.count_nonzero(p > 0) < size:
        raise ValueError('Fewer non-zero entries in p than size')
    n = 0
    p = p.copy()
    found = zeros(size, intp)
    while n < size:
        x = draw(size - n)
        if n > 0:
            p[found[:n]] = 0
        cdf = np.cumsum(p)
        cdf /= cdf[-1]
        new = cdf.searchsorted(x, side='right')
        first = np.unique(new, return_index=True)[1]
        first.sort()
        new = new.take(first)
        found[n:n + new.size] = new
        n += new.size
    return found.reshape(shape)


def _pick(values, index, size):
    if size is None and isinstance(index, ndarray):
        index = index.item(0)
    return index if values is None else values[index]


def _shuffle_rows(x, draw):
    n = len(x)
    if isinstance(x, ndarray):
        for i in range(n - 1, 0, -1):
            j = draw(i)
            if i != j:
                kept = x[j].copy()
                x[j] = x[i]
                x[i] = kept
    else:
        for i in range(n - 1, 0, -1):
            j = draw(i)
            x[i], x[j] = x[j], x[i]


class _Distributions:
    """What follows from uniform and normal draws in the same way for both kinds of generators."""

    def _each(self, draw, parameters, size):
        if size is None and all(np.ndim(p) == 0 for p in parameters):
            return draw(*(float(p) for p in parameters))
        arrays = [asarray(p, float64) for p in parameters]
        shape = np.broadcast_shapes(*(a.shape for a in arrays), *(() if size is None else (_shape(size),)))
        arrays = [np.broadcast_to(a, shape).ravel().tolist() for a in arrays]
        n = _count(shape)
        return array([draw(*row) for row in zip(*arrays)] if arrays else [draw() for _ in range(n)], float64).reshape(shape)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return np.exp(self.normal(mean, sigma, size)) if size is not None else float(np.exp(self.normal(mean, sigma)))

    def laplace(self, loc=0.0, scale=1.0, size=None):
        def draw(loc, scale):
            u = self.random()
            while u == 0.0:
                u = self.random()
            return loc - scale * float(np.log(2.0 - u - u)) if u >= 0.5 else loc + scale * float(np.log(u + u))
        return self._each(draw, (loc, scale), size)

    def logistic(self, loc=0.0, scale=1.0, size=None):
        def draw(loc, scale):
            u = self.random()
            while u <= 0.0:
                u = self.random()
            return loc + scale * float(np.log(u / (1.0 - u)))
        return self._each(draw, (loc, scale), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        def draw(loc, scale):
            u = 1.0 - self.random()
            while u >= 1.0:
                u = 1.0 - self.random()
            return loc - scale * float(np.log(-np.log(u)))
        return self._each(draw, (loc, scale), size)

    def triangular(self, left, mode, right, size=None):
        if np.any(asarray(left) > mode):
            raise ValueError('left > mode')
        if np.any(asarray(mode) > right):
            raise ValueError('mode > right')
        if np.any(asarray(left) == right):
            raise ValueError('left == right')

        def draw(left, mode, right):
            base = right - left
            leftbase = mode - left
            ratio = leftbase / base
            u = self.random()
            if u <= ratio:
                return left + (u * leftbase * base) ** 0.5
            return right - ((1.0 - u) * (right - mode) * base) ** 0.5
        return self._each(draw, (left, mode, right), size)

    def bytes(self, length):
        n = (length - 1) // 4 + 1
        return self._words(n).tobytes()[:length]

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8, **kwargs):
        mean, cov = asarray(mean), asarray(cov)
        if mean.ndim != 1:
            raise ValueError('mean must be 1 dimensional')
        if cov.ndim != 2 or cov.shape[0] != cov.shape[1]:
            raise ValueError('cov must be 2 dimensional and square')
        if mean.shape[0] != cov.shape[0]:
            raise ValueError('mean and cov must have same length')
        shape = () if size is None else _shape(size)
        x = self.standard_normal(shape + (mean.shape[0],)).reshape(-1, mean.shape[0])
        u, s, v = np.linalg.svd(cov.astype(float64))
        x = self._transform(x, u, s, v)
        return (x + mean).reshape(shape + (mean.shape[0],))


class RandomState(_numpy_random.RandomState, _Distributions):
    """The legacy generator (MT19937)."""

    def __init__(self, seed=None):
        self.seed(seed)

    def __repr__(self):
        return 'RandomState(MT19937) at 0x%X' % id(self)

    def __str__(self):
        return 'RandomState(MT19937)'

    def get_state(self, legacy=True):
        key, position, has_gauss, gauss = self._get()
        if legacy:
            return 'MT19937', key, position, has_gauss, gauss
        return {'bit_generator': 'MT19937', 'state': {'key': key, 'pos': position}, 'has_gauss': has_gauss, 'gauss': gauss}

    def set_state(self, state):
        if isinstance(state, dict):
            self._set(state['state']['key'], state['state']['pos'], state.get('has_gauss', 0), state.get('gauss', 0.0))
            return
        if state[0] != 'MT19937':
            raise ValueError('set_state can only be used with legacy MT19937 state instances.')
        self._set(state[1], state[2], *(state[3:5] if len(state) > 3 else (0, 0.0)))

    def _words(self, n):
        return array([self._next32() for _ in range(n)], np.uint32)

    @staticmethod
    def _transform(x, u, s, v):
        return np.dot(x, np.sqrt(s)[:, None] * v)

    def randint(self, low, high=None, size=None, dtype=int):
        if not isinstance(low, (int, float, np.generic)) or not isinstance(high, (int, float, type(None), np.generic)):
            low, high = (0, low) if high is None else (low, high)
            low, high = asarray(low), asarray(high)
            shape = np.broadcast_shapes(low.shape, high.shape, *(() if size is None else (_shape(size),)))
            pairs = zip(np.broadcast_to(low, shape).ravel().tolist(), np.broadcast_to(high, shape).ravel().tolist())
            return array([self._randint(a, b, None, dtype) for a, b in pairs], dtype).reshape(shape)
        if high is None and low <= 0 and (size is None or _count(size)):
            raise ValueError('high <= 0')
        if isinstance(low, (float, np.floating)):
            low = int(low)
        if isinstance(high, (float, np.floating)):
            high = int(high)
        return self._randint(low, high, size, dtype)

    def random_integers(self, low, high=None, size=None):
        if high is None:
            low, high = 1, low
        return self.randint(low, int(high) + 1, size)

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def choice(self, a, size=None, replace=True, p=None):
        values, n = _population(a)
        if values is not None:
            if values.ndim != 1:
                raise ValueError('a must be 1-dimensional')
            n = values.shape[0]
            if n == 0 and (size is None or _count(size)):
                raise ValueError("'a' cannot be empty unless no samples are taken")
        elif n <= 0 and (size is None or _count(size)):
            raise ValueError('a must be greater than 0 unless no samples are taken')
        if p is not None:
            p = _check_probabilities(p, n)
        if replace:
            if p is not None:
                cdf = p.cumsum()
                cdf /= cdf[-1]
                index = cdf.searchsorted(self.random_sample(size), side='right')
            else:
                index = self._randint(0, n, size)
        else:
            count = 1 if size is None else _count(size)
            if count > n:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            shape = (1,) if size is None else _shape(size)
            if p is not None:
                index = _weighted_sample(self.random_sample, p, shape, count)
            else:
                index = self.permutation(n)[:count].reshape(shape)
        return _pick(values, index, size)

    def shuffle(self, x):
        if isinstance(x, ndarray) and x.ndim == 1:
            self._shuffle(x)
        elif isinstance(x, ndarray) and x.ndim == 0:
            raise TypeError('len() of unsized object')
        else:
            _shuffle_rows(x, self._interval)

    def permutation(self, x):
        if hasattr(x, '__index__') and not isinstance(x, ndarray):
            out = arange(x.__index__())
            self._shuffle(out)
            return out
        x = asarray(x)
        if x.ndim < 1:
            raise IndexError('x must be an integer or at least 1-dimensional')
        if x.ndim == 1:
            x = array(x)
            self._shuffle(x)
            return x
        index = arange(x.shape[0], dtype=intp)
        self._shuffle(index)
        return x[index]

    def tomaxint(self, size=None):
        return self._randint(0, 2 ** 63 - 1, size)

    # Legacy algorithms: do not change the order of draws.

    def _gamma(self, shape):
        if shape == 1.0:
            return -float(np.log(1.0 - self.random()))
        if shape == 0.0:
            return 0.0
        if shape < 1.0:
            while True:
                u = self.random()
                v = -float(np.log(1.0 - self.random()))
                if u <= 1.0 - shape:
                    x = u ** (1. / shape)
                    if x <= v:
                        return x
                else:
                    y = -float(np.log((1 - u) / shape))
                    x = (1.0 - shape + shape * y) ** (1. / shape)
                    if x <= v + y:
                        return x
        b = shape - 1. / 3.
        c = 1. / (9 * b) ** 0.5
        while True:
            x = self.standard_normal()
            v = 1.0 + c * x
            while v <= 0.0:
                x = self.standard_normal()
                v = 1.0 + c * x
            v = v * v * v
            u = self.random()
            if u < 1.0 - 0.0331 * (x * x) * (x * x):
                return b * v
            if np.log(u) < 0.5 * x * x + b * (1. - v + np.log(v)):
                return b * v

    def standard_gamma(self, shape, size=None):
        if np.any(asarray(shape) < 0):
            raise ValueError('shape < 0')
        return self._each(self._gamma, (shape,), size)

    def gamma(self, shape, scale=1.0, size=None):
        if np.any(asarray(shape) < 0):
            raise ValueError('shape < 0')
        if np.any(asarray(scale) < 0):
            raise ValueError('scale < 0')
        return self._each(lambda k, s: s * self._gamma(k), (shape, scale), size)

    def chisquare(self, df, size=None):
        if np.any(asarray(df) <= 0):
            raise ValueError('df <= 0')
        return self._each(lambda d: 2.0 * self._gamma(d / 2.0), (df,), size)

    def weibull(self, a, size=None):
        if np.any(asarray(a) < 0):
            raise ValueError('a < 0')
        return self._each(lambda k: 0.0 if k == 0.0 else (-float(np.log(1.0 - self.random()))) ** (1. / k), (a,), size)

    def pareto(self, a, size=None):
        if np.any(asarray(a) <= 0):
            raise ValueError('a <= 0')
        return self._each(lambda k: float(np.exp(-float(np.log(1.0 - self.random())) / k)) - 1, (a,), size)

    def power(self, a, size=None):
        if np.any(asarray(a) <= 0):
            raise ValueError('a <= 0')
        return self._each(lambda k: (1 - float(np.exp(float(np.log(1.0 - self.random()))))) ** (1. / k), (a,), size)

    def rayleigh(self, scale=1.0, size=None):
        if np.any(asarray(scale) < 0):
            raise ValueError('scale < 0')
        return self._each(lambda s: s * (-2.0 * float(np.log(1.0 - self.random()))) ** 0.5, (scale,), size)

    def standard_cauchy(self, size=None):
        return self._each(lambda: self.standard_normal() / self.standard_normal(), (), size)

    def standard_t(self, df, size=None):
        if np.any(asarray(df) <= 0):
            raise ValueError('df <= 0')

        def draw(d):
            n = self.standard_normal()
            return (d / 2) ** 0.5 * n / self._gamma(d / 2) ** 0.5
        return self._each(draw, (df,), size)

    def beta(self, a, b, size=None):
        if np.any(asarray(a) <= 0):
            raise ValueError('a <= 0')
        if np.any(asarray(b) <= 0):
            raise ValueError('b <= 0')

        def draw(a, b):
            if a <= 1.0 and b <= 1.0:
                while True:
                    u, v = self.random(), self.random()
                    x, y = u ** (1.0 / a), v ** (1.0 / b)
                    if x + y <= 1.0 and u + v > 0.0:
                        if x + y > 0:
                            return x / (x + y)
                        lx, ly = float(np.log(u)) / a, float(np.log(v)) / b
                        m = max(lx, ly)
                        lx, ly = lx - m, ly - m
                        return float(np.exp(lx - np.log(np.exp(lx) + np.exp(ly))))
            x = self._gamma(a)
            y = self._gamma(b)
            return x / (x + y)
        return self._each(draw, (a, b), size)

    def _poisson(self, lam):
        if lam >= 10:
            return self._poisson_rejection(lam)
        if lam == 0:
            return 0
        limit = float(np.exp(-lam))
        x, product = 0, 1.0
        while True:
            product *= self.random()
            if product > limit:
                x += 1
            else:
                return x

    def _poisson_rejection(self, lam):
        import math
        slam, loglam = math.sqrt(lam), math.log(lam)
        b = 0.931 + 2.53 * slam
        a = -0.059 + 0.02483 * b
        invalpha = 1.1239 + 1.1328 / (b - 3.4)
        vr = 0.9277 - 3.6224 / (b - 2)
        while True:
            u = self.random() - 0.5
            v = self.random()
            us = 0.5 - abs(u)
            k = math.floor((2 * a / us + b) * u + lam + 0.43)
            if us >= 0.07 and v <= vr:
                return k
            if k < 0 or (us < 0.013 and v > us):
                continue
            if math.log(v) + math.log(invalpha) - math.log(a / (us * us) + b) <= -lam + k * loglam - math.lgamma(k + 1):
                return k

    def poisson(self, lam=1.0, size=None):
        if np.any(asarray(lam) < 0):
            raise ValueError('lam < 0 or lam contains NaNs')
        result = self._each(self._poisson, (lam,), size)
        return result.astype(int) if isinstance(result, ndarray) else int(result)

    def geometric(self, p, size=None):
        import math

        def draw(p):
            if p >= 0.333333333333333333333333:
                x, total, product, q = 1, p, p, 1.0 - p
                u = self.random()
                while u > total:
                    product *= q
                    total += product
                    x += 1
                return x
            return math.ceil(math.log(1.0 - self.random()) / math.log(1.0 - p))
        if np.any((asarray(p) <= 0) | (asarray(p) > 1)):
            raise ValueError('p <= 0, p > 1 or p contains NaNs')
        result = self._each(draw, (p,), size)
        return result.astype(int) if isinstance(result, ndarray) else int(result)

    def dirichlet(self, alpha, size=None):
        alpha = asarray(alpha, float64)
        if (alpha <= 0).any():
            raise ValueError('alpha <= 0')
        shape = (() if size is None else _shape(size)) + alpha.shape
        out = empty((_count(shape[:-1]), alpha.size))
        for row in out:
            total = 0.0
            for j, k in enumerate(alpha.tolist()):
                row[j] = self._gamma(k)
                total += float(row[j])
            row *= 1 / total
        return out.reshape(shape)

    def __getattr__(self, name):
        if name in _missing:
            raise NotImplementedError("pyvm's numpy.random has no distribution %r" % name)
        raise AttributeError('%r object has no attribute %r' % (type(self).__name__, name))


_missing = ('binomial', 'negative_binomial', 'hypergeometric', 'multinomial', 'vonmises', 'wald', 'zipf', 'logseries', 'f',
            'noncentral_chisquare', 'noncentral_f', 'beta', 'gamma', 'standard_gamma', 'poisson', 'geometric', 'dirichlet',
            'chisquare', 'weibull', 'pareto', 'power', 'rayleigh', 'standard_cauchy', 'standard_t', 'permuted',
            'multivariate_hypergeometric')


class BitGenerator:
    """A seed for a Generator."""

    def __init__(self, seed=None):
        self._seed = seed


class PCG64(BitGenerator):
    pass


class SeedSequence:
    """Entropy for a bit generator."""

    def __init__(self, entropy=None):
        self.entropy = entropy


class Generator(_numpy_random.Generator, _Distributions):
    """The new generator (PCG64)."""

    def __new__(cls, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            raise AttributeError('%r object has no attribute %r' % (type(bit_generator).__name__, 'capsule'))
        self = super().__new__(cls, bit_generator._seed)
        return self

    def __init__(self, bit_generator):
        self.bit_generator = bit_generator

    def __repr__(self):
        return 'Generator(PCG64) at 0x%X' % id(self)

    def __str__(self):
        return 'Generator(PCG64)'

    def _words(self, n):
        return self._integers(0, 2 ** 32, n, np.uint32)

    @staticmethod
    def _transform(x, u, s, v):
        return np.dot(x, (u * np.sqrt(s)).T)

    def integers(self, low, high=None, size=None, dtype=np.int64, endpoint=False):
        if np.ndim(low) == 0 and np.ndim(high if high is not None else 0) == 0:
            return self._integers(int(low) if isinstance(low, float) else low,
                                  int(high) if isinstance(high, float) else high, size, dtype, endpoint)
        low, high = (0, low) if high is None else (low, high)
        low, high = asarray(low), asarray(high)
        shape = np.broadcast_shapes(low.shape, high.shape, *(() if size is None else (_shape(size),)))
        pairs = zip(np.broadcast_to(low, shape).ravel().tolist(), np.broadcast_to(high, shape).ravel().tolist())
        return array([self._integers(a, b, None, dtype, endpoint) for a, b in pairs], dtype).reshape(shape)

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        values, n = _population(a)
        count = 1 if size is None else _count(size)
        if values is not None:
            n = values.shape[axis]
        if n <= 0 and count:
            raise ValueError('a must be a positive integer unless no samples are taken' if values is None
                             else 'a cannot be empty unless no samples are taken')
        if p is not None:
            p = _check_probabilities(p, n)
        if replace:
            if p is not None:
                cdf = p.cumsum()
                cdf /= cdf[-1]
                index = cdf.searchsorted(self.random(size), side='right')
            else:
                index = self._integers(0, n, size, np.int64)
        else:
            if count > n:
                raise ValueError('Cannot take a larger sample than population when replace is False')
            if count < 0:
                raise ValueError('negative dimensions are not allowed')
            shape = (1,) if size is None else _shape(size)
            if p is not None:
                index = _weighted_sample(self.random, p, shape, count)
            elif n > 10000 and count > n // (50 if shuffle else 20):
                index = arange(0, n, dtype=np.int64)
                self._shuffle(index, max(n - count, 1))
                index = index[n - count:].reshape(shape)
            else:
                index = self._sample(n, count)
                if shuffle:
                    self._shuffle(index, 1)
                index = index.reshape(shape)
        if size is None and isinstance(index, ndarray):
            index = index.item(0)
        if values is None:
            return index
        return values.take(index, axis) if values.ndim > 1 else values[index]

    def shuffle(self, x, axis=0):
        if isinstance(x, ndarray) and x.ndim == 1:
            self._shuffle(x, 1, True)
        elif isinstance(x, ndarray):
            _shuffle_rows(np.swapaxes(x, 0, axis), self._interval)
        else:
            if axis != 0:
                raise NotImplementedError('Axis argument is only supported on ndarray objects')
            _shuffle_rows(x, self._interval)

    def permutation(self, x, axis=0):
        if hasattr(x, '__index__') and not isinstance(x, ndarray):
            out = arange(x.__index__())
            self._shuffle(out, 1, True)
            return out
        x = asarray(x)
        if x.ndim == 1:
            x = array(x)
            self._shuffle(x, 1, True)
            return x
        index = arange(x.shape[axis], dtype=intp)
        self._shuffle(index, 1, True)
        return x.take(index, axis)

    def __getattr__(self, name):
        if name in _missing:
            raise NotImplementedError("pyvm's numpy.random has no distribution %r of Generator" % name)
        raise AttributeError('%r object has no attribute %r' % (type(self).__name__, name))


for _cls in (RandomState, Generator, PCG64, SeedSequence, BitGenerator):
    _cls.__module__ = 'numpy.random'


def default_rng(seed=None):
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    if isinstance(seed, SeedSequence):
        seed = seed.entropy
    return Generator(PCG64(seed))


_rand = RandomState()
for _name in ('seed', 'rand', 'randn', 'random', 'random_sample', 'standard_normal', 'uniform', 'normal', 'exponential', 'randint',
              'random_integers', 'standard_exponential', 'choice', 'shuffle', 'permutation', 'get_state', 'set_state', 'bytes',
              'lognormal', 'laplace', 'logistic', 'gumbel', 'triangular', 'multivariate_normal', 'standard_gamma', 'gamma',
              'chisquare', 'weibull', 'pareto', 'power', 'rayleigh', 'standard_cauchy', 'standard_t', 'beta', 'poisson',
              'geometric', 'dirichlet'):
    globals()[_name] = getattr(_rand, _name)
ranf = sample = random_sample


def __getattr__(name):
    if name in _missing:
        return getattr(_rand, name)
    raise AttributeError("module 'numpy.random' has no attribute %r" % name)
