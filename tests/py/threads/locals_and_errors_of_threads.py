import _thread, contextvars, sys, threading
local = threading.local()
local.x = 1
var = contextvars.ContextVar("var", default="default")
var.set("main")
def look():
    print(hasattr(local, "x"), var.get(), threading.current_thread().name, threading.get_ident() != main)
    local.x = 2
    var.set("thread")
main = threading.get_ident()
t = threading.Thread(target=look, name="Worker")
t.start(); t.join()
print(local.x, var.get(), t.is_alive(), t.ident != main)

def report(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name)
threading.excepthook = report
t = threading.Thread(target=lambda: 1 / 0, name="Bad")
t.start(); t.join()
sys.unraisablehook = lambda args: print("unraisable:", args.exc_type.__name__, args.err_msg)
done = _thread.allocate_lock()
def raw(text, *, end):
    try:
        print(text, end=end)
        raise KeyError(text)
    finally:
        done.release()
done.acquire()
_thread.start_new_thread(raw, ("raw",), {"end": "!\n"})
done.acquire()
def leave():
    done.release()
    raise SystemExit
_thread.start_new_thread(leave, ())
done.acquire()
for args in ((1, ()), (len, []), (len, (), [])):
    try: _thread.start_new_thread(*args)
    except TypeError as e: print(e)
d = threading.Thread(target=threading.Event().wait, daemon=True)
d.start()
print(d.daemon, d.is_alive())
