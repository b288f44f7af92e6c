# trace: compiled>=1
s = ""
for i in range(300):
    s += "fizzbuzz" if i % 15 == 0 else "fizz" if i % 3 == 0 else "buzz" if i % 5 == 0 else str(i)
print(len(s), s[:40], s[-20:])
