import bz2, io, tarfile, zipfile
data = bytes(range(256)) * 500
packed = bz2.compress(data)
print(bz2.decompress(packed) == data, len(packed) < 5000, bz2.decompress(packed + bz2.compress(b"more"))[-4:], bz2.decompress(b""))
d = bz2.BZ2Decompressor()
out = d.decompress(packed + b"rest", 1000)
print(len(out), d.needs_input, d.eof, d.unused_data)
while not d.eof: out += d.decompress(b"", 10000)
print(out == data, d.needs_input, d.eof, d.unused_data)
d, out = bz2.BZ2Decompressor(), b""
for i in range(0, len(packed), 100): out += d.decompress(packed[i:i + 100])
print(out == data, d.eof)
c = bz2.BZ2Compressor(1)
print(bz2.decompress(b"".join([c.compress(data[:70000]), c.compress(b""), c.compress(data[70000:]), c.flush()])) == data)
for call in (lambda: bz2.BZ2Compressor(0), lambda: bz2.BZ2Compressor("x"), lambda: c.compress(b"x"), lambda: c.flush(), lambda: bz2.BZ2Decompressor().decompress(b"x" * 20), lambda: bz2.BZ2Decompressor().decompress("x"),
             lambda: d.decompress(b""), lambda: bz2.decompress(packed[:-5])):
    try: print(call())
    except (OSError, ValueError, TypeError, EOFError) as e: print(type(e).__name__, e)
f = io.BytesIO()
with bz2.open(f, "wt") as t: t.write("line\n" * 3)
f.seek(0)
print(bz2.open(f, "rt").readlines())
f = io.BytesIO()
with tarfile.open(fileobj=f, mode="w:bz2") as t: t.addfile(tarfile.TarInfo("empty"))
f.seek(0)
print(tarfile.open(fileobj=f).getnames())
with zipfile.ZipFile(f, "w", zipfile.ZIP_BZIP2) as z: z.writestr("a", data)
print(zipfile.ZipFile(f).read("a") == data)
