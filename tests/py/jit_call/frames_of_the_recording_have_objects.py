# Finalisers run while loops are recorded and ask for the frames of that moment. The frames of the trace have no frame objects:
# where their headers would be stands what the loop computed before.
# trace: compiled>=1
import sys

SOURCE = """
class Point:
    def __init__(self, x):
        self.x = x


def total(n):
    s = 0
    for i in range(n):
        Dying()
        last[0] = [i, i, i, i, i]
        s += Point(i).x
    return s
"""


class Dying:
    def __del__(self):
        names.add(sys._getframe(1).f_code.co_name)


names = set()
sums = set()
for copy in range(40):
    namespace = {"Dying": Dying, "last": [0]}
    exec(SOURCE, namespace)
    n = 200 + copy % 8
    sums.add(namespace["total"](n) - sum(range(n)))
print(sums)
