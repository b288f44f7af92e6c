# trace: compiled>=1
class K:
    a = 2
    def __init__(self): self.b = 3
def f(n):
    k = K()
    xs = [5]
    d = {"q": 7}
    s = 0
    for i in range(n):
        s += K.a * k.b + xs[0] + d["q"]
        if i == 500:
            k.b = 30
        elif i == 600:
            xs[0] = 50
        elif i == 700:
            d["q"] = 70.5
        elif i == 800:
            K.a = 20
    return s

print(f(1000))
