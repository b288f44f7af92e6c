"""Singly linked lists of instances: building, reversing, filtering, merge sort, walking."""
import sys


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def build(count):
    head = None
    value = 42
    for _ in range(count):
        value = (value * 16807) % 2147483647
        head = Node(value, head)
    return head


def length(node):
    count = 0
    while node is not None:
        count += 1
        node = node.next
    return count


def reverse(node):
    previous = None
    while node is not None:
        following = node.next
        node.next = previous
        previous = node
        node = following
    return previous


def keep_odd(node):
    head = tail = None
    while node is not None:
        if node.value & 1:
            copy = Node(node.value, None)
            if tail is None:
                head = copy
            else:
                tail.next = copy
            tail = copy
        node = node.next
    return head


def merge(a, b):
    anchor = tail = Node(0, None)
    while a is not None and b is not None:
        if a.value <= b.value:
            tail.next = a
            tail = a
            a = a.next
        else:
            tail.next = b
            tail = b
            b = b.next
    tail.next = a if a is not None else b
    return anchor.next


def sort(node):
    if node is None or node.next is None:
        return node
    slow, fast = node, node.next
    while fast is not None and fast.next is not None:
        slow = slow.next
        fast = fast.next.next
    second = slow.next
    slow.next = None
    return merge(sort(node), sort(second))


def checksum(node):
    total = 0
    while node is not None:
        total = (total * 33 + node.value) & 0xFFFFFFFF
        node = node.next
    return total


def is_sorted(node):
    while node.next is not None:
        if node.value > node.next.value:
            return False
        node = node.next
    return True


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    result = 0
    for _ in range(12):
        head = build(count)
        before = checksum(head)
        head = reverse(reverse(head))
        assert checksum(head) == before
        odd = keep_odd(head)
        assert 0 < length(odd) < count
        head = sort(head)
        assert is_sorted(head) and length(head) == count
        odd = sort(odd)
        result = checksum(head) ^ checksum(odd)
    print("linked_list %d: %d" % (count, result))


main()
