# Registering a class makes patterns match its instances, and those of its subclasses, but never strings.
import collections.abc


class Row:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return ("a", "b")[i]

    def get(self, key, default=None):
        return key * 2


class Derived(Row):
    pass


def kind(x):
    match x:
        case [first, *rest]:
            return "sequence", first, rest
        case {"k": value}:
            return "mapping", value
        case str(text) | bytes(text):
            return "text", text
    return "nothing"


collections.abc.Sequence.register(str)
print(issubclass(str, collections.abc.Sequence), kind("q"), kind(b"q"), kind(bytearray(b"q")))
print(kind(Row()), kind(Derived()))
collections.abc.Sequence.register(Row)
print(kind(Row()), kind(Derived()), kind(range(3)), kind(memoryview(b"ab")))
collections.abc.Mapping.register(Row)
print(kind(Row()), kind(Derived()))
