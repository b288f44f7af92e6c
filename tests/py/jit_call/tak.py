# trace: compiled>=1
def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))

print(tak(9, 6, 3), tak(10, 5, 2))
