"""_multibytecodec: codecs of East Asian character sets. Their tables are the C library's, see _iconv."""
import codecs
import _iconv

__name__ = "_multibytecodec"
_WIDE = "UTF-32LE"
_STEP = 4096   # what is converted at a time, so that an error costs no more than that


class MultibyteCodec:
    """A character set without states. The arguments say where CPython's differs from the C library's: characters that cannot be
    encoded, bytes that begin no character, what characters stand for others after decoding; how many bytes a character beyond
    ASCII has at least, and the first bytes of those that have three."""

    def __init__(self, name, charset, refused="", refused_bytes=b"", decoded={}, least=2, first_of_three=b""):
        self._name, self._charset, self._least, self._first_of_three = name, charset, least, first_of_three
        self._refused, self._refused_bytes, self._decoded = refused, refused_bytes, decoded

    def encode(self, input, errors="strict"):
        if not isinstance(input, str):
            raise TypeError(f"couldn't convert the object to str, not {type(input).__name__}")
        if input.isascii():
            return input.encode("ascii"), len(input)
        out, at = [], 0
        while at < len(input):
            piece = input[at:at + _STEP]
            stop = min((i for i in map(piece.find, self._refused) if i >= 0), default=len(piece))
            data, fed, outcome = _iconv.convert(self._charset, _WIDE, piece[:stop].encode("utf-32-le", "surrogatepass"))
            out.append(data)
            at += fed // 4
            if outcome == _iconv.ALL and stop == len(piece):
                continue
            error = UnicodeEncodeError(self._name, input, at, at + 1, "illegal multibyte sequence")
            text, at = _handled(codecs.lookup_error(errors)(error), error, len(input))
            out.append(text if isinstance(text, bytes) else self.encode(text)[0])
        return b"".join(out), len(input)

    def decode(self, input, errors="strict"):
        return self._decode(bytes(memoryview(input)), errors, True)

    def _decode(self, input, errors, final):
        """The text and how many bytes it took: not all, if the last character is incomplete and more will come."""
        if input.isascii():
            return input.decode("ascii"), len(input)
        out, at, end = [], 0, len(input)
        while at < end:
            piece = input[at:at + _STEP]
            data, fed, outcome = _iconv.convert(_WIDE, self._charset, piece)
            if self._refused_bytes:
                stop = self._first_refused(piece)
                if stop is not None and stop < fed:
                    data, fed, outcome = *_iconv.convert(_WIDE, self._charset, piece[:stop])[:2], _iconv.INVALID
            text = data.decode("utf-32-le")
            out.append(text.translate(self._decoded) if self._decoded else text)
            at += fed
            if outcome == _iconv.INVALID and at + self._length(input[at]) > end:
                outcome = _iconv.INCOMPLETE
            if outcome == _iconv.ALL or outcome == _iconv.INCOMPLETE and at - fed + _STEP < end:
                continue
            if outcome == _iconv.INCOMPLETE and not final:
                break
            if outcome == _iconv.INCOMPLETE:
                error = UnicodeDecodeError(self._name, input, at, end, "incomplete multibyte sequence")
            else:
                error = UnicodeDecodeError(self._name, input, at, at + 1, "illegal multibyte sequence")
            text, at = _handled(codecs.lookup_error(errors)(error), error, end)
            out.append(text)
        return "".join(out), at

    def _first_refused(self, input):
        """Where the first character begins whose first byte is refused: other bytes of that value are second ones."""
        at = 0
        while at < len(input):
            if input[at] in self._refused_bytes:
                return at
            at += self._length(input[at])

    def _length(self, lead):
        """How many bytes a character has at least."""
        return 1 if lead < 0x80 else 3 if lead in self._first_of_three else self._least


def _handled(result, error, length):
    if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], (str, bytes)) \
            or isinstance(result[0], bytes) and isinstance(error, UnicodeDecodeError):
        kind = "encoding" if isinstance(error, UnicodeEncodeError) else "decoding"
        raise TypeError(f"{kind} error handler must return (str, int) tuple")
    text, at = result
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f"position {result[1]} from error handler out of bounds")
    return text, at


class _Incremental:
    def __init__(self, errors="strict"):
        self.errors = errors
        self.reset()


class MultibyteIncrementalEncoder(_Incremental):
    def encode(self, input, final=False):
        return self.codec.encode(input, self.errors)[0]

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class MultibyteIncrementalDecoder(_Incremental):
    def decode(self, input, final=False):
        data = self._pending + bytes(memoryview(input))
        text, used = self.codec._decode(data, self.errors, final)
        self._pending = data[used:]
        return text

    def reset(self):
        self._pending = b""

    def getstate(self):
        return self._pending, 0

    def setstate(self, state):
        self._pending = state[0]


class _Stream:
    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reset()


class MultibyteStreamReader(_Stream):
    def reset(self):
        self._pending = b""

    def _read(self, method, size):
        if size == 0:
            return ""
        while True:
            data = method() if size is None or size < 0 else method(size)
            final = not data or size is None or size < 0
            data = self._pending + data
            text, used = self.codec._decode(data, self.errors, final)
            self._pending = data[used:]
            if text or final:
                return text

    def read(self, size=None):
        return self._read(self.stream.read, size)

    def readline(self, size=None):
        return self._read(self.stream.readline, size)

    def readlines(self, size=None):
        return self._read(self.stream.read, size).splitlines(True)


class MultibyteStreamWriter(_Stream):
    def reset(self):
        pass

    def write(self, text):
        self.stream.write(self.codec.encode(text, self.errors)[0])

    def writelines(self, lines):
        for line in lines:
            self.write(line)


def _chooser(codecs_of_module):
    def getcodec(name, /):
        if not isinstance(name, str):
            raise TypeError("codec name must be a string.")
        if name not in codecs_of_module:
            raise ImportError(f"pyvm has no codec {name!r}")
        return MultibyteCodec(name, *codecs_of_module[name])
    return getcodec
