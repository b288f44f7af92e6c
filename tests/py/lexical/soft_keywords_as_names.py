match = case = _ = 1
match, case = case, match
print(match, case, _)
match[0:1] if False else match
def case(match): return match
print(case(5))
match = [1, 2]
match[0] = 7
print(match [0], match)
match (3):
    case 3: print("three")
type = 3
print(type)
