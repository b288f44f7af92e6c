# trace: compiled>=1
words = ["b", "a", "abc", "abd", "", "é", "z", "Z", "日本", "ab\0c"]
n = 0
for i in range(500):
    a = words[i % 10]
    b = words[i * 3 % 10]
    n += (a < b) + 2 * (a == b) + 4 * (a > b) + 8 * (a <= b)
print(n, sorted(words) == ["", "Z", "a", "ab\0c", "abc", "abd", "b", "z", "é", "日本"])
