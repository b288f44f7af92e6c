# trace: compiled>=1
def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

print(fib(10), fib(70), fib(71), fib(92), fib(93), fib(94), fib(300))
