l = [3, 1, 2]
l.append(5); l.extend("ab"); l.insert(0, 9); l.insert(-1, 8); l.insert(100, 7)
print(l, l.index(5), l.count("a"), l.pop(), l.pop(0), l.pop(-2))
l.remove("b"); l.reverse()
print(l, l.copy() == l, l.copy() is l)
l.clear()
print(l, [1, 2] + [3], [0] * 3, 2 * [1, 2], [1] * -1, [1, 2, 3].index(3, 1), [1, 2, 1].index(1, 1, 3))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [].remove(1), lambda: [1].index(2), lambda: [1] + (2,), lambda: [1] * "a", lambda: [1].insert("a", 1), lambda: [1][5], lambda: [1].__getitem__("a"), lambda: [].extend(5), lambda: [1].index(1, 1), lambda: hash([])):
    try: f()
    except (IndexError, ValueError, TypeError) as e: print(type(e).__name__, e)
