# types.FunctionType makes a function of a module's code too; its names are those of its globals.
import ast
import types

namespace = {}
f = types.FunctionType(compile("a = globals().get('a', 0) + 1\ndef h(): return a", "x", "exec"), namespace)
for i in range(300):
    f()
print(namespace["a"], namespace["h"](), f.__code__.co_flags & 3)
try:
    f(1)
except TypeError as e:
    print(e)

again = types.FunctionType(f.__code__.replace(co_name="again", co_flags=f.__code__.co_flags), {})
again()
print(again.__globals__["a"])


@types.coroutine
def pause():
    yield "paused"


code = compile("a = await pause()\nb = [x async for x in numbers()]", "?", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


async def numbers():
    yield 1
    yield 2


for run in types.FunctionType(code, namespace), lambda: eval(code, namespace):
    namespace.update(pause=pause, numbers=numbers)
    coroutine = run()
    print(type(coroutine).__name__, coroutine.send(None))
    try:
        coroutine.send(None)
    except StopIteration:
        print(namespace["a"], namespace["b"])
