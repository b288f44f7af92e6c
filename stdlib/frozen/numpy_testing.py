"""numpy.testing: the asserts that test code uses."""
import numpy as np


def _describe(names, x, y, header, err_msg):
    lines = ['', header] + ([err_msg] if err_msg else [])
    for name, a in zip(names, (x, y)):
        lines.append(' %s: %r' % (name, a))
    return '\n'.join(lines)


def _compare(test, x, y, header, err_msg, names=('x', 'y'), extra=None):
    x, y = np.asarray(x), np.asarray(y)
    if x.shape != y.shape and x.shape != () and y.shape != ():
        reason = '\n(shapes %s, %s mismatch)' % (x.shape, y.shape)
        raise AssertionError(_describe(names, x, y, header + reason, err_msg))
    good = np.asarray(test(x, y))
    if x.dtype.kind in 'fc' and y.dtype.kind in 'fc':
        nx, ny = np.isnan(x), np.isnan(y)
        if not np.array_equal(nx | np.zeros(good.shape, bool), ny | np.zeros(good.shape, bool)):
            raise AssertionError(_describe(names, x, y, header + '\n\nx and y nan location mismatch:', err_msg))
        good = good | (nx & ny)
    if good.all():
        return
    bad = good.size - np.count_nonzero(good)
    text = header + '\n\nMismatched elements: %d / %d (%.3g%%)' % (bad, good.size, 100 * bad / good.size)
    with np.errstate(all='ignore'):
        if x.dtype.kind in 'iufc' and y.dtype.kind in 'iufc':
            error = np.abs(x - y)
            text += '\nMax absolute difference: %s' % np.array2string(np.asarray(error.max()))
            nonzero = np.asarray(y != 0)
            relative = (error / np.abs(np.where(nonzero, y, 1)))[np.broadcast_to(nonzero, good.shape)] if good.ndim else error / np.abs(y)
            text += '\nMax relative difference: %s' % (np.array2string(np.asarray(np.max(relative))) if np.size(relative) else 'inf')
    raise AssertionError(_describe(names, x, y, text, err_msg))


def assert_array_equal(x, y, err_msg='', verbose=True, *, strict=False):
    _compare(lambda a, b: a == b, x, y, 'Arrays are not equal', err_msg)


def assert_equal(actual, desired, err_msg='', verbose=True):
    if isinstance(desired, dict):
        assert_equal(len(actual), len(desired), err_msg)
        for k in desired:
            if k not in actual:
                raise AssertionError(repr(k))
            assert_equal(actual[k], desired[k], err_msg)
    elif isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg)
        for a, d in zip(actual, desired):
            assert_equal(a, d, err_msg)
    elif isinstance(actual, np.ndarray) or isinstance(desired, np.ndarray):
        assert_array_equal(actual, desired, err_msg)
    elif not (actual == desired or (actual != actual and desired != desired)):
        raise AssertionError('\nItems are not equal:%s\n ACTUAL: %r\n DESIRED: %r' % (err_msg and '\n' + err_msg, actual, desired))


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True):
    header = 'Not equal to tolerance rtol=%g, atol=%g' % (rtol, atol)
    _compare(lambda a, b: np.isclose(a, b, rtol, atol, equal_nan), actual, desired, header, err_msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    if isinstance(actual, (np.ndarray, list, tuple)) or isinstance(desired, (np.ndarray, list, tuple)):
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    if not (actual != actual and desired != desired) and not (actual == desired or abs(desired - actual) < 1.5 * 10.0 ** -decimal):
        raise AssertionError('\nArrays are not almost equal to %d decimals%s\n ACTUAL: %r\n DESIRED: %r'
                             % (decimal, err_msg and '\n' + err_msg, actual, desired))


def assert_array_almost_equal(x, y, decimal=6, err_msg='', verbose=True):
    _compare(lambda a, b: (a == b) | (np.abs(a - b) < 1.5 * 10.0 ** -decimal), x, y,
             'Arrays are not almost equal to %d decimals' % decimal, err_msg)


def assert_array_less(x, y, err_msg='', verbose=True):
    _compare(lambda a, b: a < b, x, y, 'Arrays are not less-ordered', err_msg)


def assert_(val, msg=''):
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


class _Raises:
    def __init__(self, exception, pattern=None):
        self.exception, self.pattern = exception, pattern

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError('%s not raised' % getattr(self.exception, '__name__', self.exception))
        if not issubclass(kind, self.exception):
            return False
        if self.pattern is not None:
            import re
            if not re.search(self.pattern, str(value)):
                raise AssertionError('"%s" does not match "%s"' % (self.pattern, value))
        self.exception_value = value
        return True


def assert_raises(exception_class, callable=None, *args, **kwargs):
    context = _Raises(exception_class)
    if callable is None:
        return context
    with context:
        callable(*args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, callable=None, *args, **kwargs):
    context = _Raises(exception_class, expected_regexp)
    if callable is None:
        return context
    with context:
        callable(*args, **kwargs)
