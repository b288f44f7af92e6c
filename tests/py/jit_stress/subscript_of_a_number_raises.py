# trace: start>=1
def last(v):
    return v[-2:]
caught = 0
for i in range(300):
    try:
        last(i * 0.5)
    except TypeError as e:
        caught += 1
print(caught)
def store(v):
    v[0] = 1
for i in range(300):
    try:
        store(i)
    except TypeError as e:
        caught += 1
print(caught)
