class Log:
    def __init__(self): object.__setattr__(self, "sets", 0)
    def __setattr__(self, k, v):
        object.__setattr__(self, "sets", self.sets + 1)
        object.__setattr__(self, k, v)

o = Log()
for i in range(300):
    o.x = i
    o.x += 1
print(o.x, o.sets)
