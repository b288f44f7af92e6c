# Bytes with a buffer: BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair. See _io.py.
import errno
from _io_raw import (_bytes_needed, _BufferedIOBase, _dirty, _index, _InMemory, _Layer, _RawIOBase, _SEEK_CUR, _SEEK_SET,
                     _size_argument, _writable_bytes, BlockingIOError, DEFAULT_BUFFER_SIZE, UnsupportedOperation)

__name__ = "_io"


class BytesIO(_InMemory, _BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""
    _CLOSED = "I/O operation on closed file."
    _INTERNAL = frozenset({"_data", "_position", "_io_closed"})

    def __init__(self, initial_bytes=b""):
        self._data = bytearray()
        self._position = 0
        if initial_bytes is not None:
            self._data += _bytes_needed(initial_bytes)

    def __getstate__(self):
        self._check()
        return self.getvalue(), self._position, self._own_attributes()

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) < 3:
            kind = type(self)
            raise TypeError(f"{kind.__module__}.{kind.__qualname__}.__setstate__ argument should be 3-tuple, got {type(state).__name__}")
        self._check()
        if "_data" in self.__dict__:
            self._data.clear()   # refused while it is exported
        BytesIO.__init__(self, state[0])
        self._restore(state[1], state[2], "second item of state must be an integer, not",
                      "third item of state should be a dict, got a")

    def close(self):
        if not self._io_closed:
            self._data.clear()   # refused while it is exported
        self._io_closed = True

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
        position = _index(position)
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
        size = self._position if size is None else _size_argument(size)
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size


_MOST_BUFFERED = 1 << 40


class _BufferedFile(_Layer, _BufferedIOBase):
    """What BufferedReader, BufferedWriter and BufferedRandom share: a raw stream below."""
    _raw = None

    def _start(self, raw, buffer_size):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        if buffer_size > _MOST_BUFFERED:
            raise MemoryError
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
    def mode(self):
        return self._below().mode

    def __repr__(self):
        kind = f"{type(self).__module__}.{type(self).__qualname__}"
        try:
            return f"<{kind} name={self.name!r}>"
        except Exception:
            return f"<{kind}>"

    def flush(self):
        if self._below().closed:
            raise ValueError("flush of closed file")
        self._below().flush()

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
                self._make_room(len(data))
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
            self._make_room(n)
        return n

    def _make_room(self, n):
        """Writes what is buffered. If the raw stream takes no more now, what a buffer cannot hold of the last n bytes is refused."""
        try:
            return self._flush_parts()
        except BlockingIOError as e:
            excess = self._size - self._buffer_size
            if excess <= 0:
                return
            error = BlockingIOError(e.errno, e.strerror, n - excess)
        self._parts, self._size = [self._parts[0][:self._buffer_size]], self._buffer_size
        raise error

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
                _dirty[id(self)] = self
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
