"""Hash functions and random generators in integer arithmetic with masks: 32 and 64 bits wide."""
import sys

MASK32 = 0xFFFFFFFF
MASK64 = 0xFFFFFFFFFFFFFFFF


def fnv1a(data):
    value = 2166136261
    for byte in data:
        value = ((value ^ byte) * 16777619) & MASK32
    return value


def adler32(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def crc32_table():
    table = []
    for i in range(256):
        value = i
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    return table


def crc32(data, table):
    value = MASK32
    for byte in data:
        value = table[(value ^ byte) & 255] ^ value >> 8
    return value ^ MASK32


def xorshift32(seed, count):
    for _ in range(count):
        seed ^= seed << 13 & MASK32
        seed ^= seed >> 17
        seed ^= seed << 5 & MASK32
    return seed


def splitmix64(seed, count):
    total = 0
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & MASK64
        z = seed
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK64
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK64
        total ^= z ^ z >> 31
    return total


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500000
    assert fnv1a(b"a") == 0xE40C292C
    assert adler32(b"Wikipedia") == 0x11E60398
    table = crc32_table()
    assert crc32(b"123456789", table) == 0xCBF43926
    assert splitmix64(1234567, 1) == 6457827717110365317
    data = bytes((i * 37 + (i >> 3)) & 255 for i in range(count))
    results = (fnv1a(data), adler32(data), crc32(data, table), xorshift32(2463534242, 2 * count),
               splitmix64(42, count // 2))
    assert all(0 < value <= MASK64 for value in results)
    print("prng_hash %d: %d %d %d %d %d" % ((count,) + results))


main()
