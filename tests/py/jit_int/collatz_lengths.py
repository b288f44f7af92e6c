# trace: compiled>=1
def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps

print([collatz(i) for i in range(1, 60)])
print(collatz(27), collatz(97), collatz(871), collatz(837799))
print(collatz(2**60 + 1))
