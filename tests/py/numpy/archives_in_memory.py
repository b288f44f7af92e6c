# zipfile loads importlib, which must leave the parts of numpy to their own loader.
import importlib
import io

import numpy as np

a, b = np.arange(6.0).reshape(2, 3), np.array([3, 1, 2])
for save in (np.savez, np.savez_compressed):
    memory = io.BytesIO()
    save(memory, b, a=a)
    memory.seek(0)
    with np.load(memory) as archive:
        print(sorted(archive.files), archive['a'], archive['arr_0'])
memory = io.BytesIO()
np.save(memory, a)
np.save(memory, b)
memory.seek(0)
print(np.load(memory), np.load(memory))
print(np.real_if_close([1 + 0j, 2]), np.real_if_close([1 + 1j]), np.real_if_close(np.array([1 + 1e-15j])), np.real_if_close([1, 2]))
print(np.sort_complex([2, 1 + 1j]), np.sort_complex(np.array([2, 1], 'i1')).dtype, np.sort_complex([2.5, 1]))
print(np.iterable([1]), np.iterable(3))
