# trace: compiled>=1
def numbers(n):
    for i in range(n):
        yield i
def squares(it):
    for x in it:
        yield x * x
def odd(it):
    for x in it:
        if x & 1:
            yield x

print(sum(odd(squares(numbers(1000)))))
print(sum(x for x in squares(y + 1 for y in numbers(500)) if x % 3))
