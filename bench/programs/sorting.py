"""sorted() with keys of several kinds, and quicksort, heapsort and insertion sort written in Python."""
import sys


class Record:
    def __init__(self, number, name):
        self.number = number
        self.name = name

    def __lt__(self, other):
        return self.number < other.number


def numbers(count):
    result = []
    seed = 2463534242
    for _ in range(count):
        seed ^= (seed << 13) & 0xFFFFFFFF
        seed ^= seed >> 17
        seed ^= (seed << 5) & 0xFFFFFFFF
        result.append(seed)
    return result


def quicksort(items):
    pending = [(0, len(items) - 1)]
    while pending:
        low, high = pending.pop()
        while low < high:
            pivot = items[(low + high) // 2]
            i, j = low, high
            while i <= j:
                while items[i] < pivot:
                    i += 1
                while items[j] > pivot:
                    j -= 1
                if i <= j:
                    items[i], items[j] = items[j], items[i]
                    i += 1
                    j -= 1
            if j - low < high - i:
                pending.append((i, high))
                high = j
            else:
                pending.append((low, j))
                low = i


def sift(heap, root, end):
    value = heap[root]
    while True:
        child = 2 * root + 1
        if child >= end:
            break
        if child + 1 < end and heap[child] < heap[child + 1]:
            child += 1
        if not value < heap[child]:
            break
        heap[root] = heap[child]
        root = child
    heap[root] = value


def heapsort(items):
    count = len(items)
    for root in range(count // 2 - 1, -1, -1):
        sift(items, root, count)
    for end in range(count - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(items, 0, end)


def insertion_sort(items):
    for i in range(1, len(items)):
        value = items[i]
        j = i - 1
        while j >= 0 and items[j] > value:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = value


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120000
    original = numbers(count)
    expected = sorted(original)
    assert all(expected[i] <= expected[i + 1] for i in range(count - 1))
    for sort in (quicksort, heapsort):
        items = original[:]
        sort(items)
        assert items == expected
    blocks = [original[i:i + 40] for i in range(0, count, 40)]
    for block in blocks:
        ordered = sorted(block)
        insertion_sort(block)
        assert block == ordered
    records = [Record(value, "n%05d" % (value % 99991)) for value in original]
    by_name = sorted(records, key=lambda record: record.name)
    assert all(by_name[i].name <= by_name[i + 1].name for i in range(count - 1))
    by_pair = sorted(records, key=lambda record: (record.number & 255, -record.number))
    assert by_pair[0].number & 255 <= by_pair[-1].number & 255
    by_less = sorted(records)
    assert [record.number for record in by_less] == expected
    backwards = sorted(original, reverse=True)
    assert backwards == expected[::-1]
    print("sorting %d: %d" % (count, by_pair[count // 2].number))


main()
