"a simple module"
print("simple is imported")
value = 5
_private = 6
def double(x): return x * 2
def get(): return value
