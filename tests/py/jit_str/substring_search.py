# trace: compiled>=1
hay = "abracadabra" * 30
n = pos = 0
while True:
    pos = hay.find("abra", pos)
    if pos < 0:
        break
    n += 1
    pos += 1
print(n, hay.count("abra"), hay.rfind("cad"), hay.index("dab"))
k = 0
for i in range(300):
    k += hay.startswith("bra", i) + hay.endswith("a", 0, i) + ("rab" in hay[i:i + 9])
print(k)
