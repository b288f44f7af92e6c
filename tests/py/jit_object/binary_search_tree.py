# trace: compiled>=1
class Node:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None

def insert(root, key):
    if root is None:
        return Node(key)
    node = root
    while True:
        if key < node.key:
            if node.left is None:
                node.left = Node(key)
                return root
            node = node.left
        elif key > node.key:
            if node.right is None:
                node.right = Node(key)
                return root
            node = node.right
        else:
            return root

def walk(node):
    if node:
        yield from walk(node.left)
        yield node.key
        yield from walk(node.right)

root = None
for i in range(500):
    root = insert(root, i * 7919 % 1009)
keys = list(walk(root))
print(len(keys), keys == sorted(keys), keys[:5])
