import binascii, bisect, csv, itertools, json.tool, math, subprocess, sys, zlib
class K:
    def __init__(self, v): pass
    def __eq__(self, other):
        global calls
        calls += 1
        if calls == 1: next(group, None)
        return True
calls = 0
group = next(itertools.groupby(range(10), K))[1]
print([next(group, "end") for _ in range(2)])
print(binascii.b2a_qp(b"x y\t", quotetabs=True, header=True), binascii.b2a_qp(b"x y_", header=True))
print(bisect.bisect_left(range(2**63 - 1), 2**63 - 3), bisect.bisect(range(2**62), 2**61))
class F(float):
    def __ceil__(self): return 42
    def __floor__(self): return 43
print(math.ceil(F(1.5)), math.floor(F(1.5)), math.ceil(1.2))
print(list(csv.reader(["a;b"], dialect=csv.excel_tab, delimiter=";")), next(csv.reader(["x"], dialect="excel")))
for value in (None, 9):
    try: csv.reader([], lineterminator=value)
    except TypeError as e: print(e)
stream = zlib.decompressobj()
print(stream.decompress(zlib.compress(b"data") + b"0"), stream.decompress(b"12"), stream.unused_data, stream.unconsumed_tail)
run = subprocess.run([sys.executable, "-c", "import sys; print(1); sys.stdout.close()"], capture_output=True)
print(run.returncode, run.stdout, run.stderr)
