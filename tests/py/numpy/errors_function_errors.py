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
np.concatenate([1,2])
np.stack([])
np.stack([[1,2],[3]])
np.split(np.arange(4),3)
np.reshape(np.arange(6),(4,2))
np.arange(6).reshape(2,-1,-1)
np.transpose(np.ones((2,3)),(0,))
np.squeeze(np.ones((2,3)),0)
np.expand_dims(np.ones(2),5)
np.take([1,2,3],[0,5])
np.take([1,2,3],[0,5],mode='clip')
np.repeat([1,2],[1,2,3])
np.repeat([1,2],-1)
np.argmax([])
np.max(np.zeros((0,3)),axis=0)
np.max(np.zeros((0,3)),axis=1)
np.sum(np.zeros((0,3)),axis=0)
np.sum([1,2],axis=1)
np.sum([[1,2]],axis=(0,0))
np.cumsum([[1,2],[3,4]],axis=0)
np.sort([3,1],kind='foo')
np.sort(5)
np.searchsorted([1,2],[1.5],side='x')
np.where([True,False],1)
np.clip([1,2],None,None)
np.unique([3,1,np.nan,np.nan])
np.random.seed(-1)
np.random.randint(5,3)
np.random.randint(0)
np.random.choice(3,5,replace=False)
np.random.choice([],1)
np.random.choice(3,p=[.5,.5])
np.random.choice(3,p=[.5,.5,.5])
np.random.normal(0,-1)
np.random.uniform(0,np.inf)
np.random.randint(0,300,dtype='i1')
np.linalg.inv([[1,2]])
np.linalg.inv([1,2])
np.linalg.solve([[1,2],[2,4]],[1,2])
np.linalg.solve(np.eye(2),[1,2,3])
bool(np.array([1,2]))
int(np.array([1,2]))
len(np.array(5))
iter(np.array(5))
np.array(5)[0]
'''.strip().splitlines():
    show(line)
