# Arrays through files, pickles and copies; what numpy.testing says.
import copy
import io
import pickle

import numpy as np
import numpy.testing as nt
from numpy.linalg import LinAlgError

a = np.arange(6.).reshape(2, 3)
print(pickle.loads(pickle.dumps(a)), copy.deepcopy(a)[0], pickle.loads(pickle.dumps(np.float64(2.5))))
data = io.BytesIO()
np.save(data, a.T)
data.seek(0)
print(np.load(data), len(data.getvalue()))
text = io.StringIO()
np.savetxt(text, a, fmt='%.2f', header='x y z')
print(text.getvalue())
print(np.loadtxt(io.StringIO(text.getvalue())), np.loadtxt(io.StringIO('1,2\n3,4'), delimiter=',', dtype=int))
nt.assert_allclose([1, 2], [1, 2])
for check in (nt.assert_array_equal, nt.assert_allclose):
    try:
        check([1, 2], [1, 3])
    except AssertionError as error:
        print(error)
try:
    np.linalg.inv(np.zeros((2, 2)))
except LinAlgError as error:
    print(type(error).__module__, error)
