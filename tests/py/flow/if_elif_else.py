def kind(n):
    if n < 0:
        return "neg"
    elif n == 0:
        return "zero"
    elif n < 10: return "small"
    else:
        if n % 2: return "odd"
    return "even"
print([kind(n) for n in (-5, 0, 5, 11, 12)])
if []: print("no")
elif "": print("no")
else: print("else")
