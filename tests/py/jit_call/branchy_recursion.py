# trace: compiled>=1
class Num:
    def __init__(self, v): self.v = v
class Bin:
    def __init__(self, op, left, right): self.op, self.left, self.right = op, left, right
class Neg:
    def __init__(self, e): self.e = e
class If:
    def __init__(self, c, a, b): self.c, self.a, self.b = c, a, b

state = 12345
def draw(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 16) % n

def make(depth):
    k = draw(8) if depth else 0
    if k == 0: return Num(draw(10) - 3.5 if draw(9) == 0 else draw(10))
    if k < 5: return Bin("+-*<"[k - 1], make(depth - 1), make(depth - 1))
    if k < 7: return Neg(e=make(depth - 1))
    return If(make(depth - 1), make(depth=depth - 1), make(depth - 1))

def evaluate(n):
    t = type(n)
    if t is Num: return n.v
    if t is Neg: return -evaluate(n.e) % 1009
    if t is Bin:
        a, b = evaluate(n.left), evaluate(n.right)
        if n.op == "+": return (a + b) % 1009
        if n.op == "-": return a - b
        if n.op == "*": return a * b % 1009
        return a < b
    return evaluate(n.a) if evaluate(n.c) else evaluate(n.b)

trees = [make(7) for _ in range(40)]
print(sum(evaluate(t) for t in trees for _ in range(5)), [evaluate(t) for t in trees[:12]])
