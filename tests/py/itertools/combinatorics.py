import itertools as it
print(list(it.product("ab", [1, 2])), list(it.product("ab", repeat=2)), list(it.product()), list(it.product("ab", [])), list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))), list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 2)), list(it.permutations([], 0)), list(it.combinations("ab", 3)))
for f in (lambda: it.islice([], -1), lambda: it.repeat(), lambda: it.permutations("a", -1), lambda: it.combinations("a", -1), lambda: it.chain(5).__next__(), lambda: it.count("a"), lambda: it.groupby(), lambda: it.product("a", repeat=-1), lambda: it.islice([], 1, 2, 0), lambda: it.tee([], -1), lambda: next(it.starmap(pow, [5])), lambda: it.zip_longest("a", x=1), lambda: it.cycle(5)):
    try: f()
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
