# The base classes of files and the raw layer, FileIO: one system call an operation. See _io.py.
import builtins
import errno
import posix
import sys
from _operator import index as _index

__name__ = "_io"   # where the classes belong
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = builtins.BlockingIOError
_SEEK_SET, _SEEK_CUR, _SEEK_END = 0, 1, 2
_dirty = {}   # writers that hold data, by id


class UnsupportedOperation(OSError, ValueError):
    __module__ = "io"


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
        return _index(size)
    except TypeError:
        if hasattr(type(size), "__index__"):
            raise
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


class _NotPickled:
    """Files of the operating system have no state that could be stored."""

    def __getstate__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")


class _Layer(_NotPickled):
    """What files that stand on another one share. A subclass has _below(), that one, and _drop(), which forgets what it keeps."""

    @property
    def closed(self):
        return self._below().closed

    @property
    def name(self):
        return self._below().name

    def seekable(self):
        return self._below().seekable()

    def fileno(self):
        return self._below().fileno()

    def isatty(self):
        return self._below().isatty()

    def close(self):
        below = self._below()
        if below.closed:
            return
        try:
            self.flush()
        finally:
            self._drop()
            below.close()


class _InMemory:
    """What BytesIO and StringIO share. A subclass says _CLOSED, its error text, and has __getstate__, readline."""

    def _check(self):
        if self._io_closed:
            raise ValueError(self._CLOSED)

    def _own_attributes(self):
        return {k: v for k, v in self.__dict__.items() if k not in self._INTERNAL} or None

    def _restore(self, position, attributes, bad_position, bad_attributes):
        """The end of __setstate__(), with the beginnings of its error texts."""
        if not isinstance(position, int):
            raise TypeError(f"{bad_position} {type(position).__name__}")
        if position < 0:
            raise ValueError("position value cannot be negative")
        self._position = position
        if attributes is not None:
            if not isinstance(attributes, dict):
                raise TypeError(f"{bad_attributes} {type(attributes).__name__}")
            self.__dict__.update(attributes)

    def __del__(self):
        pass   # nothing to close

    def close(self):
        self._io_closed = True

    def flush(self):
        self._check()

    def isatty(self):
        self._check()
        return False

    def readable(self):
        self._check()
        return True
    writable = seekable = readable

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class FileIO(_NotPickled, _RawIOBase):
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

    def __del__(self):
        if self._fd >= 0 and self._closefd and not self.closed:
            warn = getattr(sys.modules.get("warnings"), "warn", None)
            if warn is not None:
                warn(f"unclosed file {self!r}", ResourceWarning, stacklevel=2, source=self)
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
