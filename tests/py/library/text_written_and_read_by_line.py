# Lines, newlines, positions and encoding errors of text files.
import io
import os
import tempfile

path = os.path.join(tempfile.mkdtemp(), "file.txt")


def written(*texts, **options):
    with open(path, "w", **options) as f:
        for text in texts:
            try:
                f.write(text)
            except (UnicodeEncodeError, TypeError) as e:
                print(type(e).__name__, e)
    with open(path, "rb") as f:
        return f.read()


print(written("a\n", "b\n", "\xe9\n", "\u20ac\U0001f600", encoding="utf-8"))
print(written("ok ", "\udc80", "more", "\ud83d\ude00", encoding="utf-8"))
print(written("ok ", "\udc80", "\xe9", encoding="utf-8", errors="surrogateescape"))
print(written("a", "\xe9", "b", "\u20ac", 5, b"x", encoding="latin-1"))
print(written("a", "\xe9", "b", encoding="ascii"), written("a", "\xe9", "b", encoding="ascii", errors="backslashreplace"))
print(written("a\n", "b", encoding="utf-16-le"), written("a\n", "b\n", newline="\r\n"), written("a\n", "\r\n", newline="\r"))

data = "one\ntwo\r\nthree\rfour\x85\u2028five\n" + "x" * 9000 + "\nlast"
with open(path, "w", newline="", encoding="utf-8") as f:
    f.write(data)
for newline in None, "", "\n", "\r", "\r\n":
    with open(path, newline=newline, encoding="utf-8") as f:
        lines = [len(line) for line in f]
    with open(path, newline=newline, encoding="utf-8") as f:
        parts = [f.readline(), f.readline(2), f.readline(0), f.readline(-1), next(f, "end")]
        parts += [len(line) for line in f.readlines()]
        print(repr(newline), lines, parts, f.newlines)

with open(path, encoding="utf-8") as f:
    first = f.readline()
    place = f.tell()
    second = f.readline()
    f.seek(place)
    print(first, second, f.readline() == second, f.read(5), sep="|")
    for line in f:
        break
    try:
        f.tell()
    except OSError as e:
        print(e)
    print(len(list(f)), f.tell() == os.path.getsize(path))

with open(path, "r+", encoding="utf-8") as f:
    f.readline()
    f.seek(0)
    f.write("ONE\n")
    f.flush()
    f.seek(0)
    print(next(f), next(f), end="")


class Upper(io.TextIOWrapper):
    def write(self, text):
        return super().write(text.upper())


raw = io.BytesIO()
upper = Upper(raw, encoding="ascii", write_through=True)
print(upper.write("abc"), print("x", 1, file=upper), raw.getvalue(), isinstance(upper, io.TextIOBase))
upper.close()
for use in upper.readline, lambda: next(upper), lambda: upper.write("x"), lambda: io.TextIOWrapper.__new__(Upper).write(""):
    try:
        use()
    except ValueError as e:
        print(e)
try:
    io.TextIOWrapper.write(io.StringIO(), "x")
except TypeError as e:
    print("TypeError")
