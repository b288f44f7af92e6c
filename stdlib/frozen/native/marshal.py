"""marshal: values in CPython's format, version 4. Code objects have a form of their own here and are refused."""
import struct as _struct

version = 4
_REF = 0x80
_CONSTANTS = {None: b"N", False: b"F", True: b"T", ...: b".", StopIteration: b"S"}
_BY_CODE = {code[0]: value for value, code in _CONSTANTS.items()}
_int32 = _struct.Struct("<i")
_double = _struct.Struct("<d")


def _write_int(out, value):
    if -0x80000000 <= value < 0x80000000:
        out += b"i" + _int32.pack(value)
        return
    digits = []
    rest = abs(value)
    while rest:
        digits.append(rest & 0x7FFF)
        rest >>= 15
    out += b"l" + _int32.pack(-len(digits) if value < 0 else len(digits))
    out += _struct.pack("<%dH" % len(digits), *digits)


def _write_str(out, value):
    if value.isascii():
        if len(value) < 256:
            out += b"z" + bytes([len(value)]) + value.encode()
        else:
            out += b"a" + _int32.pack(len(value)) + value.encode()
    else:
        data = value.encode("utf-8", "surrogatepass")
        out += b"u" + _int32.pack(len(data)) + data


def _write_items(out, code, items, depth):
    out += code + _int32.pack(len(items))
    for item in items:
        _write(out, item, depth)


def _write(out, value, depth):
    if depth > 2000:
        raise ValueError("object too deeply nested to marshal")
    depth += 1
    kind = type(value)
    if value is None or value is ... or value is StopIteration or kind is bool:
        out += _CONSTANTS[value]
    elif kind is int:
        _write_int(out, value)
    elif kind is float:
        out += b"g" + _double.pack(value)
    elif kind is complex:
        out += b"y" + _double.pack(value.real) + _double.pack(value.imag)
    elif kind is str:
        _write_str(out, value)
    elif kind is tuple and len(value) < 256:
        out += b")" + bytes([len(value)])
        for item in value:
            _write(out, item, depth)
    elif kind in (tuple, list, set, frozenset):
        _write_items(out, {tuple: b"(", list: b"[", set: b"<", frozenset: b">"}[kind], value, depth)
    elif kind is dict:
        out += b"{"
        for key, item in value.items():
            _write(out, key, depth)
            _write(out, item, depth)
        out += b"0"
    else:
        try:
            data = bytes(memoryview(value))
        except TypeError:
            raise ValueError("unmarshallable object") from None
        out += b"s" + _int32.pack(len(data)) + data


class _Reader:
    def __init__(self, read):
        self.read = read
        self.refs = []

    def take(self, n):
        data = self.read(n)
        if len(data) != n:
            raise EOFError("marshal data too short")
        return data

    def number(self):
        return _int32.unpack(self.take(4))[0]

    def size(self):
        n = self.number()
        if n < 0:
            raise ValueError("bad marshal data (size out of range)")
        return n

    def long(self):
        n = self.number()
        value = 0
        for digit in reversed(_struct.unpack("<%dH" % abs(n), self.take(2 * abs(n)))):
            value = value << 15 | digit
        return -value if n < 0 else value

    def text(self, code):
        n = self.take(1)[0] if code in b"zZ" else self.size()
        data = self.take(n)
        return data.decode("utf-8", "surrogatepass") if code in b"ut" else data.decode("latin-1")

    def items(self, n):
        return [self.value() for _ in range(n)]

    def fill(self, slot, container, add, n):
        self.note(slot, container)
        for _ in range(n):
            add(self.value())
        return container

    def pairs(self, slot):
        self.note(slot, result := {})
        while True:
            code = self.take(1)[0]
            if code == 0x30:
                return result
            key = self.value(code)
            result[key] = self.value()

    def note(self, slot, value):
        if slot is not None:
            self.refs[slot] = value

    def value(self, code=None):
        if code is None:
            code = self.take(1)[0]
        slot = None
        if code & _REF:
            code &= 0x7F
            slot = len(self.refs)
            self.refs.append(None)
        value = self.plain(chr(code), code, slot)
        self.note(slot, value)
        return value

    def plain(self, letter, code, slot):
        if code in _BY_CODE:
            return _BY_CODE[code]
        match letter:
            case "i": return self.number()
            case "l": return self.long()
            case "g": return _double.unpack(self.take(8))[0]
            case "f": return float(self.take(self.take(1)[0]))
            case "y": return complex(*_struct.unpack("<dd", self.take(16)))
            case "s": return self.take(self.size())
            case "z" | "Z" | "a" | "A" | "u" | "t": return self.text(code)
            case ")": return tuple(self.items(self.take(1)[0]))
            case "(": return tuple(self.items(self.size()))
            case "[":
                result = []
                return self.fill(slot, result, result.append, self.size())
            case "<":
                result = set()
                return self.fill(slot, result, result.add, self.size())
            case ">": return frozenset(self.items(self.size()))
            case "{": return self.pairs(slot)
            case "r":
                index = self.number()
                if not 0 <= index < len(self.refs):
                    raise ValueError("bad marshal data (invalid reference)")
                return self.refs[index]
        raise ValueError("bad marshal data (unknown type code)")


def dumps(value, version=version, /):
    out = bytearray()
    _write(out, value, 0)
    return bytes(out)


def dump(value, file, version=version, /):
    return file.write(dumps(value, version))


def load(file, /):
    return _Reader(file.read).value()


def loads(data, /):
    data = bytes(memoryview(data))
    position = 0

    def read(n):
        nonlocal position
        part = data[position:position + n]
        position += n
        return part
    return _Reader(read).value()
