# trace: compiled>=1
# The name comes and goes with each exception; what else is cached of the module's names must stay right.
import sys

log = []

def late():
    return sorted(name for name in globals() if name.startswith('v_'))

total = 0
for i in range(400):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        total += len('abc')
    except ValueError as v_error:
        total += v_error.args[0]
        if i == 99:
            log.append(late())
    if i == 150:
        v_first = 1                   # the name is not the last one from now on
    if i == 200:
        len = lambda text: 100        # hides the builtin
    if i == 250:
        del len, v_first
    if i == 300:
        globals()['v_error'] = 'left by hand'
    if i == 301:
        log.append(v_error)
        del v_error
    if i == 350:
        exec('v_second = v_third = 2')
        log.append(late())
print(total, log)

# Two names that take turns at the same place.
seen = 0
for i in range(300):
    try:
        raise (KeyError if i % 2 else IndexError)(i)
    except KeyError as v_key:
        seen += v_key.args[0]
    except IndexError as v_index:
        seen -= v_index.args[0]
        if 'v_key' in globals():
            print('wrong')
print(seen, late())

for i in range(200):
    try:
        try:
            raise ValueError(i)
        except ValueError as v_outer:
            raise TypeError(v_outer) from None
    except TypeError as v_outer2:
        seen += v_outer2.args[0].args[0]
        try:
            v_outer
        except NameError as v_missing:
            if i == 199:
                print(v_missing)
    del i
print(seen, late(), list(globals())[-3:])
