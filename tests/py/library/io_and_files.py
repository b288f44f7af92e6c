import io, os, tempfile
with tempfile.TemporaryDirectory() as d:
    p = os.path.join(d, "f.txt")
    with open(p, "w", encoding="utf-8") as f:
        print(f.write("line 1\nline é\n"), f.writable(), f.closed)
        f.writelines(["x\n", "y"])
    with open(p, encoding="utf-8") as f:
        print(f.readline(), f.read(3), f.readlines(), f.read())
    print([l for l in open(p, encoding="utf-8")], open(p, "rb").read(8))
    with open(p, "a") as f: f.write("z")
    with open(p, "rb+") as f:
        f.seek(2); f.write(b"NE"); f.seek(0)
        print(f.read(8), f.tell())
    for args in ((p, "q"), (p + "no",), (p, "rb", -1, "utf-8"), (d,)):
        try: open(*args)
        except (ValueError, OSError) as e: print(type(e).__name__, str(e).replace(d, "D"))
s = io.StringIO("a\nb\n")
print(s.read(1), s.readline(), list(s), s.getvalue(), io.BytesIO(b"xyz").read(2))
try: f.read()
except ValueError as e: print(e)
