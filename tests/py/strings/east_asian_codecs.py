# modes: off,on,threshold1,failguard,evaluate
"""Codecs of East Asian character sets: whole tables, errors and their handlers, pieces, streams."""
import codecs
import io
import zlib

NAMES = 'gb2312', 'gbk', 'cp949', 'shift_jis', 'euc_jp'


def attempt(function):
    try:
        print(ascii(function()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


for name in NAMES:
    known = ''.join(c for c in map(chr, [*range(0x20, 0x500), *range(0x2000, 0xD800, 23), *range(0xFF00, 0x10000)]) if c.encode(name, 'ignore'))
    encoded = known.encode(name)
    print(name, len(known), len(encoded), zlib.crc32(encoded), zlib.crc32(encoded.decode(name).encode()))
    pairs = [bytes([a, b]).decode(name, 'replace') for a in range(0x80, 256, 5) for b in range(0x30, 256, 11)]
    print(zlib.crc32(''.join(pairs).encode()))
    text = 'a\u4e2d\u20ac\U0001F600\xa5\xe9\\b' * 2
    attempt(lambda: text.encode(name))
    for errors in 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace':
        attempt(lambda: text.encode(name, errors))
    for data in b'abc\xff\xfe\x81d', b'ab\x81', b'\x80\xb0', 'ab\u4e2d'.encode(name)[:-1]:
        attempt(lambda: data.decode(name))
        attempt(lambda: data.decode(name, 'ignore'))
        attempt(lambda: data.decode(name, 'replace'))
    decoder = codecs.getincrementaldecoder(name)()
    whole = ('\u4e2dab' * 300).encode(name)
    print(''.join(decoder.decode(whole[i:i + 7]) for i in range(0, len(whole), 7)) + decoder.decode(b'', True) == '\u4e2dab' * 300,
          whole.decode(name) == '\u4e2dab' * 300)
    decoder.decode(whole[:1])
    print(decoder.getstate())
    attempt(lambda: decoder.decode(b'', True))
    stream = io.TextIOWrapper(io.BytesIO(), name)
    stream.write('\u4e2d\nab\n\u4e2d')
    stream.seek(0)
    print(ascii(list(stream)), ascii(codecs.getreader(name)(io.BytesIO(whole)).read(5)))
print(len(('\U0001F600' * 9000).encode('gbk', 'replace')))
attempt(lambda: 'x'.encode('no_such_codec'))
