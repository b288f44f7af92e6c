print(True + True, True * 5, -True, ~True, True / 2, True // True, True << 3, True & 1, True & False, True | False, True ^ True, type(True & True).__name__, type(True & 1).__name__, True ** 2, abs(True), round(True), bool("0"), bool(""), bool(0.0), str(True), repr(False), int(True), float(True), complex(True), True == 1, hash(True), [10, 20][True], {1: "a"}[True], isinstance(True, int), bool.__mro__, f"{True:d}", "%d" % True, True.real, True.bit_length(), sum([True, True]))
try: bool(1, 2)
except TypeError as e: print(e)
