"""This module supports asynchronous I/O on multiple file descriptors."""
import _polling
import posix
from _polling import (EPOLL_CLOEXEC, EPOLLERR, EPOLLET, EPOLLEXCLUSIVE, EPOLLHUP, EPOLLIN, EPOLLMSG, EPOLLONESHOT, EPOLLOUT,
                      EPOLLPRI, EPOLLRDBAND, EPOLLRDHUP, EPOLLRDNORM, EPOLLWRBAND, EPOLLWRNORM, POLLERR, POLLHUP, POLLIN,
                      POLLMSG, POLLNVAL, POLLOUT, POLLPRI, POLLRDBAND, POLLRDHUP, POLLRDNORM, POLLWRBAND, POLLWRNORM, select)

error = OSError
PIPE_BUF = 4096
_FD_SETSIZE = 1024
_TIME_LIMIT = 9223372036   # seconds that fit CPython's time stamps


def _descriptor(file):
    if not isinstance(file, int):
        try:
            fileno = file.fileno
        except AttributeError:
            raise TypeError("argument must be an int, or have a fileno() method.") from None
        file = fileno()
        if not isinstance(file, int):
            raise TypeError("fileno() returned a non-integer")
    if file < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({file})")
    return int(file)


def _seconds(timeout):
    """None or a number."""
    if timeout is None:
        return None
    try:
        seconds = float(timeout)
    except (TypeError, ValueError):
        raise TypeError("timeout must be an integer or None") from None
    if abs(seconds) > _TIME_LIMIT:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")
    return seconds


class poll:
    """A polling object, which supports registering and unregistering file descriptors."""
    __slots__ = ("_events", "_polling")

    def __init__(self):
        self._events = {}
        self._polling = False

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT, /):
        """Register a file descriptor with the polling object."""
        self._events[_descriptor(fd)] = _event_mask(eventmask)

    def modify(self, fd, eventmask, /):
        """Modify an already registered file descriptor."""
        fd = _descriptor(fd)
        if fd not in self._events:
            raise FileNotFoundError(2, posix.strerror(2))
        self._events[fd] = _event_mask(eventmask)

    def unregister(self, fd, /):
        """Remove a file descriptor being tracked by the polling object."""
        del self._events[_descriptor(fd)]

    def poll(self, timeout=None, /):
        """Polls the set of registered file descriptors; the timeout is in milliseconds."""
        seconds = _seconds(timeout)
        if self._polling:
            raise RuntimeError("concurrent poll() invocation")
        self._polling = True
        try:
            return _polling.poll(list(self._events), list(self._events.values()), seconds if seconds is None else seconds / 1000)
        finally:
            self._polling = False


def _event_mask(mask):
    mask = mask.__index__()
    if mask < 0:
        raise ValueError("value must be positive")
    if mask > 0xFFFF:
        raise OverflowError("Python int too large for C unsigned short")
    return mask


class epoll:
    """Returns an epolling object."""
    __slots__ = ("_fd",)

    def __new__(cls, sizehint=-1, flags=0):
        if sizehint < -1 or sizehint == 0:
            raise ValueError("negative sizehint")
        if flags & ~EPOLL_CLOEXEC:
            raise OSError("invalid flags")
        return cls.fromfd(_polling.epoll_create(flags))

    @classmethod
    def fromfd(cls, fd, /):
        """Create an epoll object from a given control fd."""
        self = object.__new__(cls)
        self._fd = fd
        return self

    def _check(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed epoll object")

    def close(self):
        """Close the epoll control file descriptor."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            posix.close(fd)

    def __del__(self):
        if getattr(self, "_fd", -1) >= 0:
            self.close()

    @property
    def closed(self):
        return self._fd < 0

    def fileno(self):
        """Return the epoll control file descriptor."""
        self._check()
        return self._fd

    def register(self, fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT):
        """Registers a new fd or raises an OSError if the fd is already registered."""
        self._check()
        _polling.epoll_control(self._fd, _polling.EPOLL_CTL_ADD, _descriptor(fd), eventmask)

    def modify(self, fd, eventmask):
        """Modify event mask for a registered file descriptor."""
        self._check()
        _polling.epoll_control(self._fd, _polling.EPOLL_CTL_MOD, _descriptor(fd), eventmask)

    def unregister(self, fd):
        """Remove a registered file descriptor from the epoll object."""
        self._check()
        _polling.epoll_control(self._fd, _polling.EPOLL_CTL_DEL, _descriptor(fd), 0)

    def poll(self, timeout=None, maxevents=-1):
        """Wait for events on the epoll file descriptor; the timeout is in seconds."""
        self._check()
        seconds = _seconds(timeout)
        if maxevents == -1:
            maxevents = _FD_SETSIZE - 1
        elif maxevents < 1:
            raise ValueError(f"maxevents must be greater than 0, got {maxevents}")
        return _polling.epoll_wait(self._fd, maxevents, seconds)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()
