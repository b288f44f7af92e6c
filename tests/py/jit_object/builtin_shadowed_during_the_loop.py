# trace: compiled>=1
s = 0
for i in range(900):
    s += len([1, 2, 3])
    if i == 500:
        def len(x): return 100
    if i == 700:
        del len
print(s)
import builtins
old = builtins.abs
for i in range(300):
    s += abs(-1)
    if i == 150:
        builtins.abs = lambda x: 5
    if i == 250:
        builtins.abs = old
print(s)
