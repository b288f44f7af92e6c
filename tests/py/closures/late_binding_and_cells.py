fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
def make():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return fs
g = make()
print([f() for f in g], g[0].__closure__[0].cell_contents, g[0].__code__.co_freevars, g[0].__closure__[0] is g[1].__closure__[0])
