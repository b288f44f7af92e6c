# trace: compiled>=1
import sys

def numbers(n):
    for i in range(n):
        try:
            if i % 3 == 0:
                raise KeyError(i)
            yield i
        except KeyError as e:
            yield -e.args[0]
        finally:
            numbers.finals += 1

numbers.finals = 0

def failing(n):
    for i in range(n):
        yield i
        if i == n - 1:
            raise LookupError(n)

def handling(n):
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError:
            yield sys.exc_info()[0]

def stopping(i):
    if i % 2:
        raise StopIteration
    yield i

def run():
    total = sum(numbers(500))
    for x in numbers(500):
        total += x
    print(total, numbers.finals)
    ends = 0
    for i in range(1, 200):
        try:
            for x in failing(i % 7 + 1):
                total += x
        except LookupError as e:
            ends += e.args[0]
            assert e.__traceback__.tb_next.tb_frame.f_code.co_name == "failing"
    print(total, ends)
    kinds = [(kind.__name__, sys.exc_info()[0]) for kind in handling(300)]
    print(len(kinds), set(kinds))
    stops = []
    for i in range(200):
        try:
            for x in stopping(i):
                stops.append(x)
        except RuntimeError as e:
            stops.append((str(e), type(e.__cause__).__name__))
    print(len(stops), stops[-2:])

run()
