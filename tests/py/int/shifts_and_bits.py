print(1 << 0, 1 << 100, -1 << 70, 5 >> 1, -5 >> 1, -1 >> 100, 2**100 >> 98, -(2**100) >> 98, 0 << 1000, (1 << 64) >> 64, 255 >> 300, -255 >> 300)
print(6 & 3, -6 & 3, 6 & -3, -6 & -3, 6 | 3, -6 | 3, 6 | -3, 6 ^ 3, -6 ^ 3, -6 ^ -3, ~0, ~-1, ~(2**70))
big = 2**80 + 5
print(big & 0xFF, big & -1, -big & 0xFFFF, big | -big, big ^ -1, -big | 1, big & -big, -big & -(big + 1))
print([n.bit_length() for n in (0, 1, -1, 255, 256, -256, 2**63, 2**64 - 1)], [n.bit_count() for n in (0, 1, -1, 255, 2**64 - 1, -2**70)])
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: 1 << 2**100, lambda: 0 << 2**100, lambda: 5 >> 2**100, lambda: -5 >> 2**100, lambda: 1 & 1.0):
    try: print(f())
    except (ValueError, TypeError, OverflowError, MemoryError) as e: print(type(e).__name__, e)
