# trace: compiled>=1
def classify(text):
    spaces = digits = others = 0
    total = 0
    for c in text:
        if c == ' ':
            spaces += 1
        elif '0' <= c <= '9':
            digits += 1
            total += ord(c) - ord('0')
        elif c != 'x' and c > 'a' or c < '\n':
            others += 1
    return spaces, digits, others, total

def positions(text, wanted):
    found = []
    i = 0
    while i < len(text):
        c = text[i]
        if c == wanted or text[-1 - i] == '\xe9':
            found.append((i, c, c + '!'))
        i += 1
    return found

class Text(str):
    def __eq__(self, other):
        return 'asked'

    __hash__ = str.__hash__

line = 'x hello 42 \xe9\xff\x00 world\t7 ' * 12
print(classify(line))
print(positions(line, 'w')[-2:], len(positions(line, '\xe9')), len(positions(line, '42')), len(positions(line, '')))
print(classify(line + '\u20ac' * 20 + line))                       # two bytes a character
print([sum(c == d for c, d in zip(line, line[k:])) for k in range(3)])
print(sum(c in (Text('x'), 'h') for c in line), [c == Text(c) for c in line[:3]])
print(''.join(chr(ord(c) ^ 1) for c in line[:40] * 3)[-20:])
counts = {}
for c in line * 3:
    counts[c] = counts.get(c, 0) + 1
print(sorted(counts.items())[:6], all(k is c for k, c in zip(sorted(counts), sorted(set(line)))))

def codes(parts):
    total = 0
    for part in parts:
        try:
            total += ord(part)
        except TypeError as error:
            total -= 1
            text = str(error)
    return total, text

print(codes([c for c in line] + ['ab', ''] * 3))
