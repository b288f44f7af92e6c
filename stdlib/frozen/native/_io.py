# The layers of files: raw (_io_raw), buffered (_io_buffered), text (_io_text). Part of the program as frozen source; the frames
# are hidden from tracebacks, so that errors look as if they came from native code.
#
# Invariants:
#   1. Writers that hold data stand in _dirty. They are flushed when a file is opened and at exit: a program that does not
#      close what it wrote, and relies on it being closed when the last reference goes, finds its data all the same.
#   2. BufferedReader: _chunk[_at:] are bytes read ahead. BufferedWriter: _parts are bytes to be written, _size their sum.
#   3. TextIOWrapper: _text[_next:] is decoded text not yet handed out; _snapshot = (decoder state before _chunk, _chunk)
#      tells how it came about, for tell().
#   4. Closing empties _parts, _text and _chunk: where there is data left the file is open, which the fast paths rely on.
import builtins
import posix
import sys
from _io_raw import (_BufferedIOBase, _dirty, _IOBase, _RawIOBase, BlockingIOError, DEFAULT_BUFFER_SIZE, FileIO,
                     UnsupportedOperation)
from _io_buffered import BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO
from _io_text import _TextIOBase, IncrementalNewlineDecoder, StringIO, TextIOWrapper

open = builtins.open   # which calls _open


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
    wanted = b"" if sys.flags.ignore_environment else posix.environ.get(b"PYTHONIOENCODING", b"")
    encoding, _, errors = wanted.decode().partition(":")
    if encoding:
        import codecs
        encoding = codecs.lookup(encoding).name
    if fd == 2:
        errors = "backslashreplace"
    stream = TextIOWrapper(buffer, encoding or "utf-8", errors or "strict", None if fd == 0 else "\n",
                           fd == 2 or raw.isatty(), unbuffered and fd != 0)
    if unbuffered and fd != 0:
        buffer._buffer_size = 0
    stream.mode = "r" if fd == 0 else "w"
    return stream
