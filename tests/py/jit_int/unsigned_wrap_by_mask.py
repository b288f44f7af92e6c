# trace: compiled>=1
def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h ^= b
        h = (h * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h

print(fnv(b""), fnv(b"a"), fnv(bytes(range(256)) * 4))
