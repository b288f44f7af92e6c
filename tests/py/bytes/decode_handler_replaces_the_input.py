# An error handler may put other bytes into the exception: decoding goes on with them.
import codecs


def replace_with_long(error):
    error.object = b"\0" * 8
    return "\ufffd", error.start


def shorten(error):
    error.object = error.object[:2]
    return "?", 2


def spoil(error):
    error.object = "text"
    return "?", 1


codecs.register_error("test.long", replace_with_long)
codecs.register_error("test.short", shorten)
codecs.register_error("test.spoil", spoil)
print(ascii(b"\0".decode("utf-16", "test.long")), ascii(b"\0".decode("utf-32", "test.long")))
for encoding, data in [
    ("utf-8", b"a\xffbcd"), ("ascii", b"a\xffbcd"), ("utf-8", b"\xff" * 9),
]:
    print(encoding, ascii(data.decode(encoding, "test.long")), ascii(data.decode(encoding, "test.short")))
    try:
        data.decode(encoding, "test.spoil")
    except TypeError as e:
        print(e)
