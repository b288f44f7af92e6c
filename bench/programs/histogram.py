"""Dictionaries with int, str and tuple keys: counting, grouping, inverting, merging, deleting."""
import sys


def numbers(count):
    seed = 99
    for _ in range(count):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        yield seed >> 16


def count_values(count):
    counts = {}
    for value in numbers(count):
        key = value & 1023
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


def group_pairs(count):
    groups = {}
    for value in numbers(count):
        groups.setdefault((value & 15, value >> 12), []).append(value)
    return groups


def by_name(counts):
    names = {}
    for key, amount in counts.items():
        name = "bin" + str(key % 64)
        names[name] = names.get(name, 0) + amount
    return names


def churn(count):
    """A sliding window: one key in, the oldest out."""
    window = {}
    order = []
    for value in numbers(count):
        window[value] = len(order)
        order.append(value)
        if len(order) > 500:
            old = order[len(order) - 501]
            if old in window and window[old] <= len(order) - 501:
                del window[old]
    return len(window)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500000
    total = 0
    for _ in range(3):
        counts = count_values(count)
        assert sum(counts.values()) == count
        groups = group_pairs(count)
        assert sum(len(group) for group in groups.values()) == count
        names = by_name(counts)
        assert sum(names.values()) == count and len(names) == 64
        inverse = {}
        for key in sorted(counts):
            inverse.setdefault(counts[key], set()).add(key)
        assert sum(len(keys) for keys in inverse.values()) == len(counts)
        merged = {**counts, **{key + 1024: amount for key, amount in counts.items()}}
        assert len(merged) == 2 * len(counts)
        kept = churn(count)
        assert kept <= 500
        total += len(groups) + kept
    print("histogram %d: %d" % (count, total))


main()
