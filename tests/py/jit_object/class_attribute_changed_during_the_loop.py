# trace: compiled>=1
class Config:
    step = 1

class Sub(Config):
    pass

c = Sub()
s = 0
for i in range(1000):
    s += c.step
    if i == 300:
        Config.step = 2
    if i == 500:
        Sub.step = 3
    if i == 700:
        c.step = 4
    if i == 900:
        del c.step
        del Sub.step
print(s)
