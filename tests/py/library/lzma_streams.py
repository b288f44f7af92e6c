import io, lzma, tarfile, _lzma
data = bytes(range(256)) * 500
packed = lzma.compress(data)
print(lzma.decompress(packed) == data, len(packed) < 2000, lzma.decompress(packed + lzma.compress(b"more"))[-4:])
delta = [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2, "preset": 3, "lc": 2, "mode": lzma.MODE_FAST}]
for options in ({}, {"format": lzma.FORMAT_ALONE}, {"check": lzma.CHECK_SHA256, "preset": 1}, {"filters": delta}, {"format": lzma.FORMAT_RAW, "filters": delta},
                {"filters": [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2}]}, {"format": lzma.FORMAT_ALONE, "filters": [{"id": lzma.FILTER_LZMA1, "dict_size": 65536}]}):
    text = lzma.compress(data, **options)
    d = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=delta) if options.get("format") == lzma.FORMAT_RAW else lzma.LZMADecompressor()
    print(d.check, d.decompress(text) == data, d.check, d.eof, len(text))
d = lzma.LZMADecompressor()
out = d.decompress(packed + b"rest", 1000)
print(len(out), d.needs_input, d.eof, d.unused_data)
while not d.eof: out += d.decompress(b"", 10000)
print(out == data, d.needs_input, d.eof, d.unused_data)
d, out = lzma.LZMADecompressor(), b""
for i in range(len(packed)): out += d.decompress(packed[i:i + 1])
print(out == data, d.eof)
c = lzma.LZMACompressor()
print(lzma.decompress(b"".join([c.compress(data[:70000]), c.compress(b""), c.compress(data[70000:]), c.flush()])) == data)
for call in (lambda: c.compress(b"x"), lambda: c.flush(), lambda: lzma.LZMACompressor(format=9), lambda: lzma.LZMACompressor(preset=99), lambda: lzma.LZMACompressor(format=lzma.FORMAT_RAW),
             lambda: lzma.LZMACompressor(preset=1, filters=[]), lambda: lzma.LZMADecompressor().decompress(b"x" * 20), lambda: lzma.LZMADecompressor(format=lzma.FORMAT_RAW),
             lambda: lzma.LZMADecompressor(filters=[]), lambda: lzma.LZMACompressor(filters=[{"id": 5}]), lambda: lzma.LZMACompressor(filters=[{"i": 5}]), lambda: lzma.LZMACompressor(filters=5),
             lambda: lzma.LZMACompressor(filters=[{"id": lzma.FILTER_LZMA2, "foo": 1}]), lambda: lzma.LZMADecompressor(memlimit=100).decompress(packed), lambda: d.decompress(b""),
             lambda: lzma.LZMACompressor(format=lzma.FORMAT_ALONE, check=1), lambda: lzma.LZMACompressor(filters=[]), lambda: lzma.LZMACompressor(filters=[{"id": 99}]), lambda: lzma.decompress(packed[:-5])):
    try: print(call())
    except (lzma.LZMAError, ValueError, TypeError, EOFError) as e: print(type(e).__name__, e)
print(_lzma._encode_filter_properties({"id": lzma.FILTER_LZMA2, "dict_size": 65536}), _lzma._decode_filter_properties(lzma.FILTER_LZMA2, b"\x08"),
      _lzma._decode_filter_properties(lzma.FILTER_LZMA1, b"]\0\0\1\0"), lzma.is_check_supported(4), lzma.is_check_supported(15))
f = io.BytesIO()
with lzma.open(f, "wt") as t: t.write("line\n" * 3)
f.seek(0)
print(lzma.open(f, "rt").readlines())
f = io.BytesIO()
with tarfile.open(fileobj=f, mode="w:xz") as t: t.addfile(tarfile.TarInfo("empty"))
f.seek(0)
print(tarfile.open(fileobj=f).getnames())
