s = "héllo 日本😀"
print(s[0], s[-1], s[1:4], s[::-1], s[::2], s[-3:], s[:-3], s[5:2], s[100:], s[-100:2], s[7:1:-2], len(s))
for i in (9, -10, "a", 1.0, None, 10**20):
    try: s[i]
    except (IndexError, TypeError) as e: print(type(e).__name__, e)
try: s[0] = "x"
except TypeError as e: print(e)
try: del s[0]
except TypeError as e: print(e)
try: s[::0]
except ValueError as e: print(e)
print("abc" * 3, "ab" * 0, "ab" * -1, 2 * "é", "a" + "é" + "日" + "😀", "abc" < "abd", "Z" < "a", "é" > "z", "" < "a", "\U0001f600" > "\uffff")
