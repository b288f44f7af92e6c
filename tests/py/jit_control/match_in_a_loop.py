# trace: compiled>=1
def f(cmds):
    x = y = 0
    log = 0
    for c in cmds:
        match c:
            case ("move", dx, dy):
                x += dx
                y += dy
            case ("jump", n) if n > 3:
                x = n
            case ("jump", _):
                y -= 1
            case int(k):
                log += k
            case {"reset": True}:
                x = y = 0
            case [a, *rest]:
                log += a + len(rest)
            case None | "skip":
                pass
            case _:
                log += 1000
    return x, y, log

cmds = [("move", 1, 2), ("jump", 9), ("jump", 1), 5, {"reset": False}, [1, 2, 3], None, "skip", "what"]
print(f(cmds), f(cmds * 100), f(cmds * 60 + [{"reset": True}]))
