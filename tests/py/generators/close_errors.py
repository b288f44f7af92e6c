def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2
it = ignores()
next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
def raises():
    try:
        yield
    except GeneratorExit:
        raise ValueError("instead")
it = raises()
next(it)
try:
    it.close()
except ValueError as e:
    print(e, repr(e.__context__))
def returns():
    try:
        yield
    except GeneratorExit:
        return 5
it = returns()
next(it)
print(it.close())
fresh = returns()
print(fresh.close(), list(fresh))
