# __del__ runs for what is alive when the program ends, and generators are closed; both may use the module's names.
import atexit


def helper(text):
    print("helper", text)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        helper(self.name)


class Failing:
    def __del__(self):
        print("failing")
        1 / 0


def suspended():
    try:
        yield 1
    finally:
        helper("generator closed")


first = Noisy("first")
second = Noisy("second")
cycle = Noisy("cycle")
cycle.me = cycle
generator = suspended()
next(generator)
never_started = suspended()
failing = Failing()
atexit.register(print, "atexit")
print("end")
