x = 1 + \
    2
y = (1 +
     # comment inside
     2,
     3)
z = [
    1,

    2,
]
if x == 3 and \
   y == (3, 3): print("joined"); print(z)
