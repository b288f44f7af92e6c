"""numpy: Types, their limits, and print options."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- types

def issubdtype(arg1, arg2):
    if not (isinstance(arg1, type) and issubclass(arg1, generic)):
        arg1 = dtype(arg1).type
    if not (isinstance(arg2, type) and issubclass(arg2, generic)):
        arg2 = dtype(arg2).type
    return issubclass(arg1, arg2)


def issubclass_(arg1, arg2):
    try:
        return issubclass(arg1, arg2)
    except TypeError:
        return False


def isfortran(a):
    return a.flags.fnc


def find_common_type(array_types, scalar_types):
    kinds = [dtype(t) for t in array_types] + [dtype(t) for t in scalar_types]
    return result_type(*kinds)


def common_type(*arrays):
    kind = float16
    for a in arrays:
        kind = promote_types(kind, float64 if a.dtype.kind in 'iub' else a.dtype)
    return kind.type


class iinfo:
    """Limits of an integer type."""

    def __init__(self, int_type):
        try:
            self.dtype = dtype(int_type)
        except TypeError:
            self.dtype = dtype(type(int_type))
        self.kind = self.dtype.kind
        self.bits = self.dtype.itemsize * 8
        self.key = '%s%d' % (self.kind, self.bits)
        if self.kind not in 'iu':
            raise ValueError('Invalid integer data type %r.' % (self.kind,))

    @property
    def min(self):
        return -(1 << (self.bits - 1)) if self.kind == 'i' else 0

    @property
    def max(self):
        return (1 << (self.bits - (self.kind == 'i'))) - 1

    def __str__(self):
        return ('Machine parameters for %s\n---------------------------------------------------------------\n'
                'min = %s\nmax = %s\n---------------------------------------------------------------\n'
                % (self.dtype, self.min, self.max))

    def __repr__(self):
        return '%s(min=%s, max=%s, dtype=%s)' % (type(self).__name__, self.min, self.max, self.dtype)


class finfo:
    """Limits of a floating-point type."""

    # bits, mantissa bits, smallest normal exponent, largest exponent, decimal digits
    _kinds = {'float16': (16, 10, -14, 16, 3), 'float32': (32, 23, -126, 128, 6), 'float64': (64, 52, -1022, 1024, 15)}

    def __new__(cls, dtype):
        try:
            kind = np._numpy.dtype(dtype)
        except TypeError:
            kind = np._numpy.dtype(type(dtype))
        if kind.kind == 'c':
            kind = np._numpy.dtype(float32 if kind.itemsize == 8 else float64)
        if kind.kind != 'f':
            raise ValueError('data type %r not inexact' % (dtype,))
        self = object.__new__(cls)
        self.dtype = kind
        t = kind.type
        self.bits, self.nmant, self.minexp, self.maxexp, self.precision = cls._kinds[kind.name]
        self.nexp = self.bits - 1 - self.nmant
        self.iexp = self.nexp
        self.machep = -self.nmant
        self.negep = -self.nmant - 1
        self.eps = t(2.0 ** -self.nmant)
        self.epsneg = t(2.0 ** (-self.nmant - 1))
        self.resolution = t(10.0 ** -self.precision)
        self.max = t((2.0 - 2.0 ** -self.nmant) * 2.0 ** (self.maxexp - 1))
        self.min = -self.max
        self.tiny = self.smallest_normal = t(2.0 ** self.minexp)
        self.smallest_subnormal = t(2.0 ** (self.minexp - self.nmant))
        return self

    def __repr__(self):
        return 'finfo(resolution=%s, min=-%s, max=%s, dtype=%s)' % (self.resolution, self.max, self.max, self.dtype)


class _typeinfo:
    pass


# ---- printing

_print_defaults = {'edgeitems': 3, 'threshold': 1000, 'floatmode': 'maxprec', 'precision': 8, 'suppress': False,
                   'linewidth': 75, 'nanstr': 'nan', 'infstr': 'inf', 'sign': '-', 'formatter': None, 'legacy': False}
_print_options = dict(_print_defaults)


def _checked_options(given):
    o = {k: v for k, v in given.items() if v is not None}
    if o.get('floatmode', 'fixed') not in ('fixed', 'unique', 'maxprec', 'maxprec_equal'):
        raise ValueError("floatmode option must be one of 'unique', 'maxprec', 'maxprec_equal', 'fixed'")
    if o.get('sign', '-') not in ('-', '+', ' '):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if 'threshold' in o:
        if isinstance(o['threshold'], str):
            raise TypeError('threshold must be numeric')
        if o['threshold'] != o['threshold']:
            raise ValueError('threshold must be non-NAN, try sys.maxsize for untruncated representation')
    if 'precision' in o:
        try:
            o['precision'] = o['precision'].__index__()
        except AttributeError:
            raise TypeError('precision must be an integer') from None
    return o


def _option_tuple(o):
    precision = o['precision']
    if o['floatmode'] == 'unique':
        precision = None
    return (precision, o['threshold'], o['edgeitems'], o['linewidth'], o['suppress'], o['nanstr'], o['infstr'], o['sign'],
            o['floatmode'], _expand_formatter(o['formatter']))


def _expand_formatter(formatter):
    if not formatter:
        return None
    out = {k: v for k, v in formatter.items() if v is not None}
    return out or None


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None,
                     formatter=None, sign=None, floatmode=None, *, legacy=None):
    o = _checked_options(dict(precision=precision, threshold=threshold, edgeitems=edgeitems, linewidth=linewidth,
                              suppress=suppress, nanstr=nanstr, infstr=infstr, sign=sign, floatmode=floatmode, legacy=legacy))
    o['formatter'] = formatter
    _print_options.update(o)
    np._numpy._print_options(_option_tuple(_print_options))


def get_printoptions():
    return dict(_print_options)


class printoptions:
    """Print options inside a with block."""

    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def __enter__(self):
        self.saved = dict(_print_options)
        set_printoptions(*self.args, **self.kwargs)
        return get_printoptions()

    def __exit__(self, *exc_info):
        _print_options.update(self.saved)
        np._numpy._print_options(_option_tuple(_print_options))


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', style=np._unset,
                 formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', *, legacy=None):
    o = dict(_print_options)
    o.update(_checked_options(dict(precision=precision, threshold=threshold, edgeitems=edgeitems, linewidth=max_line_width,
                                   suppress=suppress_small, sign=sign, floatmode=floatmode)))
    if formatter is not None:
        o['formatter'] = formatter
    return np._numpy._array_text(a, _option_tuple(o), separator, prefix, suffix)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small):
        return repr(arr)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    with printoptions(linewidth=max_line_width, precision=precision, suppress=suppress_small):
        return str(a)


def format_float_positional(x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None,
                            pad_right=None, min_digits=None):
    return np._numpy._float_text(x, precision, unique, fractional, trim, sign, pad_left, pad_right, None, False)


def format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None,
                            min_digits=None):
    return np._numpy._float_text(x, precision, unique, True, trim, sign, pad_left, None, exp_digits, True)


def base_repr(number, base=2, padding=0):
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    if not 2 <= base <= len(digits):
        raise ValueError('Bases less than 2 not handled in base_repr.' if base < 2 else
                         'Bases greater than 36 not handled in base_repr.')
    n = _py.abs(int(number))
    out = []
    while n:
        out.append(digits[n % base])
        n //= base
    if padding:
        out.append('0' * padding)
    if number < 0:
        out.append('-')
    return ''.join(reversed(out or '0'))


def binary_repr(num, width=None):
    num = int(num)
    if num >= 0:
        text = bin(num)[2:]
        return text if width is None else text.zfill(width)
    if width is None:
        return '-' + bin(-num)[2:]
    return bin((1 << width) + num)[2:].zfill(width)
