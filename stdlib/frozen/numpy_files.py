"""numpy: Reading and writing arrays."""
import builtins as _py

import numpy as np
from _numpy import *
import _numpy


# ---- files

_magic = b'\x93NUMPY'


def _write_array(f, a):
    a = asanyarray(a)
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    header = "{'descr': %r, 'fortran_order': %r, 'shape': %r, }" % (a.dtype.str, fortran, a.shape)
    length = len(header) + 1
    header += ' ' * (-(10 + length) % 64) + '\n'
    f.write(_magic + b'\x01\x00' + len(header).to_bytes(2, 'little') + header.encode('latin1'))
    f.write(a.tobytes('F' if fortran else 'C'))


def _read_array(f):
    import ast
    if f.read(6) != _magic:
        raise ValueError('Cannot load file containing pickled data when allow_pickle=False')
    major = f.read(2)[0]
    size = int.from_bytes(f.read(2 if major == 1 else 4), 'little')
    header = ast.literal_eval(f.read(size).decode('latin1' if major < 3 else 'utf8'))
    shape = header['shape']
    kind = np.dtype(header['descr'].lstrip('<|='))
    n = 1
    for d in shape:
        n *= d
    flat = np.frombuffer(f.read(n * kind.itemsize), kind, n).copy()
    return flat.reshape(shape[::-1]).T if header['fortran_order'] else flat.reshape(shape)


def save(file, arr, allow_pickle=True, fix_imports=True):
    if hasattr(file, 'write'):
        return _write_array(file, arr)
    import os
    file = os.fspath(file)
    with open(file if file.endswith('.npy') else file + '.npy', 'wb') as f:
        _write_array(f, arr)


class NpzFile:
    """The arrays of an .npz file, read when asked for."""

    def __init__(self, file):
        import zipfile
        self.zip = zipfile.ZipFile(file)
        self.files = [n[:-4] if n.endswith('.npy') else n for n in self.zip.namelist()]

    def __getitem__(self, key):
        if key not in self.files:
            raise KeyError('%s is not a file in the archive' % key)
        import io
        return _read_array(io.BytesIO(self.zip.read(key + '.npy')))

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, key):
        return key in self.files

    def keys(self):
        return list(self.files)

    def items(self):
        return [(k, self[k]) for k in self.files]

    def values(self):
        return [self[k] for k in self.files]

    def close(self):
        self.zip.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII'):
    if mmap_mode is not None:
        raise NotImplementedError("pyvm's numpy.load has no mmap_mode")
    if hasattr(file, 'read'):
        start = file.read(4)
        file.seek(-len(start), 1)
        return NpzFile(file) if start == b'PK\x03\x04' else _read_array(file)
    with open(file, 'rb') as f:
        if f.read(4) == b'PK\x03\x04':
            return NpzFile(file)
        f.seek(0)
        return _read_array(f)


def _save_zip(file, args, kwds, compress):
    import io
    import os
    import zipfile
    if not hasattr(file, 'write'):
        file = os.fspath(file)
        file = file if file.endswith('.npz') else file + '.npz'
    for i, a in enumerate(args):
        kwds['arr_%d' % i] = a
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as z:
        for name, a in kwds.items():
            data = io.BytesIO()
            _write_array(data, a)
            z.writestr(name + '.npy', data.getvalue())


def savez(file, *args, **kwds):
    _save_zip(file, args, kwds, False)


def savez_compressed(file, *args, **kwds):
    _save_zip(file, args, kwds, True)


def savetxt(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None):
    X = asarray(X)
    if X.ndim == 0 or X.ndim > 2:
        raise ValueError('Expected 1D or 2D array, got %dD array instead' % X.ndim)
    if X.ndim == 1:
        X = X[:, None]
    columns = X.shape[1]
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != columns:
            raise AttributeError('fmt has wrong shape.  %s' % str(fmt))
        row_format = delimiter.join(fmt)
    elif fmt.count('%') == 1:
        row_format = delimiter.join([fmt] * columns)
    else:
        row_format = fmt
    own = not hasattr(fname, 'write')
    f = open(fname, 'w', encoding=encoding or 'latin1') if own else fname

    def write(text):
        try:
            f.write(text)
        except TypeError:
            f.write(text.encode(encoding or 'latin1'))
    try:
        if header:
            write(comments + header.replace('\n', '\n' + comments) + newline)
        for row in X.tolist():
            write(row_format % tuple(row) + newline)
        if footer:
            write(comments + footer.replace('\n', '\n' + comments) + newline)
    finally:
        if own:
            f.close()


def loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0,
            encoding='bytes', max_rows=None, *, quotechar=None, like=None):
    kind = np.dtype(dtype)
    if isinstance(fname, str) or hasattr(fname, '__fspath__'):
        with open(fname, encoding=None if encoding == 'bytes' else encoding) as f:
            lines = f.read().splitlines()
    else:
        lines = [x.decode('latin1') if isinstance(x, bytes) else x for x in fname]
    marks = [comments] if isinstance(comments, str) else list(comments or ())
    usecols = [usecols] if isinstance(usecols, int) else usecols
    convert = int if kind.kind in 'iu' else complex if kind.kind == 'c' else float
    rows = []
    for number, line in enumerate(lines[skiprows:]):
        for mark in marks:
            line = line.split(mark, 1)[0]
        line = line.strip('\r\n') if delimiter else line.strip()
        if not line.strip():
            continue
        if max_rows is not None and len(rows) >= max_rows:
            break
        items = line.split(delimiter)
        if usecols is not None:
            items = [items[i] for i in usecols]
        if rows and len(items) != len(rows[0]):
            raise ValueError('the number of columns changed from %d to %d at row %d; use `usecols` to select a subset and avoid '
                             'this error' % (len(rows[0]), len(items), len(rows) + 1))
        values = []
        for i, item in enumerate(items):
            function = converters.get(i, convert) if isinstance(converters, dict) else converters or convert
            try:
                values.append(function(item))
            except ValueError:
                raise ValueError("could not convert string '%s' to %s at row %d, column %d."
                                 % (item.strip(), kind.name, len(rows), i + 1)) from None
        rows.append(values)
    if not rows:
        np._warn('loadtxt: input contained no data: "%s"' % (fname,), UserWarning)
    X = array(rows, kind)
    X = X.squeeze() if X.ndim > ndmin and ndmin == 0 and X.size else X
    if ndmin == 1 and X.ndim != 1:
        X = np.atleast_1d(X.squeeze())
    elif ndmin == 2:
        X = np.atleast_2d(X)
    return X.T if unpack else X


def genfromtxt(fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, unpack=None, **kwargs):
    if kwargs.get('names'):
        raise NotImplementedError("pyvm's numpy.genfromtxt has no names=")
    fill = np.nan if filling_values is None else filling_values

    def convert(text):
        text = text.strip()
        try:
            return float(text) if text else fill
        except ValueError:
            return fill
    return loadtxt(fname, dtype, comments, delimiter, convert, skip_header, usecols, bool(unpack), encoding=None)


def fromstring(string, dtype=float, count=-1, *, sep, like=None):
    if not sep:
        raise ValueError('The binary mode of fromstring is removed, use frombuffer instead')
    kind = np.dtype(dtype)
    items = string.split() if sep.isspace() else [x for x in string.split(sep) if x.strip()]
    if count >= 0:
        items = items[:count]
    return array([float(x) if kind.kind == 'f' else complex(x) if kind.kind == 'c' else int(x) for x in items], kind)


def fromfile(file, dtype=float, count=-1, sep='', offset=0, *, like=None):
    own = not hasattr(file, 'read')
    f = open(file, 'rb') if own else file
    try:
        if offset:
            f.seek(offset, 1)
        kind = np.dtype(dtype)
        data = f.read() if count < 0 or sep else f.read(count * kind.itemsize)
    finally:
        if own:
            f.close()
    if sep:
        return fromstring(data.decode(), kind, count, sep=sep)
    return np.frombuffer(data[:len(data) // kind.itemsize * kind.itemsize], kind).copy()


def show_config():
    print('pyvm: built in; OpenBLAS is loaded when a matrix product first needs it')


def get_include():
    raise NotImplementedError('pyvm has no C headers of NumPy')
