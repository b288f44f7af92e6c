x = 7
x += 1; x -= 2; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 2; x >>= 1; x |= 1; x &= 0xFF; x ^= 3
print(x)
x /= 2
print(x)
l = [1]
k = l
l += (2,)
l *= 2
print(k, k is l)
t = (1,)
u = t
t += (2,)
print(u, t)
s = "a"
s += "b"
s *= 3
print(s)
d = {"a": 1}
d |= {"b": 2}
e = {1, 2}
e |= {3}; e &= {2, 3}; e -= {2}; e ^= {5}
print(d, e)
