def tree(c, d=0):
    if c.__module__ == "builtins":
        print("  " * d + c.__name__)
        for s in sorted(c.__subclasses__(), key=lambda k: k.__name__):
            tree(s, d + 1)
tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError, issubclass(KeyError, LookupError), ZeroDivisionError.__mro__[1])
