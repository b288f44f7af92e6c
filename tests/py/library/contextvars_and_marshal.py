# Variables of a context; values written and read back by marshal; warnings with filters and a registry.
import contextvars, marshal, warnings
v = contextvars.ContextVar("v", default=1)
token = v.set(2)
print(v.get(), token.old_value is contextvars.Token.MISSING)
context = contextvars.copy_context()
print(context.run(lambda: (v.set(5), v.get())[1]), v.get(), context[v], v in context, len(context))
v.reset(token)
print(v.get())
try:
    v.reset(token)
except RuntimeError as e:
    print("RuntimeError", "used once" in str(e))
try:
    contextvars.ContextVar("w").get()
except LookupError as e:
    print(type(e).__name__)
values = [1, -2**80, 2.5, 1j, "a", "é\ud800", b"b", (1, (2,)), {"k": [None, True]}, {3}, frozenset("x"), ...]
print(marshal.loads(marshal.dumps(values)) == values, marshal.dumps(values[:3], 2))
for bad in (b"", b"i\0", b"?"):
    try:
        marshal.loads(bad)
    except (EOFError, ValueError) as e:
        print(type(e).__name__)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for i in range(3):
        warnings.warn("twice said", DeprecationWarning)
    warnings.warn("other")
    print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error")
    except UserWarning as e:
        print(e)
