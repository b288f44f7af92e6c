# trace: compiled>=1
n = 1000
acc = 0
while n:
    n -= 1
    acc += n & 3
print(n, acc)
n = 1000
while True:
    n -= 3
    if n < -500:
        break
print(n)
