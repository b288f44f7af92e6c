# trace: compiled>=1
zero = lambda f: lambda x: x
succ = lambda n: lambda f: lambda x: f(n(f)(x))
add = lambda m: lambda n: lambda f: lambda x: m(f)(n(f)(x))
mul = lambda m: lambda n: lambda f: m(n(f))
num = lambda n: n(lambda k: k + 1)(0)
n = zero
for i in range(30):
    n = succ(n)
print(num(n), num(add(n)(n)), num(mul(n)(n)))
