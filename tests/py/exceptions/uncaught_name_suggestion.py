class Thing:
    def compute(self): return 1
value = Thing()
valeu.compute()
