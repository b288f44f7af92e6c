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
np.add(1)
np.add(1,2,3,4)
np.add(1,2,foo=1)
np.sin('a')
np.array([1,2])/0
np.array([0.])/0
np.array([1])//0
np.log([-1.,0])
np.sqrt(-1)
np.arccos(2)
np.float32(1e38)*np.float32(10)
np.array([1e38],'f4')*10
np.array([200],'u1')+100
np.array([1],'i1')+200
np.int8(100)+np.int8(100)
np.power(0.,-1)
np.array([1,2])**-1
np.array([np.nan])<1
np.maximum([np.nan,1],[1,np.nan])
np.mean([])
np.std([])
np.var([1],ddof=1)
np.nanmean([np.nan])
np.array([1+2j]).astype(float)
np.array([np.nan,1e20]).astype(int)
np.array([300.5]).astype('u1')
a=np.zeros(2,int); a[0]=1.9; a
a=np.zeros(2,int); a[0]=np.nan; a
a=np.zeros(2,int); a[0]=1j; a
a=np.zeros(2); a[0]='3.5'; a
a=np.zeros(2); a[0]='x'; a
a=np.zeros(2); a[0]=[1,2]; a
a=np.zeros(2); a[5]=1; a
a=np.zeros(2); a[:]=[1,2,3]; a
a=np.zeros((2,3)); a[0]=[1,2]; a
a=np.zeros((2,3)); a[:,1]=[[5],[6]]; a
a=np.zeros((2,3)); a[a==0]=5; a
a=np.arange(5); a[[0,0,1]]=[7,8,9]; a
a=np.arange(5); a[[0,0,1]]+=1; a
a=np.arange(5); np.add.at(a,[0,0,1],1); a
a=np.arange(5); a[a>2]=[9,8]; a
a=np.arange(5); a[a>2]=[9,8,7]; a
a=np.arange(12).reshape(3,4); a[[0,2],1:3]=-1; a
a=np.arange(12).reshape(3,4); a[:,[0,3]]=[[1],[2],[3]]; a
'''.strip().splitlines():
    show(line)
