# trace: compiled>=1
factor = 1
def scale(x):
    return x * factor

s = 0
for i in range(1000):
    s += scale(i)
    if i == 600:
        factor = 3
    if i == 800:
        factor = 0.5
print(s)

def bump():
    global factor
    factor += 1

for i in range(500):
    bump()
    s += factor
print(s, factor)
