# trace: compiled>=1
def tri(n):
    s = 0
    for i in range(n):
        for j in range(i % 13):
            s += i * j
        for k in range(3):
            s -= k
        j = i
        while j > 0:
            j >>= 1
            s += 1
    return s

print(tri(0), tri(1), tri(100), tri(400))
