import sys, __main__
x = 1
print(__name__, __main__.x, sys.modules["__main__"] is __main__, __file__.split("/")[-1], sys.argv, __package__)
if __name__ == "__main__": print("main")
