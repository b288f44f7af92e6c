s = ""
for i in range(900):
    if i < 300:
        s += "a"
    elif i < 600:
        s += "é" if i % 2 else "Ā"
    else:
        s += "😀"
print(len(s), s[299:302] == "aĀé", s[599:602] == "é😀😀", s.count("😀"), s[650], max(s) == "😀")
print(ascii(s[298:303]), ascii(s[-2:]))
