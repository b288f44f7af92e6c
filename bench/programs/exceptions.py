"""Exceptions raised and caught in loops: own classes, lookups that fail, finally, context managers, deep unwinding."""
import sys


class ParseError(Exception):
    def __init__(self, position, text):
        super().__init__("bad character at %d" % position)
        self.position = position
        self.text = text


class TooLarge(ParseError):
    pass


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log[0] += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.log[1] += 1
        return kind is not None and issubclass(kind, KeyError)


def parse(text):
    value = 0
    for position, character in enumerate(text):
        if not "0" <= character <= "9":
            raise ParseError(position, text)
        value = value * 10 + ord(character) - 48
    if value > 5000:
        raise TooLarge(len(text), text)
    return value


def dig(depth):
    if depth == 0:
        raise ValueError("bottom")
    try:
        dig(depth - 1)
    finally:
        dig.finals += 1


dig.finals = 0


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
    texts = ["123", "4x5", "99999", "7", "12a", "", "4999"]
    good = bad = large = 0
    for i in range(count):
        try:
            parse(texts[i % 7])
            good += 1
        except TooLarge as error:
            assert error.position == 5
            large += 1
        except ParseError as error:
            bad += error.position
    rounds, rest = divmod(count, 7)
    assert large == rounds + (rest > 2)
    assert bad == 3 * rounds + (rest > 1) + 2 * (rest > 4)
    assert good == 4 * rounds + (rest > 0) + (rest > 3) + (rest > 5)

    table = {i: i * i for i in range(0, 100, 2)}
    missing = 0
    for i in range(count):
        try:
            table[i % 100]
        except KeyError:
            missing += 1
    assert missing == sum(1 for i in range(count) if i % 2)

    log = [0, 0]
    passed = 0
    for i in range(count):
        with Guard(log):
            if i % 4 == 3:
                raise KeyError(i)
            passed += 1
    assert log == [count, count] and passed == count - count // 4

    for _ in range(count // 300):
        try:
            dig(50)
        except ValueError as error:
            assert str(error) == "bottom"
    assert dig.finals == 50 * (count // 300)

    numbers = iter([1, 2, 3])
    stops = 0
    for _ in range(count):
        try:
            next(numbers)
        except StopIteration:
            stops += 1
    assert stops == count - 3
    print("exceptions %d: %d %d" % (count, good, bad))


main()
