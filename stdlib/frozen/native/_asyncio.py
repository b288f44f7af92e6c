"""_asyncio: asyncio's futures, tasks and loop functions by the names of CPython's fast module."""
import sys as _sys

# By name: the module that has it, and what it is called there before that module asks for the fast one.
_PURE = {
    "Future": ("asyncio.futures", "_PyFuture"),
    "Task": ("asyncio.tasks", "_PyTask"),
    "_all_tasks": ("asyncio.tasks", "_all_tasks"),
    "_current_tasks": ("asyncio.tasks", "_current_tasks"),
    "_enter_task": ("asyncio.tasks", "_py_enter_task"),
    "_leave_task": ("asyncio.tasks", "_py_leave_task"),
    "_register_task": ("asyncio.tasks", "_py_register_task"),
    "_unregister_task": ("asyncio.tasks", "_py_unregister_task"),
    "_get_event_loop": ("asyncio.events", "_py__get_event_loop"),
    "_get_running_loop": ("asyncio.events", "_py__get_running_loop"),
    "_set_running_loop": ("asyncio.events", "_py__set_running_loop"),
    "get_event_loop": ("asyncio.events", "_py_get_event_loop"),
    "get_running_loop": ("asyncio.events", "_py_get_running_loop"),
}


def __getattr__(name):
    if name not in _PURE:
        raise AttributeError("module '_asyncio' has no attribute %r" % name)
    module, pure = _PURE[name]
    if module not in _sys.modules:
        __import__(module)
    return getattr(_sys.modules[module], pure)


def __dir__():
    return sorted([*globals(), *_PURE])
