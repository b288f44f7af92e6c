# trace: compiled>=8
"""Exceptions that a trace raises and catches, most of which nobody keeps: those that somebody keeps are whole."""
import sys


class Odd(Exception):
    pass


class Counted(Odd):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def shape(error):
    entries = []
    entry = error.__traceback__
    while entry:
        frame = entry.tb_frame
        names = {name: value for name, value in frame.f_locals.items() if name in ("n", "key")}
        back = frame.f_back.f_code.co_name if frame.f_back else None
        entries.append((frame.f_code.co_name, entry.tb_lineno - frame.f_code.co_firstlineno, sorted(names.items()), back))
        entry = entry.tb_next
    return entries


def same_loop():
    caught = 0
    kept = []
    for n in range(600):
        try:
            if n % 3:
                raise Odd(n)
        except Odd as error:
            caught += error.args[0]
            if n % 200 == 100:
                kept.append(error)
    return caught, n, [(error.args, error.__context__, shape(error)) for error in kept]


def choose(table, key):
    unused = [key]
    try:
        return table[key]
    except KeyError:
        return -1


def inlined_handler():
    table = {i: i for i in range(0, 60, 2)}
    return sum(choose(table, i % 64) for i in range(2000)), sum([choose(table, str(i)) for i in range(500)])


def check(n):
    if n % 7 == 3:
        raise Counted(n)
    return n


def deeper(n):
    key = n + 1
    return check(n) + key - n


def through_calls():
    total = 0
    kept = None
    for n in range(1500):
        try:
            total += deeper(n)
        except Counted as error:
            total -= error.number
            if n == 1053:
                kept = error
                assert error.__traceback__.tb_frame is sys._getframe()
                assert sys.exc_info()[2] is error.__traceback__
    return total, n, shape(kept)


def contexts():
    seen = 0
    kept = None
    for n in range(900):
        try:
            try:
                raise Odd(n)
            except Odd:
                if n % 2:
                    raise KeyError(n)
                raise ValueError(n) from None
        except KeyError as error:
            kept = error
            seen += 1
        except ValueError as error:
            seen += 1000
            if n % 300 == 200:
                assert error.__suppress_context__ and error.__cause__ is None
                assert error.__context__.args == (n,) and error.__context__.__context__ is None
    return seen, n, kept.args, shape(kept), shape(kept.__context__), sys.exc_info()


def causes():
    seen = 0
    for n in range(700):
        try:
            try:
                raise Odd(n)
            except Odd as odd:
                raise LookupError from odd
        except LookupError as error:
            seen += error.__cause__.args[0]
            if n % 100 == 99:
                assert error.__cause__ is error.__context__ and error.args == ()
                seen += len(shape(error)) + len(shape(error.__cause__))
    return seen


def again():
    seen = 0
    kept = None
    for n in range(700):
        try:
            try:
                raise Odd(n)
            except Odd:
                raise
            finally:
                seen += 1
        except Odd as error:
            try:
                if n % 3 == 0:
                    raise error
            except Odd as same:
                assert same is error and same.__context__ is None
                kept = same
    return seen, n, shape(kept)


def ended_iterators():
    stops = 0
    numbers, texts, few = iter([1, 2, 3]), iter(("a", "b")), iter(range(3, 400, 2))
    got = []
    for n in range(700):
        try:
            got.append(next(numbers))
        except StopIteration as error:
            stops += error.value is None and error.args == ()
        got.append(next(texts, "none"))
        try:
            got.append(next(few))
        except StopIteration as error:
            if n == 690:
                got.append(shape(error))
    return stops, got[:8], got[300:306], got[-3:], sum(x for x in got if isinstance(x, int)), len(got), n


class Manager:
    entered = left = 0

    def __enter__(self):
        Manager.entered += 1

    def __exit__(self, kind, value, traceback):
        Manager.left += traceback is not None and traceback.tb_next is None
        return kind is not None and issubclass(kind, Odd)


def managed():
    for n in range(800):
        with Manager():
            if n % 2:
                raise Odd(n)
    return Manager.entered, Manager.left


def last_one():
    last = None
    rounds = 0
    for n in range(900):
        try:
            if n % 4 != 1:
                raise Odd(n)
        except Odd as error:
            if last is not None and n % 4 == 3:
                assert last.__traceback__.tb_frame is error.__traceback__.tb_frame
            last = error
            rounds += 1
    return rounds, n, last.args, shape(last)


def errors_in_handlers():
    total = 0
    for n in range(900):
        try:
            try:
                raise Odd(n)
            except Odd:
                total += n // (n % 5)
        except ZeroDivisionError as error:
            assert type(error.__context__) is Odd and error.__context__.args == (n,)
            total += 1
    return total


def leaves_in_handler():
    total = 0
    for n in range(900):
        try:
            raise Counted(n)
        except Counted as error:
            if n % 97 == 5:
                total += len(repr(error)) + len(shape(error))
            value = error.number if n % 90 else float(error.number)
            total += value
    return total


def generator(count):
    for n in range(count):
        try:
            if n % 2:
                raise Odd(n)
            yield n
        except Odd as error:
            yield -error.args[0]


def first(key):
    try:
        raise Odd(key)
    except Odd as error:
        return error


def returned():
    kept = []
    for n in range(300):
        kept.append(first(n))
    return shape(kept[0]) == shape(kept[-1]), shape(kept[-1]), len({id(e.__traceback__.tb_frame) for e in kept})


print(same_loop())
print(inlined_handler())
print(through_calls())
print(contexts())
print(causes())
print(again())
print(ended_iterators())
print(managed())
print(last_one())
print(errors_in_handlers())
print(leaves_in_handler())
print(sum(generator(999)), sum(map(abs, generator(999))))
print(returned())
