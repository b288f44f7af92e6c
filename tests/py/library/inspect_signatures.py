import inspect
def f(a, /, b: int = 2, *args, c, d=4, **kw) -> str: "doc"
print(inspect.signature(f), list(inspect.signature(f).parameters), inspect.isfunction(f), inspect.getdoc(f), inspect.signature(f).bind(1, 2, 3, c=4).arguments)
class A:
    def m(self, x): pass
print(inspect.signature(A().m), inspect.signature(A), inspect.ismethod(A().m), inspect.isclass(A), inspect.getmro(A)[1], inspect.getfullargspec(f).kwonlyargs)
try: inspect.signature(f).bind()
except TypeError as e: print(e)
