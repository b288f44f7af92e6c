"""A JSON reader and writer in Python: characters, string building, recursive descent, dispatch on types."""
import sys

ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
UNESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
SPACE = " \t\r\n"
DIGITS = "0123456789"


class Reader:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def fail(self, message):
        raise ValueError("%s at %d" % (message, self.position))

    def skip_space(self):
        text, position = self.text, self.position
        while position < len(text) and text[position] in SPACE:
            position += 1
        self.position = position

    def peek(self):
        self.skip_space()
        if self.position == len(self.text):
            self.fail("unexpected end")
        return self.text[self.position]

    def expect(self, character):
        if self.peek() != character:
            self.fail("expected " + character)
        self.position += 1

    def value(self):
        character = self.peek()
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        if character in DIGITS or character == "-":
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.position):
                self.position += len(word)
                return value
        self.fail("unexpected " + character)

    def object(self):
        self.expect("{")
        result = {}
        if self.peek() == "}":
            self.position += 1
            return result
        while True:
            self.peek()
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if self.peek() == "}":
                self.position += 1
                return result
            self.expect(",")

    def array(self):
        self.expect("[")
        result = []
        if self.peek() == "]":
            self.position += 1
            return result
        while True:
            result.append(self.value())
            if self.peek() == "]":
                self.position += 1
                return result
            self.expect(",")

    def string(self):
        self.expect('"')
        text, position = self.text, self.position
        parts = []
        start = position
        while True:
            character = text[position]
            if character == '"':
                parts.append(text[start:position])
                self.position = position + 1
                return "".join(parts)
            if character == "\\":
                parts.append(text[start:position])
                escape = text[position + 1]
                if escape == "u":
                    parts.append(chr(int(text[position + 2:position + 6], 16)))
                    position += 6
                else:
                    parts.append(ESCAPES[escape])
                    position += 2
                start = position
            else:
                position += 1

    def number(self):
        text, start = self.text, self.position
        position = start + 1
        is_float = False
        while position < len(text):
            character = text[position]
            if character in ".eE":
                is_float = True
            elif character not in DIGITS and character not in "+-":
                break
            position += 1
        self.position = position
        return float(text[start:position]) if is_float else int(text[start:position])


def quote(text):
    return '"' + "".join(UNESCAPES.get(character, character) for character in text) + '"'


def write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(quote(key) + ": " + write(item) for key, item in value.items()) + "}"
    return "[" + ", ".join(write(item) for item in value) + "]"


def sample(count):
    return [{"id": i, "name": "item \"%d\"\n" % i, "price": i * 1.25 + 0.5, "tags": ["a%d" % (i % 7), "b", ""],
             "nested": {"deep": [[i], [i, [i + 1, None]]], "ok": i % 2 == 0, "none": None}}
            for i in range(count)]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 12000
    data = sample(count)
    text = write(data)
    for _ in range(2):
        reader = Reader(text)
        again = reader.value()
        assert again == data and reader.position == len(text)
        assert write(again) == text
    assert Reader('"\\u00e9\\n"').value() == "\u00e9\n"
    failures = 0
    for broken in ('{"a" 1}', "[1, 2", "tru", '{"a": }'):
        try:
            Reader(broken).value()
        except ValueError:
            failures += 1
    assert failures == 4
    print("json_text %d: %d" % (count, len(text)))


main()
