print(0 or "x", 1 and 0, "" or [] or {}, 1 and 2 and 3, None or 0 or "last", not "", not not [0])
print(True + True, True == 1, isinstance(True, int), True * "ab", -True, ~False)
