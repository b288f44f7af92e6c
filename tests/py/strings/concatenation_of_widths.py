parts = ["a" * 50, "é" * 50, "日" * 50, "😀" * 50]
import itertools
for p in itertools.permutations(range(4), 2):
    s = parts[p[0]] + parts[p[1]]
    print(len(s), s[49] == parts[p[0]][0], s[50] == parts[p[1]][0], s[:50] == parts[p[0]], hash(s[50:]) == hash(parts[p[1]]), s.find(parts[p[1]]), end=";")
print()
s = "😀a"
print(s[1:] == "a", hash(s[1:]) == hash("a"), {"a": 1}[s[1:]], s.replace("😀", "b") == "ba", s[1:].encode())
