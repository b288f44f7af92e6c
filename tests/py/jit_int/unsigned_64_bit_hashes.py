# trace: compiled>=6
# Values of 0 .. 2**64-1 and sums and products that are masked to them, kept raw in the loop; what leaves it is an int again.
M = (1 << 64) - 1


def splitmix(seed, n):
    total = 0
    for _ in range(n):
        seed = (seed + 0x9E3779B97F4A7C15) & M
        z = seed
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & M
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & M
        total ^= z ^ z >> 31
    return total, seed


def lcg(state, n):
    out = []
    for i in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & M
        out.append(state if i % 50 == 0 else state >> 60)
    return sum(out), out[50], out[-3:]


def rotate(x, n):
    for i in range(n):
        x = (x << 13 | x >> 51) & M
        x = (x - i * 0x9E3779B97F4A7C15) & M
        if x > M - (M >> 4):
            x ^= 0xFFFF
        elif x == i or x < 1 << 40:
            x = ~x & M
    return x


def leaks(n):
    # The unmasked product is wanted as well, and a value in a list, a tuple, a dictionary.
    x, seen, table = 3, [], {}
    for i in range(n):
        p = (x ^ i) * 0xD6E8FEB86659FD93
        x = p & M
        if i % 37 == 0:
            seen.append((p, x))
        table[x & 3] = x
    return len(str(seen)), hash(seen[-1]), sorted(table), table[x & 3] == x


def grows(n):
    # Out of the unsigned range, and negative.
    x = 1 << 62
    for i in range(n):
        y = x ^ 5
        x = (x + (1 << 60)) & (M if i < n // 2 else -1)
    return x, y


def down(n):
    x = M
    for i in range(n):
        x = (x & M) - (1 << 57) if i % 3 else x ^ 1
    return x


def types(n):
    out = set()
    x = 1 << 63
    for i in range(n):
        x = (x * 3 + 1) & M
        y = x & 0xFF
        out |= {type(x).__name__, type(y).__name__, type(x >> 40).__name__, str(x > 255)}
    return sorted(out), x, x / 2, x % 1000, float(x), -x, x == x + 0, bool(x), [x][0] // 7


for n in (1, 70, 900):
    print(splitmix(42, n), lcg(1, max(n, 60)), rotate(0x0123456789ABCDEF, n), leaks(n))
    print(grows(n), down(n), types(n))
