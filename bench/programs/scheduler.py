"""A small operating-system simulation: tasks of several classes, priorities, queues of messages passed around.

Producers fill messages and hand them to transformers, which pass them on to a sink that returns the empty message
to the producer's pool. Virtual calls, attribute updates and linked queues are all the work there is.
"""
import sys


class Message:
    def __init__(self, owner):
        self.owner = owner
        self.next = None
        self.kind = 0
        self.payload = [0] * 4


class Queue:
    """A linked first-in-first-out queue of messages."""

    def __init__(self):
        self.head = None
        self.tail = None
        self.length = 0

    def put(self, message):
        message.next = None
        if self.tail is None:
            self.head = message
        else:
            self.tail.next = message
        self.tail = message
        self.length += 1

    def get(self):
        message = self.head
        if message is not None:
            self.head = message.next
            if self.head is None:
                self.tail = None
            message.next = None
            self.length -= 1
        return message


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.inbox = Queue()
        self.blocked = False
        self.runs = 0
        system.add(self)

    def ready(self):
        return not self.blocked and self.inbox.length > 0

    def send(self, receiver, message):
        receiver.inbox.put(message)
        self.system.sent += 1

    def step(self):
        raise AssertionError("abstract task")


class Producer(Task):
    def __init__(self, system, name, priority, targets, pool_size, quota):
        Task.__init__(self, system, name, priority)
        self.targets = targets
        self.turn = 0
        self.seed = 12345 + priority
        self.quota = quota
        for _ in range(pool_size):
            self.inbox.put(Message(self))

    def ready(self):
        return self.quota > 0 and self.inbox.length > 0

    def step(self):
        message = self.inbox.get()
        self.quota -= 1
        for i in range(4):
            self.seed = (self.seed * 1103515245 + 12345) & 0x7FFFFFFF
            message.payload[i] = self.seed >> 16
        message.kind = message.payload[0] & 3
        target = self.targets[self.turn]
        self.turn = (self.turn + 1) % len(self.targets)
        self.send(target, message)


class Transformer(Task):
    def __init__(self, system, name, priority, sink, mask):
        Task.__init__(self, system, name, priority)
        self.sink = sink
        self.mask = mask

    def step(self):
        message = self.inbox.get()
        payload = message.payload
        if message.kind == 0:
            for i in range(4):
                payload[i] ^= self.mask
        elif message.kind == 1:
            payload.reverse()
        else:
            payload[0], payload[3] = payload[3], payload[0]
        self.send(self.sink, message)


class Gate(Task):
    """A transformer that works in bursts: it opens when enough messages wait and closes when none is left."""

    def __init__(self, system, name, priority, sink, burst):
        Task.__init__(self, system, name, priority)
        self.sink = sink
        self.burst = burst
        self.open = False

    def ready(self):
        if self.open:
            if self.inbox.length == 0:
                self.open = False
        elif self.inbox.length >= self.burst or self.system.draining:
            self.open = self.inbox.length > 0
        return self.open

    def step(self):
        message = self.inbox.get()
        message.payload[1] += 1
        self.send(self.sink, message)


class Sink(Task):
    def __init__(self, system, name, priority):
        Task.__init__(self, system, name, priority)
        self.received = 0
        self.checksum = 0

    def step(self):
        message = self.inbox.get()
        self.received += 1
        checksum = self.checksum
        for value in message.payload:
            checksum = (checksum * 31 + value) & 0xFFFFFFFF
        self.checksum = checksum
        self.send(message.owner, message)


class System:
    def __init__(self):
        self.tasks = []
        self.sent = 0
        self.draining = False

    def add(self, task):
        position = 0
        while position < len(self.tasks) and self.tasks[position].priority >= task.priority:
            position += 1
        self.tasks.insert(position, task)

    def run(self):
        while True:
            for task in self.tasks:
                if task.ready():
                    task.runs += 1
                    task.step()
                    break
            else:
                if self.draining:
                    return
                self.draining = True


def simulate(quota):
    system = System()
    sink = Sink(system, "sink", 10)
    gate = Gate(system, "gate", 30, sink, 5)
    workers = [Transformer(system, "worker%d" % i, 20 + i, gate, 0x55 << i) for i in range(3)]
    producers = [Producer(system, "producer%d" % i, 5 - i, workers, 6, quota) for i in range(2)]
    system.run()
    assert sink.received == 2 * quota
    assert system.sent == 8 * quota
    assert all(producer.inbox.length == 6 and producer.quota == 0 for producer in producers)
    assert sum(task.runs for task in system.tasks) == 8 * quota
    return sink.checksum


def main():
    quota = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
    checksum = simulate(quota)
    assert checksum == simulate(quota)
    print("scheduler %d: %d" % (quota, checksum))


main()
