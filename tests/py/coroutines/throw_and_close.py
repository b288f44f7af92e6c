class S:
    def __await__(self):
        try:
            yield "suspended"
        finally:
            print("await cleanup")
async def f():
    try:
        await S()
    except ValueError as e:
        print("caught", e)
        return "handled"
c = f()
print(c.send(None))
try:
    c.throw(ValueError("v"))
except StopIteration as e:
    print(e.value)
c = f()
c.send(None)
c.close()
c = f()
c.close()
print(c.cr_frame, c.cr_await, c.cr_running)
