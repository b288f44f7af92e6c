def down(n):
    return down(n + 1)

count = 0
for i in range(5):
    try:
        down(0)
    except RecursionError as e:
        count += 1
        text = str(e)[:32]
print(count, text)

def ok(n):
    return 0 if n == 0 else 1 + ok(n - 1)
print(sum(ok(300) for _ in range(20)))
