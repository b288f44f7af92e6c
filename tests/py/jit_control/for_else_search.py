# trace: compiled>=1
def primes(n):
    found = []
    for i in range(2, n):
        for p in found:
            if p * p > i:
                found.append(i)
                break
            if i % p == 0:
                break
        else:
            found.append(i)
    return found

p = primes(600)
print(len(p), p[:10], p[-3:], sum(p))
