print(["ab".center(7), "ab".center(7, "*"), "abc".center(6, "-"), "ab".ljust(5, "."), "ab".rjust(5), "42".zfill(5), "-42".zfill(6), "+4".zfill(4), "ab".zfill(1), "".zfill(2), "é".center(4, "日"), "ab".center(5, "x"), "a".center(4, "x")])
try: "a".center(5, "ab")
except TypeError as e: print(e)
