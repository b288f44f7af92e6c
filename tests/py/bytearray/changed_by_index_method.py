"""__index__ of an index or of a slice's end empties the bytearray, or releases the memoryview, that is being accessed."""


def attempt(function):
    try:
        print(function())
    except Exception as e:
        print(type(e).__name__, e)


class Emptying:
    def __index__(self):
        b.clear()
        return 60


def set_item(key, value):
    b[key] = value
    return b


def delete(key):
    del b[key]
    return b


b = bytearray(100)
attempt(lambda: b[Emptying()])
for run in [lambda: b[10:Emptying()], lambda: set_item(50, Emptying()), lambda: set_item(Emptying(), 1),
            lambda: set_item(slice(10, Emptying()), b'xxx'), lambda: set_item(slice(10, Emptying(), 3), b'xxx'),
            lambda: delete(slice(10, Emptying())), lambda: delete(slice(10, Emptying(), 3)), lambda: b.pop(Emptying()),
            lambda: b.startswith(b'\0', 0, Emptying())]:
    b[:] = bytearray(100)
    attempt(run)


class Releasing:
    def __index__(self):
        view.release()
        return 4

    def __float__(self):
        view.release()
        return 4.5

    def __bool__(self):
        view.release()
        return True


data = bytearray(range(16))
for key in Releasing(), slice(None, Releasing()), slice(Releasing(), 8):
    view = memoryview(data)
    attempt(lambda: bytes(view[key]))
    view = memoryview(data)

    def store():
        view[key] = b'spam' if isinstance(key, slice) else 42
        return data
    attempt(store)
for code in 'BbhHiIlLqQnNfd?':
    view = memoryview(data).cast(code)

    def store():
        view[0] = Releasing()
        return data
    attempt(store)
view = memoryview(data).cast('B', (8, 2))
attempt(lambda: view[Releasing(), 0])


def store():
    view[Releasing(), 0] = 1
    return data


view = memoryview(data).cast('B', (8, 2))
attempt(store)
print(data)
