# Functions that need no register, read back from marshalled code as from a cached module.
import marshal


def again():
    raise


def forever():
    while True:
        pass


for function in (again, forever):
    code = marshal.loads(marshal.dumps(function.__code__))
    print(code.co_name, code == function.__code__)
again.__code__ = marshal.loads(marshal.dumps(again.__code__))
try:
    again()
except RuntimeError as e:
    print(e)
