# trace: compiled>=1
def count(text):
    v = 0
    for i in range(len(text)):
        c = text[i]
        if c == "a" or c in "eiou":
            v += 1
        if text[-i - 1] == c:
            v += 100
    return v

print(count("hello world " * 50), count("żółć" * 100), count("a😀" * 100), count(""))
