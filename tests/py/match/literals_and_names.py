def f(x):
    match x:
        case 0: return "zero"
        case -1 | -2: return "negative"
        case 1.5: return "float"
        case "a" "b": return "str"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case 3 + 4j: return "complex"
        case -2.5: return "neg float"
        case y: return ("name", y)
print([f(v) for v in (0, -1, -2, 1.5, "ab", b"x", None, True, 3 + 4j, -2.5, [1], False, 1)])
