from collections import deque
class Switch:
    def __await__(self): yield
async def worker(name, n, log):
    for i in range(n):
        log.append(f"{name}{i}")
        await Switch()
    return name
def run(*coros):
    q, done = deque(coros), []
    while q:
        c = q.popleft()
        try:
            c.send(None)
            q.append(c)
        except StopIteration as e:
            done.append(e.value)
    return done
log = []
print(run(worker("a", 3, log), worker("b", 1, log), worker("c", 2, log)), log)
