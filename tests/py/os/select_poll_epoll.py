import os, select, selectors
r, w = os.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []))
p = select.poll()
p.register(r, select.POLLIN)
print(p.poll(1))
e = select.epoll()
e.register(r, select.EPOLLIN)
print(e.poll(0.001))
os.write(w, b"1")
print(select.select([r], [], []) == ([r], [], []), p.poll() == [(r, 1)], e.poll() == [(r, 1)])
e.modify(r, 0), p.modify(r, 0)
print(e.poll(0), p.poll(0), e.unregister(r), p.unregister(r), e.fileno() > 2, e.close(), e.closed)
os.close(w)
p.register(r)
print(p.poll() == [(r, select.POLLIN | select.POLLHUP)])
class File:
    def fileno(self): return r
print(len(select.select([File()], [], [])[0]))
for call in (lambda: p.poll("x"), lambda: p.unregister(99), lambda: p.register(-1), lambda: p.register("x"), lambda: p.modify(99, 1), lambda: select.select(1, 2, 3),
             lambda: select.select([], [], [], -1), lambda: select.select(["a"], [], []), lambda: select.select([], [], [], "x"), lambda: p.register(0, -1), lambda: select.select([99], [], []),
             lambda: select.epoll(-2), lambda: e.poll(), lambda: select.epoll().poll(0, 0), lambda: select.epoll().register(99), lambda: select.select([70000], [], [], 0)):
    try: print(call())
    except (OSError, TypeError, ValueError, KeyError) as x: print(type(x).__name__, x)
with selectors.DefaultSelector() as s:
    s.register(r, selectors.EVENT_READ, "data")
    print([(k.data, m) for k, m in s.select()])
