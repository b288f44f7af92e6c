# trace: compiled>=1
def flaky(i, attempt):
    if attempt < i % 4:
        raise ConnectionError(f"{i}/{attempt}")
    return i * 10 + attempt

s = tries = 0
for i in range(300):
    attempt = 0
    while True:
        tries += 1
        try:
            s += flaky(i, attempt)
        except ConnectionError:
            attempt += 1
        else:
            break
print(s, tries)
