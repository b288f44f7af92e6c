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
a=np.arange(6); a[1:]=a[:-1]; a
a=np.arange(6); a[:-1]+=a[1:]; a
a=np.arange(6.); np.add(a,1,out=a[::-1]); a
a=np.arange(9).reshape(3,3); a+=a.T; a
a=np.arange(9).reshape(3,3); a[:]=a[::-1]; a
a=np.arange(4); a+=1.5; a
a=np.arange(4); a/=2; a
a=np.arange(4.); a//=2; a%=2; a**=2; a
a=np.zeros(3); np.multiply([1,2,3],2,out=a,where=[True,False,True]); a
o=np.full(3,7.); np.sqrt([1,4,9],out=o,where=np.array([True,False,True])); o
np.add([1,2],[3,4],dtype='f4')
np.add([1.5,2],[3,4],dtype=int)
np.add([1.5,2],[3,4],dtype=int,casting='unsafe')
np.add(1,2,out=np.zeros(3,dtype='i1'))
np.add([1,2],[1,2,3])
np.add([1,2],3,out=np.zeros((3,)))
'''.strip().splitlines():
    show(line)
