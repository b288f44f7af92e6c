# trace: compiled>=1
def mix(n):
    a = 0x12345
    for i in range(n):
        a = (a ^ (a << 3)) & 0xFFFFFF
        a |= i
        a = ~a & 0xFFFFFFFF if i % 3 else a
        a ^= -i & 0xFFFF
    return a

print(mix(10), mix(1000), mix(3000))
