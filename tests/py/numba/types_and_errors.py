import numba
import numpy as np
from numba import boolean, float64, int64, typeof, types

print([float64[:], float64[:, :], float64[::1], float64[:, ::1], float64[::1, :], int64(float64), int64(float64, int64)])
print([types.Tuple((int64, float64)), types.UniTuple(int64, 3), types.void, types.unicode_type, types.boolean, types.int32,
       types.intp, types.uint8, types.float32, types.complex64, types.Array(int64, 2, 'F'), types.pyobject])
print([typeof(v) for v in (1, 1.0, True, 1j, 'a', None, (1, 2), (1, 2.0), np.ones(2), np.ones((2, 2)).T,
                           np.ones((4, 4))[::2, ::2], np.float32(1), np.int8(1))])
for value in (object(), [], {1: 2}):
    try:
        print(typeof(value))
    except ValueError as error:
        print(error)
print(float64 == types.float64, float64[:] == float64[:], hash(float64[:]) == hash(float64[:]), float64[:].dtype,
      float64[:].ndim, float64[:].layout, str(float64[:]), float64.name)
print(float64(3), int64(3.7), types.int8(300), boolean(2))
for name in ('TypingError', 'LoweringError', 'UnsupportedError', 'NumbaPerformanceWarning', 'NumbaTypeError',
             'NumbaIRAssumptionWarning', 'NotDefinedError', 'UntypedAttributeError'):
    print([c.__name__ for c in getattr(numba.core.errors, name).__mro__][:-1], getattr(numba, name).__name__)
for wrong in (0, 1.5):
    try:
        numba.set_num_threads(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
print(numba.config.DISABLE_JIT, numba.config.THREADING_LAYER, numba.config.BOUNDSCHECK, numba.config.ENABLE_CUDASIM)
