async def g():
    try:
        x = yield 1
        print("sent", x)
        yield 2
    except ValueError:
        yield "caught"
    finally:
        print("finally")
def run(aw):
    try:
        aw.send(None)
    except StopIteration as e:
        return e.value
    except StopAsyncIteration:
        return "end"
a = g()
print(run(a.__anext__()), run(a.asend("hello")), run(a.__anext__()))
a = g()
run(a.asend(None))
print(run(a.athrow(ValueError)), run(a.aclose()))
a = g()
run(a.__anext__())
print(run(a.aclose()), run(a.__anext__()), type(a).__name__, a.ag_running, a.ag_frame)
try:
    run(g().asend(5))
except TypeError as e:
    print(e)
