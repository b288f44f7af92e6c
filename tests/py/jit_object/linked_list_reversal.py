# trace: compiled>=1
class Cell:
    __slots__ = ("value", "next")
    def __init__(self, value, next):
        self.value = value
        self.next = next

head = None
for i in range(800):
    head = Cell(i, head)
total = 0
c = head
while c is not None:
    total += c.value
    c = c.next
prev = None
while head:
    head.next, prev, head = prev, head, head.next
n = 0
c = prev
ok = True
while c:
    ok = ok and c.value == n
    n += 1
    c = c.next
print(total, n, ok)
