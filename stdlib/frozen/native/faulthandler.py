"""faulthandler module."""
import _faulthandler
import _thread
import os as _os
import sys as _sys
from _faulthandler import disable, is_enabled, unregister

_kept = {}       # what is written to must stay open: by purpose
_watchdog = None   # the lock that the running watchdog waits for


def _descriptor(file):
    if file is None:
        file = _sys.stderr
        if file is None:
            raise RuntimeError("unable to get sys.stderr")
    elif isinstance(file, int):
        if file < 0:
            raise ValueError("file is not a valid file descripter")
        return file
    fd = file.fileno()
    if not isinstance(fd, int) or fd < 0:
        raise RuntimeError("file.fileno() is not a valid file descriptor")
    try:
        file.flush()
    except Exception:
        pass
    return fd


def enable(file=None, all_threads=True):
    """enable(file=sys.stderr, all_threads=True): enable the fault handler"""
    fd = _descriptor(file)
    _kept["fault"] = file
    _faulthandler.enable(fd, all_threads)


def dump_traceback(file=None, all_threads=True):
    """dump_traceback(file=sys.stderr, all_threads=True): dump the traceback of the current thread, or of all threads if all_threads is True, into file"""
    _faulthandler.dump_traceback(_descriptor(file), all_threads)


def register(signum, file=None, all_threads=True, chain=False):
    """register(signum, file=sys.stderr, all_threads=True, chain=False): register a handler for the signal 'signum': dump the traceback of the current thread, or of all threads if all_threads is True, into file"""
    fd = _descriptor(file)
    _faulthandler.register(signum, fd, all_threads, chain)
    _kept[signum] = file


def _watch(lock, timeout, repeat, fd, leave, header):
    while not lock.acquire(timeout=timeout):
        _os.write(fd, header)
        _faulthandler.dump_other_threads(fd)
        if leave:
            _os._exit(1)
        if not repeat:
            return


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """dump_traceback_later(timeout, repeat=False, file=sys.stderrn, exit=False):
dump the traceback of all threads in timeout seconds,
or each timeout seconds if repeat is True. If exit is True, call _exit(1) which is not safe."""
    global _watchdog
    if timeout <= 0:
        raise ValueError("timeout must be greater than 0")
    if timeout > _thread.TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    microseconds = int(timeout * 1e6)
    fd = _descriptor(file)
    cancel_dump_traceback_later()
    minutes, rest = divmod(microseconds // 1000000, 60)
    hours, minutes = divmod(minutes, 60)
    part = microseconds % 1000000
    header = "Timeout (%d:%02d:%02d%s)!\n" % (hours, minutes, rest, ".%06d" % part if part else "")
    _kept["watchdog"] = file
    _watchdog = _thread.allocate_lock()
    _watchdog.acquire()
    _thread.start_new_thread(_watch, (_watchdog, timeout, repeat, fd, exit, header.encode()))


def cancel_dump_traceback_later():
    """cancel_dump_traceback_later():
cancel the previous call to dump_traceback_later()."""
    global _watchdog
    if _watchdog is not None:
        _watchdog.release()
        _watchdog = None
    _kept.pop("watchdog", None)
