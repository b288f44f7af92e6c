import atexit
@atexit.register
def a(): print("registered first")
atexit.register(print, "registered second", 5)
f = atexit.register(print, "never")
atexit.unregister(print) if False else None
print("body ends")
