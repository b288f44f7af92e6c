# trace: compiled>=1
def run(text):
    state = "start"
    words = numbers = 0
    for ch in text + " ":
        if state == "start":
            if ch.isalpha():
                state = "word"
            elif ch.isdigit():
                state = "number"
        elif state == "word":
            if not ch.isalnum():
                words += 1
                state = "start"
        elif state == "number":
            if not ch.isdigit():
                numbers += 1
                state = "start" if ch == " " else "word"
    return words, numbers

print(run("abc 12 d3f 45 6g " * 60))
