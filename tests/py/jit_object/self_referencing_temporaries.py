class Node:
    pass

def f(n):
    s = 0
    keep = None
    for i in range(n):
        a = Node()
        b = Node()
        a.other = b
        b.other = a
        a.v = i
        s += b.other.v + (a.other.other is a)
        if i == n // 2:
            keep = b
    return s, keep.other.v, keep.other.other is keep

print(f(10), f(500))
