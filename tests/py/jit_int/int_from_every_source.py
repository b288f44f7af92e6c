acc = 0
for i in range(300):
    acc += int(str(i)) + int(float(i)) + int(i) + int("%x" % i, 16) + len("a" * (i % 5)) + ord(chr(i))
    acc -= hash(i) + round(i + 0.4) + abs(-i) + i.bit_length()
print(acc)
