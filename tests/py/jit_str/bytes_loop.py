# trace: compiled>=1
def adler(data):
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return b << 16 | a

print(adler(b"Wikipedia"), adler(bytes(range(256)) * 5), adler(bytearray(b"x" * 500)))
ba = bytearray(300)
for i in range(300):
    ba[i] = i * i & 255
    ba[-1] ^= ba[i]
print(sum(ba), bytes(ba[:6]))
try:
    for i in range(300):
        ba[i] = i
except ValueError as e:
    print(i, e)
