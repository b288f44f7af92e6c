# trace: compiled>=1
class Task:
    def __init__(self, name, work):
        self.name, self.work, self.done = name, work, 0
    def run(self):
        self.done += 1
        return self.done >= self.work
class Sleepy(Task):
    def run(self):
        if self.done % 3 == 2:
            self.done += 2
            return False
        return super().run()

queue = [Task("a", 50), Sleepy("b", 80), Task("c", 120), Sleepy("d", 33)]
order = []
ticks = 0
while queue:
    t = queue.pop(0)
    ticks += 1
    if t.run():
        order.append((t.name, ticks, t.done))
    else:
        queue.append(t)
print(order)
