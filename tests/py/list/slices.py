l = list(range(10))
print(l[2:5], l[:-3], l[::2], l[::-1], l[8:2:-2], l[5:5], l[-3:], l[100:], l[-100:3], l[3:-100:-1], l[None:None:None])
l[2:5] = "abc"
l[:0] = [-1]
l[len(l):] = [99]
l[::3] = [0] * len(l[::3])
print(l)
del l[1:3], l[::2]
print(l)
l[:] = l + l[:]
l[1:1] = l
print(l)
for f in (lambda: l.__setitem__(slice(0, 4, 2), [1]), lambda: l.__setitem__(slice(0, 1), 5), lambda: l[::0], lambda: l["a":], lambda: l.__setitem__(slice(None, None, -1), [1, 2])):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
