# trace: compiled>=20
# Traces of short-lived code jump into the trace of a function that stays.
def lasting(n, start):
    total = start
    for i in range(n):
        total += i ^ start
        if total > 10**9:
            total = 0
    return total


def make(k):
    space = {"lasting": lasting}
    exec(f"""
def hot(n):
    total = 0
    for j in range(n):
        total += lasting(j % 40 + 5, {k}) + j
    return total
""", space)
    return space["hot"]


print(sum(make(k)(120) for k in range(60)))
print(lasting(1000, 3))
