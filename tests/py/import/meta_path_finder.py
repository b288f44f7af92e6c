# A finder of the program's own is asked for what no other finder has, also without importlib being imported.
import sys
class Spec:
    pass
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "made_up":
            return None
        from importlib.machinery import ModuleSpec
        return ModuleSpec(name, Finder)
    @staticmethod
    def create_module(spec):
        return None
    @staticmethod
    def exec_module(module):
        module.answer = 42
sys.meta_path.append(Finder)
import made_up
print(made_up.answer, made_up.__spec__.name, made_up.__loader__ is Finder)
try:
    import still_missing
except ModuleNotFoundError as e:
    print(e, e.name)
sys.path.insert(0, "_fixtures")
import simple, json
print(type(json.__spec__).__name__, json.__spec__.parent, type(json.__loader__).__name__, simple.__spec__.name)
print([n for f in sys.meta_path if (n := getattr(f, "__name__", "")) and "Dist" not in n])
