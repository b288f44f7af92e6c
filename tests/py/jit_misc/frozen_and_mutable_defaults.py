# trace: compiled>=1
class Account:
    rate = 0.01
    history = []
    def __init__(self): self.balance = 100
    def tick(self):
        self.balance += self.balance * self.rate
        self.history.append(self.balance)
        if len(self.history) > 10:
            del self.history[0]

a, b = Account(), Account()
for i in range(300):
    a.tick()
    if i % 2:
        b.tick()
    if i == 100:
        b.rate = 0
    if i == 200:
        Account.rate = -0.005
print(round(a.balance, 6), round(b.balance, 6), len(a.history), a.history is b.history)
