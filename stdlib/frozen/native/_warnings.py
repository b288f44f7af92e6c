"""_warnings: the filters and the two functions that issue warnings; what is shown is up to the warnings module."""
import sys

filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
_defaultaction = "default"
_onceregistry = {}
_state = [0]   # a new number whenever the filters changed: what a registry remembers is then out of date


def _filters_mutated():
    _state[0] += 1


def _matches(pattern, text):
    if pattern is None:
        return True
    return text == pattern if isinstance(pattern, str) else pattern.match(text)


def _current(name, value):
    module = sys.modules.get("warnings")
    return getattr(module, name, value)


def _action(text, category, module, lineno):
    for item in _current("filters", filters):
        action, pattern, kind, where, line = item
        if (_matches(pattern, text) and issubclass(category, kind) and _matches(where, module)
                and (line == 0 or line == lineno)):
            return action, item
    return _current("defaultaction", _defaultaction), None


def _once(registry, key):
    """Notes the key; true if it was there."""
    if registry is None:
        return False
    if registry.get("version", -1) != _state[0]:
        registry.clear()
        registry["version"] = _state[0]
    if registry.get(key):
        return True
    registry[key] = 1
    return False


def _is_repeated(action, registry, text, category, lineno):
    if action == "always":
        return False
    if action == "once":
        once = _current("onceregistry", _onceregistry)
        known = bool(once.get((text, category)))
        once[text, category] = 1
        return known
    if action == "module":
        return _once(registry, (text, category, 0))
    return False


def _show(message, category, filename, lineno, sourceline, source):
    import warnings
    warnings._showwarnmsg(warnings.WarningMessage(message, category, filename, lineno, line=sourceline, source=source))


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if module is None:
        module = filename or "<unknown>"
        if module.endswith(".py"):
            module = module[:-3]
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry is not None and registry.get("version", -1) == _state[0] and registry.get(key):
        return
    action, item = _action(text, category, module, lineno)
    if action == "error":
        raise message
    if action == "ignore":
        return
    if action not in ("always", "default", "module", "once"):
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, item))
    if action != "always" and _once(registry, key):
        return
    if _is_repeated(action, registry, text, category, lineno):
        return
    sourceline = None
    if module_globals:
        loader = module_globals.get("__loader__")
        get_source = getattr(loader, "get_source", None)
        if get_source:
            text_of = get_source(module_globals.get("__name__"))
            lines = text_of.splitlines() if text_of else ()
            sourceline = lines[lineno - 1] if lineno <= len(lines) else None
    _show(message, category, filename, lineno, sourceline, source)


def _is_internal(frame):
    filename = frame.f_code.co_filename
    return "importlib" in filename and "_bootstrap" in filename


def _place(stacklevel):
    """The globals, file and line that a warning is about."""
    try:
        frame = sys._getframe(0)
    except ValueError:
        return sys.__dict__, "sys", 1
    if stacklevel <= 0 or _is_internal(frame):
        for _ in range(stacklevel - 1):
            frame = frame and frame.f_back
    else:
        for _ in range(stacklevel - 1):
            frame = frame and frame.f_back
            while frame is not None and _is_internal(frame):
                frame = frame.f_back
    if frame is None:
        return sys.__dict__, "sys", 1
    return frame.f_globals, frame.f_code.co_filename, frame.f_lineno


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    names, filename, lineno = _place(stacklevel)
    registry = names.setdefault("__warningregistry__", {})
    module = names.get("__name__") or "<string>"
    warn_explicit(message, category, filename, lineno, module, registry, None, source)
