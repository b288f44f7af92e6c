print(2 ** -1, -2 ** 2, (-2) ** 2, 2 ** 3 ** 2, not 1 == 2, 7 // -2, -7 % 3, 1 | 2 ^ 3 & 4 << 1 >> 1, ~5)
print(1 < 2 < 3 != 4, 1 < 3 < 2, (1 < 3) < 2, 1 if 0 else 2 if 0 else 3)
print(not True or True, not (True or True), True or False and False, 1 + 2 * 3 - 4 / 2)
print(-1 ** 0.5 if False else "x", 5 - 3 - 1, 2 * 3 % 4, 10 - -3, + - + 3)
