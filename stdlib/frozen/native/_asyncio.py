"""_asyncio: asyncio's futures, tasks and loop functions by the names of CPython's fast module."""
from _borrowed_names import borrow as _borrow

_TASK_FUNCTIONS = "_register_task", "_unregister_task", "_enter_task", "_leave_task"
_LOOP_FUNCTIONS = "get_event_loop", "_get_event_loop", "get_running_loop", "_get_running_loop", "_set_running_loop"

__getattr__, __dir__ = _borrow(__name__, {
    "Future": ("asyncio.futures", "_PyFuture"),
    "Task": ("asyncio.tasks", "_PyTask"),
    **{name: ("asyncio.tasks", name) for name in ("_all_tasks", "_current_tasks")},
    **{name: ("asyncio.tasks", "_py" + name) for name in _TASK_FUNCTIONS},
    **{name: ("asyncio.events", "_py_" + name) for name in _LOOP_FUNCTIONS},
})
