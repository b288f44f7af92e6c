# trace: compiled>=1
def is_odd(n): return n % 2 == 1
def pick(n): return "x" if n > 300 else None

a = b = 0
for i in range(600):
    if is_odd(i) and not is_odd(i // 2):
        a += 1
    while is_odd(a):
        a += 1
    b += len(pick(i) or "abc")
print(a, b)
