x = 5
s = 0
missing = 0
for i in range(600):
    if i % 200 == 150:
        del x
    try:
        s += x
    except NameError as e:
        missing += 1
        text = str(e)
        if i % 200 == 180:
            x = i
print(s, missing, text)
