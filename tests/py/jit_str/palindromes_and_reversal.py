# trace: compiled>=1
def is_pal(s):
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True

print(sum(is_pal(str(n)) for n in range(2000)))
print(sum(str(n) == str(n)[::-1] for n in range(2000)))
