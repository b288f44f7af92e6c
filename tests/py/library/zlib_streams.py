# Compression in pieces, limits, what is left over, dictionaries, errors.
import zlib, gzip, io
data = bytes(range(256)) * 40
packed = zlib.compress(data, 9)
print(zlib.decompress(packed) == data, zlib.crc32(data), zlib.adler32(data), zlib.crc32(b"b", zlib.crc32(b"a")) == zlib.crc32(b"ab"))
c = zlib.compressobj(6, zlib.DEFLATED, -15)
raw = c.compress(data[:5000]) + c.flush(zlib.Z_SYNC_FLUSH) + c.compress(data[5000:]) + c.flush()
print(zlib.decompress(raw, -15) == data)
d = zlib.decompressobj()
first = d.decompress(packed + b"rest", 100)
print(len(first), len(d.unconsumed_tail) > 0, d.eof, d.unused_data)
rest = d.decompress(d.unconsumed_tail)
print(first + rest + d.flush() == data, d.eof, d.unused_data)
z = zlib.compressobj(zdict=b"hello world")
text = z.compress(b"hello world hello") + z.flush()
print(zlib.decompressobj(zdict=b"hello world").decompress(text))
for bad in (lambda: zlib.decompress(b"nonsense"), lambda: zlib.decompress(packed[:-5]), lambda: zlib.compress(b"", 99)):
    try:
        bad()
    except zlib.error as e:
        print(e)
print(gzip.decompress(gzip.compress(data)) == data)
