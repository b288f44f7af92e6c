# trace: compiled>=1
# Compiled loops of several threads, switched at polls.
from concurrent.futures import ThreadPoolExecutor
import sys

def burn(n):
    total = 0
    words = []
    for i in range(n):
        total += i * i % 7
        if i % 1000 == 0:
            words.append(str(i))
    return total, len(",".join(words))

class Node:
    def __init__(self, value, next):
        self.value, self.next = value, next

def chain(n):
    head = None
    for i in range(n):
        head = Node(i, head)
    total = 0
    while head:
        total += head.value
        head = head.next
    return total

sys.setswitchinterval(0.0005)
print(sys.getswitchinterval())
with ThreadPoolExecutor(4) as pool:
    print(set(pool.map(burn, [20000] * 8)) == {burn(20000)})
    print(sum(pool.map(chain, [5000] * 8)))
    print(pool.submit(divmod, 17, 5).result(), type(pool.submit(int, "x").exception()).__name__)
