xs = [0, 1, -1, True, 2**31, 2**61 - 1, 2**61, 2**63, -2**63, 2**70, -2**70, 10**30]
print([hash(x) for x in xs])
print(sorted(xs, reverse=True), max(xs), min(xs), 2**70 == float(2**70), 2**53 + 1 == float(2**53 + 1), hash(2**70) == hash(float(2**70)), 1 == 1.0 == True == (1 + 0j))
print(2**70 > 2**69, -2**70 < 0, 2**64 != 2**64 + 1, 5 < 5.5 < 6, 10**400 > 1e308, -10**400 < -1e308, 10**400 < float("inf"), 1 < float("nan"))
