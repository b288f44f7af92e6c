import sys
states = set()
for i in range(300):
    states.add(sys.exc_info()[0])
    try:
        if i % 2:
            raise KeyError(i)
    except KeyError:
        states.add(sys.exc_info()[0].__name__)
        try:
            raise IndexError
        except IndexError:
            states.add(sys.exc_info()[0].__name__)
        states.add(sys.exc_info()[1].args[0] % 2)
    if sys.exc_info() != (None, None, None):
        print("leak", i)
print(sorted(map(str, states)))
