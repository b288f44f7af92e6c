print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] != [1], [2] > [1, 9], [1, "a"] == [1, "a"], [1] == (1,), [[1]] == [[1]], [1.0] == [True])
nan = float("nan")
print([nan] == [nan], nan in [nan], [nan].count(nan), [float("nan")] == [float("nan")])
try: [1] < ["a"]
except TypeError as e: print(e)
try: [1] < (1,)
except TypeError as e: print(e)
print([1, "a"] < [2, 5], max([1, 2], [1, 3]), min([[3], [1, 2]]))
