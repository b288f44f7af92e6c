# trace: compiled>=1
def caesar(text, k):
    out = []
    for c in text:
        o = ord(c)
        if 97 <= o <= 122:
            out.append(chr((o - 97 + k) % 26 + 97))
        elif 65 <= o <= 90:
            out.append(chr((o - 65 + k) % 26 + 65))
        else:
            out.append(c)
    return "".join(out)

msg = "The Quick Brown Fox, 42!" * 20
print(caesar(msg, 3)[:24], caesar(caesar(msg, 7), -7) == msg)
