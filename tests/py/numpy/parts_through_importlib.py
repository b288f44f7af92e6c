import importlib
import importlib.util

random = importlib.import_module('numpy.random')
print(random.__name__, random.default_rng(42).random(2))
print(importlib.import_module('.linalg', 'numpy').det([[1.0, 2], [3, 4]]) < 0)
for name in ('numpy.nosuch', 'numpy.random.nosuch.part'):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(type(error).__name__, error.name)
print(importlib.util.find_spec('numpy.testing') is not None, importlib.util.find_spec('numpy.nosuch'))
