# trace: compiled>=1
class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right
    def check(self):
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()

def make(d):
    if d == 0:
        return Tree(None, None)
    return Tree(make(d - 1), make(d - 1))

print([make(d).check() for d in range(9)])
t = make(4)
print(sum(t.check() for _ in range(50)))
