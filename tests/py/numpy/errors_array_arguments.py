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
a=np.arange(12).reshape(3,4); a[[0,1]]=[1,2,3]; a
a=np.arange(3); a.flags.writeable=False; a[0]=1
a=np.broadcast_to([1,2],(2,2)); a[0,0]=1
np.uint8(-1)
np.array([-1],dtype='u1')
np.array([2**63])
np.array([2**64-1])
np.array([1,2**63])
np.int64(2**63)
np.array([1,2.5,True])
np.array([[1,2],[3,4.]]).dtype
np.array(range(3))
np.array((1,2))
np.array([np.float32(1),2])
np.array([np.array([1,2]),[3,4]])
np.array([[]])
np.array([[],[]]).shape
np.array([1,[2]])
np.asarray(np.arange(3)) is None
np.errstate(divide='ignore').__enter__(); np.array([1])/0
np.seterr(divide='raise'); np.array([1.])/0
np.seterr(divide='warn')
np.geterr()
np.linspace(0,1,-1)
np.arange(0,10,0)
np.arange(1,2,0.1).size
np.eye(2,3,-1)
np.full((2,2),1+2j)
np.zeros(3,dtype='x')
np.ones((2,2))@np.ones((3,2))
np.ones((2,2,2))@np.ones((3,2,2))
np.dot(np.ones((2,3)),np.ones((2,3)))
np.dot(3,4)
np.matmul(3,4)
np.concatenate([])
'''.strip().splitlines():
    show(line)
