# Statements and the value of the last expression, with the warnings that they give.
import numpy as np
import warnings


def show(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        names = {'np': np}
        try:
            *before, last = source.split('; ')
            for statement in before:
                exec(statement, names)
            result = repr(eval(last, names))
        except Exception as error:
            result = type(error).__name__ + ': ' + str(error)
    print(source, '=>', result, [(w.category.__name__, str(w.message)) for w in caught])


for line in r'''
np.printoptions(precision=2).__enter__()['precision']
'''.strip().splitlines():
    show(line)
