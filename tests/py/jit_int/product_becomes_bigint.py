# trace: compiled>=1
def factorial(n):
    r = 1
    while n > 1:
        r *= n
        n -= 1
    return r

print(factorial(15), factorial(20), factorial(21), factorial(25))
print(factorial(300) % (10**9 + 7))
print(len(str(factorial(200))))
