# Text: TextIOWrapper, StringIO, IncrementalNewlineDecoder. See _io.py.
import errno
from _io_core import _TextCore
from _io_raw import (_dirty, _index, _InMemory, _IOBase, _Layer, _SEEK_CUR, _SEEK_END, _SEEK_SET, _size_argument,
                     BlockingIOError, UnsupportedOperation)

__name__ = "_io"


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


class TextIOWrapper(_TextCore, _Layer, _TextIOBase):
    """Character and line based layer over a BufferedIOBase object, buffer."""
    # _TextCore has write(), readline() and __next__(), which come to _write(), _readline() and _next_line() when there is no
    # text to read or none is waiting to be written.
    _buffer = None
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_newline(newline)
        if encoding is None:
            encoding = "locale"
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
        self._forget_parts()
        self._forget_text()
        self._find_start()

    def _find_start(self):
        buffer = self._buffer
        self._encoder_started = bool(self._fast != "utf-8" and self._seekable and buffer.writable() and buffer.tell() != 0)

    def _set_codec(self, encoding, errors):
        if encoding == "locale":
            encoding = "UTF-8"   # that of every locale here
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
        self._defers = ("ascii", "latin-1", "utf-8").index(self._fast) + 1 if self._info is None else 0
        self._encoding, self._errors = encoding, errors
        self._encoder = self._decoder = None

    def _set_newline(self, newline):
        self._newline = newline
        self._translate = newline is None
        self._feeds_end_lines = newline is None or newline == "\n"
        self._universal = not newline
        self._write_newline = newline if newline not in (None, "", "\n") else None

    def _settle_writing(self):
        # Text goes into _parts as it is, and stays there until there is much of it.
        self._plain = not self._line_buffering and not self._write_through and self._write_newline is None

    def _forget_parts(self):
        self._parts.clear()
        self._size = 0

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
            self._find_start()
        if newline is not ...:
            self._set_newline(newline)
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)
        self._settle_writing()

    def readable(self):
        return self._below().readable()

    def writable(self):
        return self._below().writable()

    # ---- writing
    def _write(self, text, /):
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
        if not self._parts and not buffer.writable():
            raise UnsupportedOperation("not writable")
        if self._may_wait(text):
            if not self._parts:
                _dirty[id(self)] = self
            self._parts.append(text)
            self._size += length
        else:
            data = self._encode(text)
            self._flush_parts()
            buffer.write(data)
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
            self._forget_parts()
            self._buffer.write(self._encode(text))

    def flush(self):
        self._check()
        self._telling = self._seekable
        self._flush_parts()
        self._buffer.flush()

    def _drop(self):
        _dirty.pop(id(self), None)
        self._forget_parts()
        self._forget_text()

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
        name = "read1" if hasattr(self._buffer, "read1") else "read"
        data = getattr(self._buffer, name)(self._CHUNK_SIZE)
        if not isinstance(data, bytes):
            try:
                data = bytes(memoryview(data))
            except TypeError:
                raise TypeError(f"underlying {name}() should have returned a bytes-like object, "
                                f"not '{type(data).__name__}'") from None
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

    def _readline(self, size=-1, /):
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

    def _next_line(self):
        """The next line, "" at the end; _telling is off by now."""
        line = self._readline()
        if not line:
            self._snapshot = None
            self._telling = self._seekable
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
            self._move_encoder(position)
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
        self._move_encoder(cookie)
        return cookie

    def _move_encoder(self, position):
        self._encoder_started = position != 0
        if self._encoder is not None:
            self._encoder.setstate(0) if position else self._encoder.reset()

    def truncate(self, size=None, /):
        self.flush()
        if size is None:
            size = self.tell()
        return self._buffer.truncate(size)


class StringIO(_InMemory, _TextIOBase):
    """Text I/O implementation using an in-memory buffer."""
    _CLOSED = "I/O operation on closed file"
    _INTERNAL = frozenset({"_newline", "_seen", "_whole", "_parts", "_position", "_at_end", "_io_closed"})

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
        return self.getvalue(), self._newline, self.tell(), self._own_attributes()

    def __setstate__(self, state):
        self._check()
        if not isinstance(state, tuple) or len(state) < 4:
            kind = type(self)
            raise TypeError(f"{kind.__module__}.{kind.__qualname__}.__setstate__ argument should be 4-tuple, got {type(state).__name__}")
        StringIO.__init__(self, "", state[1])
        if state[0] is not None and not isinstance(state[0], str):
            raise TypeError(f"initial_value must be str or None, not {type(state[0]).__name__}")
        self._whole, self._at_end = state[0] or "", False
        self._restore(state[2], state[3], "third item of state must be an integer, got",
                      "fourth item of state should be a dict, got a")

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

    @property
    def line_buffering(self):
        self._check()
        return False

    @property
    def newlines(self):
        self._check()
        return _newlines_seen(self._seen) if self._newline is None else None

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

    def tell(self):
        self._check()
        self._settle()
        return self._position

    def seek(self, position, whence=_SEEK_SET, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        position = _index(position)
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
        else:
            size = _size_argument(size)
            if size < 0:
                raise ValueError(f"Negative size value {size}")
        self._whole = whole[:size]
        return size
