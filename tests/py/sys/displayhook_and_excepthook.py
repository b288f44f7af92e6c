import sys
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("a")
import builtins
print(builtins._)
def hook(t, v, tb): print("hook:", t.__name__, v, tb.tb_lineno)
sys.excepthook = hook
def f(): raise ValueError("boom")
f()
