s = {3, 1, 2}
s.add(5); s.add(1); s.discard(9); s.discard(3)
print(sorted(s), len(s), 1 in s, sorted(s | {7}), s & {1, 2, 9}, s - {1}, sorted(s ^ {1, 8}), s <= {1, 2, 5}, s < {1, 2, 5}, s.issubset([1, 2, 5, 6]), s.issuperset([1]), s.isdisjoint([7]), sorted(s.union([9], "a" * 0)), s.intersection([1, 2], [2]), s.difference([1], [2]), sorted(s.symmetric_difference([1, 4])), s == {1, 2, 5}, s != {1}, set(), {*()})
s.update([10], (11,)); s.intersection_update([1, 10, 11]); s.difference_update([11]); s.symmetric_difference_update([1, 2])
print(sorted(s), sorted(s.copy()), set("a"), {1, 1.0, True})
s |= {1}; s &= {1, 2}; s ^= {2, 3}; s -= {3}
print(s, s.pop(), s)
for f in (lambda: set().pop(), lambda: s.remove(9), lambda: {[]}, lambda: s | [1], lambda: s < [1], lambda: hash(s), lambda: s.add({}), lambda: s[0], lambda: set(5), lambda: s & 5, lambda: s.update(5)):
    try: f()
    except (KeyError, TypeError) as e: print(type(e).__name__, e)
