for i in range(5):
    if i == 1: continue
    elif i == 3: break
else: print("never")
while i: i -= 1
else: print("done", i)
for x in []: pass
else: print("empty else")
for x in *[1], 2: print(x)
while True:
    break
else: print("never")
for i in range(3):
    for j in range(3):
        if j == i: break
    else:
        print("no break")
    print(i, j)
