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
np.arange(3)[3]
np.arange(3)[-4]
np.arange(3)[1,2]
np.arange(3)[None,1]
np.arange(3)['a']
np.arange(3)[1.5]
np.arange(3)[[1.5]]
np.arange(3)[[True,False]]
np.ones((2,3))[[0,1],[0,1,2]]
np.ones((2,3))[:,3]
np.ones((2,3))[2]
np.ones((2,3))[...,...]
hash(np.arange(3))
np.arange(3)<'a'
np.arange(3)+'a'
-np.array([True])
np.array([True])-np.array([True])
np.array([True])+np.array([True])
~np.array([1.5])
np.array([1.5])&1
np.array([1])<<np.array([1.])
np.bitwise_and([True],[1])
np.arange(3) and 1
np.arange(3).foo
np.float64(1).foo
np.float64(5)[0]
np.int64(5)()
np.int64('a')
np.float64('nan')
np.array([1,2,3]).astype('foo')
np.arange(4).view('i4')
np.arange(3,dtype='i1').view('i2')
np.ones(3)[0:2].flags
np.ndarray((2,2),dtype=int).shape
memoryview(np.arange(3)).tolist()
bytes(np.arange(3,dtype='u1'))
np.frombuffer(bytearray(b'abcd'),dtype='u2')
np.set_printoptions(precision=3); np.array([1.23456789])
np.set_printoptions(suppress=True); np.array([1e-10,1.])
np.set_printoptions(precision=8,suppress=False,threshold=5); np.arange(10)
np.set_printoptions(threshold=1000,linewidth=30); np.arange(20)
np.set_printoptions(linewidth=75,formatter={'float':lambda x:'<%g>'%x}); np.array([1.,2])
np.set_printoptions(formatter=None,sign='+'); np.array([1.,-2])
np.set_printoptions(sign='-',floatmode='fixed'); np.array([1.,0.25])
np.set_printoptions(floatmode='maxprec'); np.array([1.,0.25])
'''.strip().splitlines():
    show(line)
