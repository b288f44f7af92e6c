# trace: compiled>=1
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run

inc = lambda x: x + 1
dbl = lambda x: x * 2
p = compose(inc, dbl, inc, str, len)
q = compose(*[inc] * 20)
s = 0
for i in range(300):
    s += p(i) + q(i)
print(s)
