# trace: compiled>=1
def is_prime(n):
    if n < 4:
        return n > 1
    return all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7) if a % n)

print([n for n in range(200) if is_prime(n)])
print(sum(pow(3, k, 1000003) for k in range(500)), pow(3, -1, 7))
