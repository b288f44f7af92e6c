a = [1]
a.append(a)
print(a, a[1][1][0], repr([a, a]))
d = {}
d["d"] = d
d["l"] = [d]
print(d)
t = ([],)
t[0].append(t)
print(t)
try: a == [1, a] or print("neq")
except RecursionError as e: print(e)
s = [[]] * 3
s[0].append(1)
print(s)
