# trace: compiled>=1
memo = {}
def ways(n, k):
    if n == 0:
        return 1
    if n < 0 or k == 0:
        return 0
    key = (n, k)
    if key not in memo:
        memo[key] = ways(n - k, k) + ways(n, k - 1)
    return memo[key]

print([ways(n, n) for n in range(30)], ways(80, 80), len(memo))
