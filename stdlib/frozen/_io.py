# The layers of files: raw (FileIO), buffered, text. Part of the program as frozen source; its frames are hidden from
# tracebacks, so that errors look as if they came from native code.
#
# Invariants:
#   1. Writers that hold data stand in _dirty. They are flushed when a file is opened and at exit: a program that does not
#      close what it wrote, and relies on it being closed when the last reference goes, finds its data all the same.
#   2. BufferedReader: _chunk[_at:] are bytes read ahead. BufferedWriter: _parts are bytes to be written, _size their sum.
#   3. TextIOWrapper: _text[_next:] is decoded text not yet handed out; _snapshot = (decoder state before _chunk, _chunk)
#      tells how it came about, for tell().
#   4. Closing empties _parts, _text and _chunk: where there is data left the file is open, which the fast paths rely on.
import builtins
import errno
import posix
import sys

DEFAULT_BUFFER_SIZE = 8192
open = builtins.open   # which calls _open
BlockingIOError = builtins.BlockingIOError
_SEEK_SET, _SEEK_CUR, _SEEK_END = 0, 1, 2
_dirty = {}


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


def _flush_dirty():
    for file in list(_dirty.values()):
        try:
            file.flush()
        except Exception:
            _dirty.pop(id(file), None)


def text_encoding(encoding, stacklevel=2, /):
    if encoding is not None:
        return encoding
    if sys.flags.warn_default_encoding:
        import warnings
        warnings.warn("'encoding' argument not specified", EncodingWarning, stacklevel + 1)
    return "utf-8" if sys.flags.utf8_mode else "locale"


def open_code(path):
    if not isinstance(path, str):
        raise TypeError(f"open_code() argument 'path' must be str, not {type(path).__name__}")
    return _open(path, "rb")


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    _flush_dirty()
    if not isinstance(file, int):
        file = posix.fspath(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"open() argument 'encoding' must be str or None, not {type(encoding).__name__}")
    if errors is not None and not isinstance(errors, str):
        raise TypeError(f"open() argument 'errors' must be str or None, not {type(errors).__name__}")
    flags = set(mode)
    if flags - set("axrwb+t") or len(mode) > len(flags):
        raise ValueError(f"invalid mode: {mode!r}")
    creating, reading, writing, appending = "x" in flags, "r" in flags, "w" in flags, "a" in flags
    updating, text, binary = "+" in flags, "t" in flags, "b" in flags
    if text and binary:
        raise ValueError("can't have text and binary mode at once")
    if creating + reading + writing + appending != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if binary and encoding is not None:
        raise ValueError("binary mode doesn't take an encoding argument")
    if binary and errors is not None:
        raise ValueError("binary mode doesn't take an errors argument")
    if binary and newline is not None:
        raise ValueError("binary mode doesn't take a newline argument")
    if binary and buffering == 1:
        import warnings
        warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                      RuntimeWarning, 2)
    raw_mode = "".join(c for c in "xrwa" if c in flags) + ("+" if updating else "")
    raw = FileIO(file, raw_mode, closefd, opener)
    result = raw
    try:
        line_buffering = buffering == 1 or buffering < 0 and raw.isatty()
        if buffering < 0 or buffering == 1:
            buffering = max(raw._blksize, DEFAULT_BUFFER_SIZE) if raw._blksize > 1 else DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if binary:
                return raw
            raise ValueError("can't have unbuffered text I/O")
        if updating:
            result = BufferedRandom(raw, buffering)
        elif reading:
            result = BufferedReader(raw, buffering)
        else:
            result = BufferedWriter(raw, buffering)
        if binary:
            return result
        result = TextIOWrapper(result, text_encoding(encoding), errors, newline, line_buffering)
        result.mode = mode
        return result
    except BaseException:
        result.close()
        raise


def _bytes_needed(value):
    if isinstance(value, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    try:
        return memoryview(value)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'") from None


def _writable_bytes(buffer):
    view = memoryview(buffer)
    if view.readonly:
        raise TypeError(f"readinto() argument must be read-write bytes-like object, not {type(buffer).__name__}")
    return view.cast("B")


def _size_argument(size):
    if size is None:
        return -1
    try:
        return size.__index__()
    except AttributeError:
        raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None


class _IOBase:
    """The abstract base class for all I/O classes."""
    _io_closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def _check_open(self, message="I/O operation on closed file."):
        if self.closed:
            raise ValueError(message)
    _checkClosed = _check_open

    def _checkReadable(self):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable.")

    def _checkWritable(self):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable.")

    def _checkSeekable(self):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")

    def seek(self, offset, whence=_SEEK_SET, /):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, _SEEK_CUR)

    def truncate(self, size=None, /):
        self._unsupported("truncate")

    def flush(self):
        self._check_open()

    def close(self):
        if not self._io_closed:
            try:
                self.flush()
            finally:
                self._io_closed = True

    def __del__(self):
        try:
            closed = self.closed
        except AttributeError:
            return
        if not closed:
            self.close()

    @property
    def closed(self):
        return self._io_closed

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._check_open()
        return False

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readline(self, size=-1, /):
        size = _size_argument(size)
        peek = getattr(self, "peek", None)
        line = bytearray()
        while size < 0 or len(line) < size:
            wanted = 1
            if peek is not None:
                ahead = peek(1)
                if ahead:
                    end = ahead.find(b"\n") + 1
                    wanted = end or len(ahead)
                    if size >= 0:
                        wanted = min(wanted, size - len(line))
            data = self.read(wanted)
            if not isinstance(data, bytes):
                raise OSError(f"read() should have returned a bytes object, not '{type(data).__name__}'")
            if not data:
                break
            line += data
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def readlines(self, hint=-1, /):
        if hint is None or hint <= 0:
            return list(self)
        lines, size = [], 0
        for line in self:
            lines.append(line)
            size += len(line)
            if size >= hint:
                break
        return lines

    def writelines(self, lines, /):
        self._check_open()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """Base class for raw binary I/O."""

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        n = self.readinto(buffer)
        if n is None:
            return None
        return bytes(buffer[:n])

    def readall(self):
        parts = []
        while True:
            data = self.read(DEFAULT_BUFFER_SIZE)
            if not data:
                return b"".join(parts) if parts or data is not None else None
            parts.append(data)

    def readinto(self, buffer, /):
        self._unsupported("readinto")

    def write(self, data, /):
        self._unsupported("write")


class _BufferedIOBase(_IOBase):
    """Base class for buffered IO objects."""

    def read(self, size=-1, /):
        self._unsupported("read")

    def read1(self, size=-1, /):
        self._unsupported("read1")

    def readinto(self, buffer, /):
        return self._into(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._into(buffer, self.read1)

    def _into(self, buffer, read):
        view = _writable_bytes(buffer)
        data = read(len(view))
        view[:len(data)] = data
        return len(data)

    def write(self, data, /):
        self._unsupported("write")

    def detach(self):
        self._unsupported("detach")


class FileIO(_RawIOBase):
    """Open a file: raw bytes, one system call an operation."""
    _fd = -1
    _blksize = 0

    def __init__(self, file, mode="r", closefd=True, opener=None):
        if self._fd >= 0 and self._closefd:
            posix.close(self._fd)
        self._fd = -1
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        letters = [c for c in mode if c in "xrwa"]
        if set(mode) - set("xrwab+"):
            raise ValueError(f"invalid mode: {mode}")
        if len(letters) != 1 or mode.count("+") > 1:
            raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
        letter, plus = letters[0], "+" in mode
        self._created, self._appending = letter == "x", letter == "a"
        self._readable = letter == "r" or plus
        self._writable = letter != "r" or plus
        self._closefd = True
        self._seekable = None
        self.name = file
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            fd, opened = file, False
            self._closefd = closefd
        else:
            if not closefd:
                raise ValueError("Cannot use closefd=False with file name")
            fd, opened = self._open(file, letter, plus, opener), True
        try:
            status = posix.fstat(fd)
            if status.st_mode & 0o170000 == 0o040000:
                raise IsADirectoryError(errno.EISDIR, posix.strerror(errno.EISDIR), file)
            self._blksize = status.st_blksize
            self._fd = fd
            if self._appending:
                try:
                    posix.lseek(fd, 0, _SEEK_END)
                except OSError as error:
                    if error.errno != errno.ESPIPE:
                        raise
        except BaseException:
            self._fd = -1
            if opened:
                posix.close(fd)
            raise

    @staticmethod
    def _open(file, letter, plus, opener):
        flags = posix.O_RDWR if plus else posix.O_RDONLY if letter == "r" else posix.O_WRONLY
        flags |= posix.O_CLOEXEC | {"x": posix.O_EXCL | posix.O_CREAT, "w": posix.O_CREAT | posix.O_TRUNC,
                                    "a": posix.O_APPEND | posix.O_CREAT, "r": 0}[letter]
        if opener is not None:
            fd = opener(file, flags)
            if not isinstance(fd, int):
                raise TypeError("expected integer from opener")
            if fd < 0:
                raise ValueError(f"opener returned {fd}")
            return fd
        try:
            return posix.open(file, flags, 0o666)
        except OSError as error:
            if error.errno != errno.EMFILE:
                raise
        import gc
        gc.collect()   # files that nobody can reach any more are closed
        return posix.open(file, flags, 0o666)

    def __repr__(self):
        kind = f"{type(self).__module__}.{type(self).__qualname__}"
        if self._fd < 0:
            return f"<{kind} [closed]>"
        try:
            name = self.name
        except AttributeError:
            return f"<{kind} fd={self._fd} mode={self.mode!r} closefd={self._closefd}>"
        return f"<{kind} name={name!r} mode={self.mode!r} closefd={self._closefd}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    def __del__(self):
        if self._fd >= 0 and self._closefd and not self.closed:
            if "warnings" in sys.modules:
                sys.modules["warnings"].warn(f"unclosed file {self!r}", ResourceWarning, stacklevel=2, source=self)
            self.close()

    def _check(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed file")

    def _check_readable(self):
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")

    def _check_writable(self):
        if not self._writable:
            raise UnsupportedOperation("File not open for writing")

    def read(self, size=-1, /):
        self._check()
        self._check_readable()
        size = _size_argument(size)
        if size < 0:
            return self.readall()
        try:
            return posix.read(self._fd, size)
        except BlockingIOError:
            return None

    def readall(self):
        self._check()
        self._check_readable()
        size = DEFAULT_BUFFER_SIZE
        try:
            size = max(posix.fstat(self._fd).st_size - posix.lseek(self._fd, 0, _SEEK_CUR) + 1, 1)
        except OSError:
            pass
        parts = []
        while True:
            try:
                data = posix.read(self._fd, size)
            except BlockingIOError:
                return b"".join(parts) if parts else None
            if not data:
                return b"".join(parts)
            parts.append(data)
            size = max(size, DEFAULT_BUFFER_SIZE)

    def readinto(self, buffer, /):
        self._check()
        self._check_readable()
        view = _writable_bytes(buffer)
        try:
            data = posix.read(self._fd, len(view))
        except BlockingIOError:
            return None
        view[:len(data)] = data
        return len(data)

    def write(self, data, /):
        self._check()
        self._check_writable()
        try:
            return posix.write(self._fd, _bytes_needed(data))
        except BlockingIOError:
            return None

    def seek(self, offset, whence=_SEEK_SET, /):
        self._check()
        if isinstance(offset, float):
            raise TypeError("an integer is required")
        return posix.lseek(self._fd, offset, whence)

    def tell(self):
        self._check()
        return posix.lseek(self._fd, 0, _SEEK_CUR)

    def truncate(self, size=None, /):
        self._check()
        self._check_writable()
        if size is None:
            size = self.tell()
        posix.ftruncate(self._fd, size)
        return size

    def close(self):
        if self._fd < 0 and self._io_closed:
            return
        fd, self._fd = self._fd, -1
        self._io_closed = True
        if fd >= 0 and self._closefd:
            posix.close(fd)

    @property
    def closed(self):
        return self._fd < 0

    def seekable(self):
        self._check()
        if self._seekable is None:
            try:
                self.tell()
                self._seekable = True
            except OSError:
                self._seekable = False
        return self._seekable

    def readable(self):
        self._check()
        return self._readable

    def writable(self):
        self._check()
        return self._writable

    def fileno(self):
        self._check()
        return self._fd

    def isatty(self):
        self._check()
        return posix.isatty(self._fd)

    @property
    def closefd(self):
        return self._closefd

    @property
    def mode(self):
        if self._created:
            return "xb+" if self._readable else "xb"
        if self._appending:
            return "ab+" if self._readable else "ab"
        if self._readable:
            return "rb+" if self._writable else "rb"
        return "wb"


class BytesIO(_BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray()
        self._position = 0
        if initial_bytes is not None:
            self._data += _bytes_needed(initial_bytes)

    def __getstate__(self):
        self._check()
        return self.getvalue(), self._position, {k: v for k, v in self.__dict__.items() if not k.startswith("_")} or None

    def __setstate__(self, state):
        self.__init__(state[0])
        self._position = state[1]
        if state[2]:
            self.__dict__.update(state[2])

    def __reduce_ex__(self, protocol):
        return type(self), (), self.__getstate__()

    def _check(self):
        if self._io_closed:
            raise ValueError("I/O operation on closed file.")

    def __del__(self):
        pass

    def close(self):
        self._io_closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        self._check()
        return memoryview(self._data)

    def read(self, size=-1, /):
        self._check()
        size = _size_argument(size)
        start = self._position
        end = len(self._data) if size < 0 else min(len(self._data), start + size)
        if start >= end:
            return b""
        self._position = end
        return bytes(self._data[start:end])

    def read1(self, size=-1, /):
        return self.read(size)

    def readline(self, size=-1, /):
        self._check()
        size = _size_argument(size)
        start = self._position
        end = self._data.find(b"\n", start) + 1 or len(self._data)
        if size >= 0:
            end = min(end, start + size)
        if start >= end:
            return b""
        self._position = end
        return bytes(self._data[start:end])

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readinto(self, buffer, /):
        self._check()
        return self._into(buffer, self.read)

    def write(self, data, /):
        self._check()
        view = _bytes_needed(data)
        if view.format != "B" or view.ndim != 1:
            view = memoryview(view.tobytes())
        n = len(view)
        if not n:
            return 0
        start, stored = self._position, self._data
        if start > len(stored):
            stored += bytes(start - len(stored))
        if start == len(stored):
            stored += view
        else:
            stored[start:start + n] = view
        self._position = start + n
        return n

    def seek(self, position, whence=_SEEK_SET, /):
        self._check()
        position = position.__index__()
        if whence == 0:
            if position < 0:
                raise ValueError(f"negative seek value {position}")
            self._position = position
        elif whence == 1:
            self._position = max(0, self._position + position)
        elif whence == 2:
            self._position = max(0, len(self._data) + position)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._position

    def tell(self):
        self._check()
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = self._position if size is None else size.__index__()
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size

    def readable(self):
        self._check()
        return True
    writable = seekable = readable


class _BufferedFile(_BufferedIOBase):
    """What BufferedReader, BufferedWriter and BufferedRandom share: a raw stream below."""
    _raw = None

    def _start(self, raw, buffer_size):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw = raw
        self._buffer_size = buffer_size

    def _below(self):
        raw = self._raw
        if raw is None:
            raise ValueError("raw stream has been detached" if "_buffer_size" in self.__dict__
                             else "I/O operation on uninitialized object")
        return raw

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        return self._below().closed

    @property
    def name(self):
        return self._below().name

    @property
    def mode(self):
        return self._below().mode

    def __repr__(self):
        kind = f"{type(self).__module__}.{type(self).__qualname__}"
        try:
            return f"<{kind} name={self.name!r}>"
        except Exception:
            return f"<{kind}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    def seekable(self):
        return self._below().seekable()

    def fileno(self):
        return self._below().fileno()

    def isatty(self):
        return self._below().isatty()

    def flush(self):
        if self._below().closed:
            raise ValueError("flush of closed file")
        self._below().flush()

    def close(self):
        raw = self._below()
        if raw.closed:
            return
        try:
            self.flush()
        finally:
            self._drop()
            raw.close()

    def _drop(self):
        _dirty.pop(id(self), None)
        self._chunk, self._at, self._parts, self._size = b"", 0, [], 0

    def detach(self):
        raw = self._below()
        self.flush()
        self._raw = None
        return raw


class BufferedReader(_BufferedFile):
    """Create a new buffered reader using the given readable raw IO object."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        self._start(raw, buffer_size)
        self._chunk, self._at = b"", 0

    def readable(self):
        return self._below().readable()

    def _check(self, what):
        if self._below().closed:
            raise ValueError(f"{what} of closed file")

    def _fill(self):
        """Reads ahead once; None where the raw stream has nothing now, b"" at its end."""
        data = self._raw.read(self._buffer_size)
        if data:
            self._chunk, self._at = data, 0
        return data

    def read(self, size=-1, /):
        size = _size_argument(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        self._check("read")
        start = self._at
        if size == -1:
            ahead = self._chunk[start:]
            self._chunk, self._at = b"", 0
            rest = self._raw.readall() if hasattr(self._raw, "readall") else _RawIOBase.readall(self._raw)
            if rest is None:
                return ahead or None
            return ahead + rest if ahead else rest
        end = start + size
        if end <= len(self._chunk):
            self._at = end
            return self._chunk[start:end]
        parts = [self._chunk[start:]]
        missing = size - len(parts[0])
        self._chunk, self._at = b"", 0
        while missing > 0:
            data = self._raw.read(missing) if missing >= self._buffer_size else self._fill()
            if not data:
                if data is None and not any(parts):
                    return None
                break
            if data is self._chunk:
                self._at = min(missing, len(data))
                data = data[:missing]
            parts.append(data)
            missing -= len(data)
        return b"".join(parts)

    def read1(self, size=-1, /):
        size = _size_argument(size)
        self._check("read")
        if size < 0:
            size = self._buffer_size
        if size == 0:
            return b""
        if self._at >= len(self._chunk):
            self._chunk, self._at = b"", 0
            if not self._fill():
                return b""
        start = self._at
        self._at = end = min(start + size, len(self._chunk))
        return self._chunk[start:end]

    def peek(self, size=0, /):
        self._check("peek")
        if self._at >= len(self._chunk):
            self._chunk, self._at = b"", 0
            self._fill()
        return self._chunk[self._at:]

    def readline(self, size=-1, /):
        size = _size_argument(size)
        self._check("readline")
        parts = []
        while size != 0:
            if self._at >= len(self._chunk):
                self._chunk, self._at = b"", 0
                if not self._fill():
                    break
            start = self._at
            found = self._chunk.find(b"\n", start) + 1
            end = found or len(self._chunk)
            if 0 <= size < end - start:
                end, found = start + size, 1
            self._at = end
            piece = self._chunk[start:end]
            if found:
                return b"".join(parts) + piece if parts else piece
            parts.append(piece)
            size -= len(piece)
        return b"".join(parts)

    def __next__(self):
        chunk, start = self._chunk, self._at
        end = chunk.find(b"\n", start) + 1
        if end:
            self._at = end
            return chunk[start:end]
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        return self._below().tell() - len(self._chunk) + self._at

    def seek(self, position, whence=_SEEK_SET, /):
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence value ({whence}, should be 0, 1 or 2)" if isinstance(whence, int) else
                             "invalid whence value")
        self._check("seek")
        if not self._raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if whence == 1:
            position -= len(self._chunk) - self._at
        self._chunk, self._at = b"", 0
        return self._raw.seek(position, whence)

    def truncate(self, size=None, /):
        if size is None:
            size = self.tell()
        return self._below().truncate(size)


class BufferedWriter(_BufferedFile):
    """A buffer for a writeable sequential RawIO object."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._start(raw, buffer_size)
        self._parts, self._size = [], 0

    def writable(self):
        return self._below().writable()

    def write(self, data, /):
        if self._parts and type(data) is bytes:
            self._parts.append(data)
            self._size += len(data)
            if self._size > self._buffer_size:
                self._flush_parts()
            return len(data)
        if self._below().closed:
            raise ValueError("write to closed file")
        view = _bytes_needed(data)
        n = view.nbytes
        if type(data) is not bytes:
            data = view.tobytes()
        if not self._parts:
            _dirty[id(self)] = self
        self._parts.append(data)
        self._size += n
        if self._size > self._buffer_size:
            self._flush_parts()
        return n

    def _flush_parts(self):
        _dirty.pop(id(self), None)
        if not self._parts:
            return
        data = memoryview(b"".join(self._parts))
        self._parts, self._size = [], 0
        done = 0
        try:
            while done < len(data):
                n = self._raw.write(data[done:])
                if n is None:
                    raise BlockingIOError(errno.EAGAIN, "write could not complete without blocking", 0)
                if n < 0 or n > len(data) - done:
                    raise OSError(f"raw write() returned invalid length {n} (should have been between 0 and {len(data) - done})")
                done += n
        except BaseException:
            rest = bytes(data[done:])
            if rest and not self._raw.closed:
                self._parts, self._size = [rest], len(rest)
            raise

    def flush(self):
        if self._below().closed:
            raise ValueError("flush of closed file")
        self._flush_parts()

    def tell(self):
        return self._below().tell() + self._size

    def seek(self, position, whence=_SEEK_SET, /):
        if whence not in (0, 1, 2):
            raise ValueError("invalid whence value")
        self.flush()
        return self._raw.seek(position, whence)

    def truncate(self, size=None, /):
        self.flush()
        if size is None:
            size = self._raw.tell()
        return self._raw.truncate(size)


class BufferedRandom(BufferedWriter):
    """A buffered interface to random access streams."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        BufferedWriter.__init__(self, raw, buffer_size)
        self._chunk, self._at = b"", 0

    readable = BufferedReader.readable
    _check = BufferedReader._check
    _fill = BufferedReader._fill

    def _forget_ahead(self):
        ahead = len(self._chunk) - self._at
        self._chunk, self._at = b"", 0
        if ahead:
            self._raw.seek(-ahead, _SEEK_CUR)

    def read(self, size=-1, /):
        self._check("read")
        self._flush_parts()
        return BufferedReader.read(self, size)

    def read1(self, size=-1, /):
        self._check("read")
        self._flush_parts()
        return BufferedReader.read1(self, size)

    def peek(self, size=0, /):
        self._check("peek")
        self._flush_parts()
        return BufferedReader.peek(self, size)

    def readline(self, size=-1, /):
        self._check("readline")
        self._flush_parts()
        return BufferedReader.readline(self, size)

    def write(self, data, /):
        if self._below().closed:
            raise ValueError("write to closed file")
        self._forget_ahead()
        return BufferedWriter.write(self, data)

    def tell(self):
        return self._below().tell() + self._size - len(self._chunk) + self._at

    def seek(self, position, whence=_SEEK_SET, /):
        if whence not in (0, 1, 2):
            raise ValueError("invalid whence value")
        self.flush()
        self._forget_ahead()
        return self._raw.seek(position, whence)

    def truncate(self, size=None, /):
        self.flush()
        if size is None:
            size = self.tell()
        return self._raw.truncate(size)


class BufferedRWPair(_BufferedIOBase):
    """A buffered reader and writer object together."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(size)

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, buffer, /):
        return self.reader.readinto(buffer)

    def readinto1(self, buffer, /):
        return self.reader.readinto1(buffer)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def write(self, data, /):
        return self.writer.write(data)

    def flush(self):
        return self.writer.flush()

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def isatty(self):
        return self.writer.isatty() or self.reader.isatty()

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    @property
    def closed(self):
        return self.writer.closed


class _TextIOBase(_IOBase):
    """Base class for text I/O."""
    encoding = newlines = errors = None

    def read(self, size=-1, /):
        self._unsupported("read")

    def readline(self, size=-1, /):
        self._unsupported("readline")

    def write(self, text, /):
        self._unsupported("write")

    def detach(self):
        self._unsupported("detach")


class IncrementalNewlineDecoder:
    """Codec used when reading a file in universal newlines mode."""

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder = decoder
        self._translate = bool(translate)
        self.errors = errors
        self._seen = 0   # 1: \n, 2: \r, 4: \r\n
        self._pending = False

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final)
        if self._pending and (text or final):
            text = "\r" + text
            self._pending = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._pending = True
        if "\r" not in text:
            if self._seen & 1 == 0 and "\n" in text:
                self._seen |= 1
            return text
        pairs = text.count("\r\n")
        self._seen |= (4 if pairs else 0) | (2 if text.count("\r") > pairs else 0) | (1 if text.count("\n") > pairs else 0)
        if self._translate:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def getstate(self):
        data, flags = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return data, flags << 1 | self._pending

    def setstate(self, state):
        data, flags = state
        self._pending = bool(flags & 1)
        if self.decoder is not None:
            self.decoder.setstate((data, flags >> 1))

    def reset(self):
        self._seen, self._pending = 0, False
        if self.decoder is not None:
            self.decoder.reset()

    @property
    def newlines(self):
        return _newlines_seen(self._seen)


def _newlines_seen(seen):
    kinds = [kind for bit, kind in ((2, "\r"), (1, "\n"), (4, "\r\n")) if seen & bit]
    return tuple(kinds) if len(kinds) > 1 else kinds[0] if kinds else None


def _check_newline(newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline!r}")


def _line_end(text, start, newline):
    """Where the line that begins at `start` ends, after its newline; 0: it does not end in `text`."""
    if newline is None or newline == "\n":
        return text.find("\n", start) + 1
    if newline:
        at = text.find(newline, start)
        return at + len(newline) if at >= 0 else 0
    feed, carriage = text.find("\n", start), text.find("\r", start)
    if carriage < 0 or 0 <= feed < carriage:
        return feed + 1
    if carriage + 1 == len(text):
        return 0   # perhaps the first half of \r\n
    return carriage + 2 if text[carriage + 1] == "\n" else carriage + 1


class TextIOWrapper(_TextIOBase):
    """Character and line based layer over a BufferedIOBase object, buffer."""
    _buffer = None
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_newline(newline)
        if encoding is None or encoding == "locale":
            encoding = "UTF-8"   # that of every locale here
        if not isinstance(encoding, str):
            raise TypeError(f"TextIOWrapper() argument 'encoding' must be str or None, not {type(encoding).__name__}")
        if errors is not None and not isinstance(errors, str):
            raise TypeError(f"TextIOWrapper() argument 'errors' must be str or None, not {type(errors).__name__}")
        if "\0" in encoding or errors is not None and "\0" in errors:
            raise ValueError("embedded null character")
        self._set_codec(encoding, "strict" if errors is None else errors)
        self._buffer = buffer
        self._line_buffering, self._write_through = bool(line_buffering), bool(write_through)
        self._set_newline(newline)
        self._settle_writing()
        self._seekable = self._telling = buffer.seekable()
        self._parts, self._size = [], 0
        self._forget_text()
        if self._seekable and buffer.writable() and buffer.tell() != 0 and self._fast != "utf-8":
            self._encoder_started = True
        else:
            self._encoder_started = False

    def _set_codec(self, encoding, errors):
        name = encoding.lower().replace("_", "-")
        self._fast = {"utf-8": "utf-8", "utf8": "utf-8", "ascii": "ascii", "us-ascii": "ascii", "latin-1": "latin-1",
                      "iso-8859-1": "latin-1", "latin1": "latin-1"}.get(name)
        self._info = None
        if not self._fast or errors not in ("strict", "ignore", "replace", "backslashreplace", "surrogateescape",
                                            "surrogatepass", "xmlcharrefreplace", "namereplace"):
            import codecs
            self._info = codecs.lookup(encoding)
            if not self._info._is_text_encoding:
                raise LookupError(f"{encoding!r} is not a text encoding; use codecs.open() to handle arbitrary codecs")
            codecs.lookup_error(errors)
        self._encoding, self._errors = encoding, errors
        self._encoder = self._decoder = None

    def _set_newline(self, newline):
        self._newline = newline
        self._translate = newline is None
        self._universal = not newline
        self._write_newline = newline if newline not in (None, "", "\n") else None

    def _settle_writing(self):
        # Text goes into _parts as it is, and stays there until there is much of it.
        self._plain = not self._line_buffering and not self._write_through and self._write_newline is None

    def _forget_text(self):
        self._text, self._next = "", 0
        self._snapshot = None

    def _below(self):
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached" if "_newline" in self.__dict__
                             else "I/O operation on uninitialized object")
        return self._buffer

    def _check(self):
        if self._below().closed:
            raise ValueError("I/O operation on closed file.")

    def __repr__(self):
        text = f"<{type(self).__module__}.{type(self).__qualname__}"
        for attribute in "name", "mode":
            try:
                text += f" {attribute}={getattr(self, attribute)!r}"
            except Exception:
                pass
        return f"{text} encoding={self._encoding!r}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def write_through(self):
        return self._write_through

    @property
    def buffer(self):
        return self._buffer

    @property
    def closed(self):
        return self._below().closed

    @property
    def name(self):
        return self._below().name

    @property
    def newlines(self):
        return self._decoder.newlines if self._decoder is not None and self._universal else None

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not ...):
            raise UnsupportedOperation("It is not possible to set the encoding or newline of stream after the first read")
        if newline is not ...:
            _check_newline(newline)
        self.flush()
        if encoding is not None or errors is not None:
            self._set_codec(self._encoding if encoding is None else encoding,
                            errors if errors is not None else self._errors if encoding is None else "strict")
        if newline is not ...:
            self._set_newline(newline)
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)
        self._settle_writing()

    def seekable(self):
        return self._below().seekable()

    def readable(self):
        return self._below().readable()

    def writable(self):
        return self._below().writable()

    def fileno(self):
        return self._below().fileno()

    def isatty(self):
        return self._below().isatty()

    # ---- writing
    def write(self, text, /):
        parts = self._parts
        if parts and self._plain and type(text) is str:
            parts.append(text)
            self._size += len(text)
            if self._size > 8192:
                self._flush_parts()
            return len(text)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        buffer = self._below()
        if buffer.closed:
            raise ValueError("I/O operation on closed file.")
        length = len(text)
        if self._text or self._snapshot is not None:
            self._forget_text()
        newline = self._line_buffering and "\n" in text or "\r" in text and self._line_buffering
        if self._write_newline is not None and "\n" in text:
            text = text.replace("\n", self._write_newline)
        if not self._parts:
            if not buffer.writable():
                raise UnsupportedOperation("not writable")
            _dirty[id(self)] = self
        self._parts.append(text)
        self._size += length
        if self._size > self._CHUNK_SIZE or newline or self._write_through:
            self._flush_parts()
            if newline:
                buffer.flush()
        return length

    def _encode(self, text):
        if self._info is None:
            return text.encode(self._fast, self._errors)
        if self._encoder is None:
            self._encoder = self._info.incrementalencoder(self._errors)
            if self._encoder_started:
                self._encoder.setstate(0)   # no byte-order mark in the middle of a file
        return self._encoder.encode(text)

    def _flush_parts(self):
        _dirty.pop(id(self), None)
        if self._parts:
            text = "".join(self._parts)
            self._parts, self._size = [], 0
            self._buffer.write(self._encode(text))

    def flush(self):
        self._check()
        self._telling = self._seekable
        self._flush_parts()
        self._buffer.flush()

    def close(self):
        buffer = self._below()
        if buffer.closed:
            return
        try:
            self.flush()
        finally:
            _dirty.pop(id(self), None)
            self._parts, self._size = [], 0
            self._forget_text()
            buffer.close()

    def detach(self):
        buffer = self._below()
        self.flush()
        self._buffer = None
        return buffer

    # ---- reading
    def _make_decoder(self):
        if not self._below().readable():
            raise UnsupportedOperation("not readable")
        if self._info is not None:
            decoder = self._info.incrementaldecoder(self._errors)
        else:
            import codecs
            decoder = codecs.getincrementaldecoder(self._fast)(self._errors)
        if self._universal:
            decoder = IncrementalNewlineDecoder(decoder, self._translate)
        self._decoder = decoder
        return decoder

    def _read_chunk(self):
        """Decodes more text behind what is left; False at the end of the file."""
        decoder = self._decoder or self._make_decoder()
        state = decoder.getstate() if self._telling else None
        data = self._buffer.read1(self._CHUNK_SIZE)
        if not isinstance(data, bytes):
            raise TypeError(f"underlying read1() should have returned a bytes-like object, not '{type(data).__name__}'")
        text = decoder.decode(data, not data)
        left = self._text[self._next:]
        if self._telling:
            if left and self._snapshot is not None:
                # The left-over text stays in front: the snapshot goes back to where it began.
                old_state, old_data, skipped = self._snapshot
                self._snapshot = old_state, old_data + data, skipped + self._next
            else:
                self._snapshot = state, state[0] + data, 0
        self._text, self._next = left + text, 0
        return bool(data) or bool(text)

    def read(self, size=-1, /):
        size = _size_argument(size)
        self._check()
        if self._parts:
            self._flush_parts()
        decoder = self._decoder or self._make_decoder()
        if size < 0:
            data = self._buffer.read()
            if data is None:
                raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
            text = self._text[self._next:] + decoder.decode(data, True)
            self._forget_text()
            return text
        while len(self._text) - self._next < size and self._read_chunk():
            pass
        start = self._next
        self._next = min(start + size, len(self._text))
        return self._text[start:self._next]

    def readline(self, size=-1, /):
        if not isinstance(size, int):
            size = _size_argument(size)
        self._check()
        if self._parts:
            self._flush_parts()
        if self._decoder is None:
            self._make_decoder()
        searched = self._next
        while True:
            start = self._next
            end = _line_end(self._text, searched, self._newline)
            if end or 0 <= size <= len(self._text) - start:
                break
            searched = max(0, len(self._text) - start - 1)
            if not self._read_chunk():
                end = len(self._text)
                start = self._next
                if 0 <= size < end - start:
                    end = start + size
                self._next = end
                return self._text[start:end]
        if not end or 0 <= size < end - start:
            end = start + size
        self._next = end
        return self._text[start:end]

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        text, start = self._text, self._next
        end = text.find("\n", start) + 1
        if end and self._newline is None:
            self._next = end
            self._telling = False
            return text[start:end]
        self._telling = False
        line = self.readline()
        if not line:
            self._snapshot = None
            self._telling = self._seekable
            raise StopIteration
        return line

    # ---- position. A cookie: the byte position of the snapshot, the decoder's flags, bytes to feed and characters to skip.
    def tell(self):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self.flush()
        position = self._buffer.tell()
        if self._decoder is None or self._snapshot is None:
            return position
        (_, flags), data, skipped = self._snapshot
        position -= len(data)
        wanted = skipped + self._next
        if not wanted:
            return position | flags << 64
        saved = self._decoder.getstate()
        try:
            return self._cookie(position, flags, data, wanted)
        finally:
            self._decoder.setstate(saved)

    def _cookie(self, position, flags, data, wanted):
        """Feeds the decoder byte by byte up to `wanted` characters; the last clean place before is the cookie's."""
        decoder = self._decoder
        decoder.setstate((b"", flags))
        fed = made = 0
        clean = (0, flags, 0)
        for fed in range(1, len(data) + 1):
            made += len(decoder.decode(data[fed - 1:fed]))
            pending, now = decoder.getstate()
            if not pending and made <= wanted:
                clean = (fed, now, made)
            if made >= wanted:
                break
        start, flags, at = clean
        skip = wanted - at
        if not skip:
            return position + start | flags << 64
        final = made < wanted
        return position + start | flags << 64 | (fed - start) << 128 | skip << 192 | final << 256

    def seek(self, cookie, whence=_SEEK_SET, /):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == _SEEK_CUR:
            if cookie:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), _SEEK_SET
        if whence == _SEEK_END:
            if cookie:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            position = self._buffer.seek(0, _SEEK_END)
            self._forget_text()
            if self._decoder is not None:
                self._decoder.reset()
            return position
        if whence != _SEEK_SET:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if cookie < 0:
            raise ValueError(f"negative seek position {cookie!r}")
        self.flush()
        mask = (1 << 64) - 1
        start, flags = cookie & mask, cookie >> 64 & mask
        feed, skip, final = cookie >> 128 & mask, cookie >> 192 & mask, cookie >> 256
        self._buffer.seek(start)
        self._forget_text()
        if cookie == 0 and self._decoder is not None:
            self._decoder.reset()
        elif self._decoder is not None or flags or skip:
            decoder = self._decoder or self._make_decoder()
            decoder.setstate((b"", flags))
        if skip:
            data = self._buffer.read(feed)
            self._text = self._decoder.decode(data, bool(final))
            if len(self._text) < skip:
                raise OSError("can't restore logical file position")
            self._next = skip
            self._snapshot = (b"", flags), data, 0
        if cookie == 0 and self._encoder is not None:
            self._encoder.reset()
        return cookie

    def truncate(self, size=None, /):
        self.flush()
        if size is None:
            size = self.tell()
        return self._buffer.truncate(size)


class StringIO(_TextIOBase):
    """Text I/O implementation using an in-memory buffer."""

    # Text that is only appended stands in _parts, with the position at its end (_at_end); everything else first makes it
    # one string.
    def __init__(self, initial_value="", newline="\n"):
        _check_newline(newline)
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._newline = newline
        self._seen = 0
        self._whole, self._parts, self._position, self._at_end = "", [], 0, True
        if initial_value:
            self.write(initial_value)
            self.seek(0)

    def __getstate__(self):
        self._check()
        return self.getvalue(), self._newline, self.tell(), None

    def __setstate__(self, state):
        self.__init__("", state[1])
        self._whole = state[0]
        self.seek(state[2])

    def __reduce_ex__(self, protocol):
        return type(self), (), self.__getstate__()

    def _check(self):
        if self._io_closed:
            raise ValueError("I/O operation on closed file")

    def _join(self):
        if self._parts:
            self._whole += "".join(self._parts)
            self._parts = []
        return self._whole

    def _settle(self):
        """One string and a position in it."""
        whole = self._join()
        if self._at_end:
            self._position, self._at_end = len(whole), False
        return whole

    def __del__(self):
        pass

    def close(self):
        self._io_closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    @property
    def line_buffering(self):
        self._check()
        return False

    @property
    def newlines(self):
        self._check()
        return _newlines_seen(self._seen) if self._newline is None else None

    def readable(self):
        self._check()
        return True
    writable = seekable = readable

    def getvalue(self):
        self._check()
        return self._join()

    def write(self, text, /):
        if self._io_closed:
            raise ValueError("I/O operation on closed file")
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        length = len(text)
        newline = self._newline
        if newline is None:
            if "\r" in text:
                pairs = text.count("\r\n")
                self._seen |= (4 if pairs else 0) | (2 if text.count("\r") > pairs else 0)
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if "\n" in text:
                self._seen |= 1
        elif newline == "\r" or newline == "\r\n":
            text = text.replace("\n", newline)
        if not text:
            return length
        if self._at_end:
            self._parts.append(text)
            return length
        whole, start = self._join(), self._position
        if start > len(whole):
            whole += "\0" * (start - len(whole))
        end = start + len(text)
        self._whole = whole[:start] + text + whole[end:]
        self._position = end
        self._at_end = end == len(self._whole)
        return length

    def read(self, size=-1, /):
        self._check()
        size = _size_argument(size)
        whole, start = self._settle(), self._position
        end = len(whole) if size < 0 else min(len(whole), start + size)
        if start >= end:
            return ""
        self._position = end
        return whole[start:end]

    def readline(self, size=-1, /):
        self._check()
        size = _size_argument(size)
        whole, start = self._settle(), self._position
        end = _line_end(whole, start, self._newline) or len(whole)
        if size >= 0:
            end = min(end, start + size)
        if start >= end:
            return ""
        self._position = end
        return whole[start:end]

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def tell(self):
        self._check()
        self._settle()
        return self._position

    def seek(self, position, whence=_SEEK_SET, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and position < 0:
            raise ValueError(f"Negative seek position {position}")
        if whence and position:
            raise OSError("Can't do nonzero cur-relative seeks")
        whole = self._settle()
        if whence == 0:
            self._position = position
        elif whence == 2:
            self._position = len(whole)
        return self._position

    def truncate(self, size=None, /):
        self._check()
        whole = self._settle()
        if size is None:
            size = self._position
        elif size < 0:
            raise ValueError(f"Negative size value {size}")
        self._whole = whole[:size]
        return size


def _standard_stream(fd, name, unbuffered):
    """sys.stdin, stdout or stderr; None where the descriptor is not open."""
    try:
        raw = FileIO(fd, "r" if fd == 0 else "w", closefd=False)
    except OSError:
        return None
    raw.name = name
    if fd == 0:
        buffer = BufferedReader(raw)
    else:
        buffer = BufferedWriter(raw)
    encoding, _, errors = posix.environ.get(b"PYTHONIOENCODING", b"").decode().partition(":")
    if fd == 2:
        errors = "backslashreplace"
    stream = TextIOWrapper(buffer, encoding or "utf-8", errors or "strict", None if fd == 0 else "\n",
                           fd == 2 or raw.isatty(), unbuffered and fd != 0)
    if unbuffered and fd != 0:
        buffer._buffer_size = 0
    stream.mode = "r" if fd == 0 else "w"
    return stream
