# trace: compiled>=6
"""Exceptions that leave the frame of a loop that was compiled by itself: the handler is in whoever called."""
import sys


class Odd(Exception):
    def __init__(self, position, text):
        super().__init__("odd character at %d" % position)
        self.position = position
        self.text = text


class Long(Odd):
    pass


def scan(text):
    value = 0
    for position, character in enumerate(text):
        if character not in "0123456789":
            raise Odd(position, text)
        value = value * 10 + int(character)
    if value > 5000:
        raise Long(len(text), text)
    return value


def handlers():
    texts = ["123", "4x5", "99999", "7", "12a", "", "4999"]
    good = odd = long = 0
    for i in range(2000):
        try:
            good += scan(texts[i % 7])
        except Long as error:
            long += error.position
        except Odd as error:
            odd += error.position + len(error.text)
            assert error.__context__ is None
    return good, odd, long


def look_up(table, keys):
    total = 0
    for key in keys:
        total += table[key]
    return total


def builtin_errors():
    table = {i: i for i in range(40)}
    seen = {}
    for i in range(1500):
        try:
            look_up(table, range(i % 30, i % 30 + i % 17))
            look_up(table, [i % 41] * 5 + ["text"] * (i % 5 == 4))
        except KeyError as error:
            seen[error.args] = seen.get(error.args, 0) + 1
    return sorted(seen.items(), key=repr)


def count_down(n, log):
    while n:
        n -= 1
        if n == 3:
            raise ValueError(n, len(log))


def middle(n, log):
    try:
        count_down(n, log)
    finally:
        log.append(n)


def outer(n, log):
    middle(n, log)
    return n


def traceback_of(error):
    entries = []
    entry = error.__traceback__
    while entry:
        frame = entry.tb_frame
        entries.append((frame.f_code.co_name, entry.tb_lineno - frame.f_code.co_firstlineno, frame.f_locals.get("n")))
        entry = entry.tb_next
    return entries


def through_frames():
    log = []
    kept = None
    for i in range(900):
        try:
            outer(i % 9, log)
        except ValueError as error:
            if i % 100 == 8:
                kept = error
                assert sys.exc_info()[1] is error
    return len(log), sum(log), kept.args, traceback_of(kept)


def during_handling():
    contexts = 0
    for i in range(900):
        try:
            try:
                look_up({}, [i])
            except KeyError:
                count_down(i % 9, ())
        except ValueError as error:
            contexts += type(error.__context__) is KeyError and error.__context__.args == (i,)
    return contexts


class Digits:
    """Its iterator ends, or raises, out of a loop."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        while self.at < len(self.text):
            character = self.text[self.at]
            self.at += 1
            if character == "!":
                raise LookupError(self.at)
            if character.isdigit():
                return int(character)
        raise StopIteration


def iterate():
    total = errors = 0
    for i in range(600):
        try:
            for digit in Digits("1a2b3cc4" + "!" * (i % 3 == 1) + "--5"):
                total += digit
        except LookupError as error:
            errors += error.args[0]
    return total, errors


def dig(depth, log):
    if depth == 0:
        raise OSError("bottom")
    try:
        dig(depth - 1, log)
    finally:
        log[0] += 1


def recurse():
    log = [0]
    caught = 0
    for i in range(200):
        try:
            dig(20 + i % 3, log)
        except OSError as error:
            caught += str(error) == "bottom"
            depth = len(traceback_of(error))
    return log[0], caught, depth


def generate(limit):
    for i in range(10):
        try:
            yield look_up([1, 2, 3], range(i % limit))
        except IndexError as error:
            yield str(error)


print(handlers())
print(builtin_errors())
print(through_frames())
print(during_handling())
print(iterate())
print(recurse())
print([sum(x if isinstance(x, int) else 100 for x in generate(i % 7 + 1)) for i in range(300)][-9:])
try:
    for i in range(300):
        outer(8 if i == 299 else 2, [])
except ValueError as error:
    print(traceback_of(error))
