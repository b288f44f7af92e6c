# trace: compiled>=1
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)

print(even(300), odd(301), sum(even(i) for i in range(100)))
