"""Text made of pseudo-random words, split, cleaned, counted and joined again: str methods and dicts of str."""
import sys

SYLLABLES = "ka lo mi ren tu sa vel or dan pi".split()
PUNCTUATION = ",.;:!?"


def make_text(count):
    words = []
    seed = 7
    for i in range(count):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        word = ""
        bits = seed >> 8
        for _ in range(1 + bits % 3):
            word += SYLLABLES[bits % 10]
            bits //= 10
        if seed & 0x1000:
            word = word.capitalize()
        if i % 9 == 8:
            word += PUNCTUATION[i % 6]
        words.append(word)
        if i % 12 == 11:
            words.append("\n")
    return " ".join(words)


def count_words(text):
    counts = {}
    for line in text.split("\n"):
        for word in line.split():
            word = word.strip(PUNCTUATION).lower()
            counts[word] = counts.get(word, 0) + 1
    return counts


def longest_lines(text, limit):
    lines = [line.strip() for line in text.splitlines()]
    lines.sort(key=lambda line: (-len(line), line))
    return lines[:limit]


def reverse_words(text):
    lines = []
    for line in text.split("\n"):
        turned = ""
        for word in line.split(" "):
            if word.startswith("ka") or word.endswith("tu"):
                word = word[::-1]
            turned += word + " "
        lines.append(turned[:-1])
    return "\n".join(lines)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    text = make_text(count)
    total = 0
    for _ in range(8):
        counts = count_words(text)
        assert sum(counts.values()) == count
        assert all(word == word.lower() and word for word in counts)
        top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
        lines = longest_lines(text, 5)
        assert len(lines[0]) >= len(lines[-1])
        turned = reverse_words(text)
        assert len(turned) == len(text)
        replaced = text.replace("ka", "[KA]")
        assert replaced.count("[KA]") == text.count("ka")
        total += len(counts) + top[0][1]
    print("word_count %d: %d" % (count, total))


main()
