"""Implementation module for socket operations."""
import _polling
import _sockets
import errno
import posix
import sys
from _sockets import *
from _sockets import CMSG_LEN, CMSG_SPACE
from time import monotonic

error = OSError
timeout = TimeoutError
has_ipv6 = True
BDADDR_ANY, BDADDR_LOCAL = "00:00:00:00:00:00", "00:00:00:FF:FF:FF"
_default_timeout = None


def getdefaulttimeout():
    """Returns the default timeout in seconds (float) for new socket objects."""
    return _default_timeout


def setdefaulttimeout(timeout, /):
    """Set the default timeout in seconds (float) for new socket objects."""
    global _default_timeout
    _default_timeout = _timeout_argument(timeout)


def _timeout_argument(value):
    if value is None:
        return None
    if not isinstance(value, (int, float)) and not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    seconds = float(value)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("Timeout value out of range")
    if seconds > 9223372036:
        raise OverflowError("timeout doesn't fit into C timeval")
    return seconds


def close(fd, /):
    """Close an integer socket file descriptor."""
    posix.close(fd)


def dup(fd, /):
    """Duplicate an integer socket file descriptor."""
    return posix.dup(fd)


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Create a pair of socket objects from the sockets returned by the platform socketpair() function."""
    family = AF_UNIX if family is None else family
    return tuple(socket(family, type, proto, fd) for fd in _sockets.socketpair(family, type, proto))


class socket:
    """socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object"""
    __slots__ = ("_fd", "_family", "_type", "_proto", "_timeout")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
            fd = _sockets.socket(family, type, proto)
        else:
            fd = self._given_descriptor(fileno)
            if family == -1:
                family = _sockets.getsockopt(fd, SOL_SOCKET, SO_DOMAIN, 0)
            if type == -1:
                type = _sockets.getsockopt(fd, SOL_SOCKET, SO_TYPE, 0)
            if proto == -1:
                proto = _sockets.getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, 0)
        self._fd, self._family, self._proto = fd, int(family), proto
        self._type = int(type) & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
        self._timeout = 0.0 if type & SOCK_NONBLOCK else None
        if self._timeout is None and _default_timeout is not None:
            self.settimeout(_default_timeout)

    @staticmethod
    def _given_descriptor(fileno):
        if isinstance(fileno, float):
            raise TypeError("integer argument expected, got float")
        fd = fileno.__index__()
        if fd < 0:
            raise ValueError("negative file descriptor")
        _sockets.getsockopt(fd, SOL_SOCKET, SO_TYPE, 0)   # it must be a socket
        return fd

    def __del__(self):
        if getattr(self, "_fd", -1) >= 0:
            if "warnings" in sys.modules:
                sys.modules["warnings"].warn(f"unclosed {self!r}", ResourceWarning, stacklevel=2, source=self)
            posix.close(self.detach())

    def __repr__(self):
        return f"<socket object, fd={self._fd}, family={self._family}, type={self._type}, proto={self._proto}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    @property
    def family(self):
        return self._family

    @property
    def type(self):
        return self._type

    @property
    def proto(self):
        return self._proto

    @property
    def timeout(self):
        return self._timeout

    def settimeout(self, timeout, /):
        """Set a timeout on socket operations; None disables it, 0 makes the socket non-blocking."""
        self._timeout = _timeout_argument(timeout)
        posix.set_blocking(self._fd, self._timeout is None)

    def gettimeout(self):
        """Returns the timeout in seconds (float) associated with socket operations."""
        return self._timeout

    def setblocking(self, flag, /):
        """Set the socket to blocking (flag is true) or non-blocking (false)."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self):
        """Returns True if socket is in blocking mode, or False if it is in non-blocking mode."""
        return self._timeout != 0.0

    def fileno(self):
        """Return the integer file descriptor of the socket."""
        return self._fd

    def detach(self):
        """Close the socket object without closing the underlying file descriptor."""
        fd, self._fd = self._fd, -1
        return fd

    def close(self):
        """Close the socket.  It cannot be used after this call."""
        fd = self.detach()
        if fd >= 0:
            try:
                posix.close(fd)
            except ConnectionResetError:
                pass

    # ---- waiting

    def _deadline(self):
        return monotonic() + self._timeout if self._timeout else None

    def _wait(self, mask, deadline):
        """Waits until the socket is ready, if there is a timeout at all."""
        if deadline is not None and not _polling.poll([self._fd], [mask], max(deadline - monotonic(), 0.0)):
            raise TimeoutError("timed out")

    def _when_ready(self, mask, deadline, function, *args):
        while True:
            self._wait(mask, deadline)
            try:
                return function(self._fd, *args)
            except BlockingIOError:
                if deadline is None:
                    raise

    # ---- connections

    def bind(self, address, /):
        """Bind the socket to a local address."""
        _sockets.bind(self._fd, self._family, address)

    def listen(self, backlog=min(SOMAXCONN, 128), /):
        """Enable a server to accept connections."""
        _sockets.listen(self._fd, backlog)

    def _accept(self):
        """Wait for an incoming connection: the descriptor of a new socket, and the address of the client."""
        return self._when_ready(_polling.POLLIN, self._deadline(), _sockets.accept)

    def connect(self, address, /):
        """Connect the socket to a remote address."""
        deadline = self._deadline()
        try:
            _sockets.connect(self._fd, self._family, address)
            return
        except BlockingIOError:
            if deadline is None:
                raise
        self._wait(_polling.POLLOUT, deadline)
        number = self.getsockopt(SOL_SOCKET, SO_ERROR)
        if number:
            raise OSError(number, posix.strerror(number))

    def connect_ex(self, address, /):
        """Like connect(address), but returns an error code instead of raising an exception when an error occurs."""
        try:
            self.connect(address)
        except TimeoutError as e:
            return e.errno or errno.EAGAIN
        except OSError as e:
            if e.errno is None or isinstance(e, (gaierror, herror)):
                raise
            return e.errno
        return 0

    def shutdown(self, flag, /):
        """Shut down the reading side of the socket, the writing side, or both."""
        _sockets.shutdown(self._fd, flag)

    def getsockname(self):
        """Return the address of the local endpoint."""
        return _sockets.getsockname(self._fd)

    def getpeername(self):
        """Return the address of the remote endpoint."""
        return _sockets.getpeername(self._fd)

    def getsockopt(self, level, option, buffersize=0, /):
        """Get a socket option."""
        return _sockets.getsockopt(self._fd, level, option, buffersize)

    def setsockopt(self, level, option, value, size=0, /):
        """Set a socket option."""
        _sockets.setsockopt(self._fd, level, option, value, size)

    # ---- data

    def recv(self, bufsize, flags=0, /):
        """Receive up to buffersize bytes from the socket."""
        return self._when_ready(_polling.POLLIN, self._deadline(), _sockets.recv, bufsize, flags)

    def recv_into(self, buffer, nbytes=0, flags=0):
        """Receive into a buffer; returns the number of bytes received."""
        return self._when_ready(_polling.POLLIN, self._deadline(), _sockets.recv_into, buffer, nbytes, flags)

    def recvfrom(self, bufsize, flags=0, /):
        """Like recv(buffersize, flags) but also return the sender's address info."""
        return self._when_ready(_polling.POLLIN, self._deadline(), _sockets.recvfrom, bufsize, flags)

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        """Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info."""
        return self._when_ready(_polling.POLLIN, self._deadline(), _sockets.recvfrom_into, buffer, nbytes, flags)

    def send(self, data, flags=0, /):
        """Send a data string to the socket; returns the number of bytes sent."""
        return self._when_ready(_polling.POLLOUT, self._deadline(), _sockets.send, data, flags)

    def sendall(self, data, flags=0, /):
        """Send all of the data."""
        view = memoryview(data).cast("B")
        deadline = self._deadline()
        while True:
            sent = self._when_ready(_polling.POLLOUT, deadline, _sockets.send, view, flags)
            view = view[sent:]
            if not view:
                return

    def sendto(self, data, *args):
        """sendto(data[, flags], address) -> count"""
        if not 1 <= len(args) <= 2:
            raise TypeError(f"sendto() takes 2 or 3 arguments ({len(args) + 1} given)")
        flags = args[0] if len(args) == 2 else 0
        return self._when_ready(_polling.POLLOUT, self._deadline(), _sockets.sendto, data, flags, self._family, args[-1])

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None, /):
        """Send normal and ancillary data to the socket, gathering the non-ancillary data from a series of buffers."""
        data = b"".join(bytes(memoryview(buffer)) for buffer in buffers)
        return self._when_ready(_polling.POLLOUT, self._deadline(), _sockets.sendmsg, data, ancdata, flags, self._family,
                                address)

    def recvmsg(self, bufsize, ancbufsize=0, flags=0, /):
        """Receive normal data (up to bufsize bytes) and ancillary data from the socket."""
        if bufsize < 0:
            raise ValueError("negative buffer size in recvmsg()")
        buffer = bytearray(bufsize)
        size, *rest = self._when_ready(_polling.POLLIN, self._deadline(), _sockets.recvmsg_into, buffer, ancbufsize, flags)
        return bytes(buffer[:size]), *rest

    def recvmsg_into(self, buffers, ancbufsize=0, flags=0, /):
        """Receive normal data and ancillary data from the socket, scattering the non-ancillary data into a series of buffers."""
        views = [memoryview(buffer).cast("B") for buffer in buffers]
        if any(view.readonly for view in views):
            raise TypeError("recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers")
        data, *rest = self.recvmsg(sum(map(len, views)), ancbufsize, flags)
        start = 0
        for view in views:
            piece = data[start:start + len(view)]
            view[:len(piece)] = piece
            start += len(piece)
        return len(data), *rest


SocketType = socket
