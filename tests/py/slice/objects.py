s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4), slice(5) == slice(None, 5, None), slice(1, 2) < slice(1, 3), slice(None, "a", 1.5), slice(10, 2, -3).indices(8))
for f in (lambda: slice(), lambda: s.indices(-1), lambda: hash(s), lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(3), lambda: setattr(s, "start", 1)):
    try: f()
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
print(list(range(10))[s], "abcdefghijkl"[s], (1, 2, 3)[slice(None, None, -1)])
