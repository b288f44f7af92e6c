"""Frames and exceptions of other threads, sys.exit() with a tuple, sys.is_finalizing()."""
import sys, threading, traceback
try: sys.exit((17,))
except SystemExit as e: print(e.args, e.code)
try: sys.exit((17, 23))
except SystemExit as e: print(e.args, e.code)
print(len(sys.orig_argv) > 0, sys._stdlib_dir, sys.is_finalizing(), sys.warnoptions)
entered, leave, ids = threading.Event(), threading.Event(), []
def outer():
    inner()
def inner():
    ids.append(threading.get_ident())
    try: raise ValueError(5)
    except ValueError:
        entered.set()
        leave.wait()
t = threading.Thread(target=outer); t.start(); entered.wait()
stack = traceback.extract_stack(sys._current_frames()[ids[0]])
print([(f.name, f.line) for f in stack if f.name in ('outer', 'inner')])
print(type(sys._current_exceptions()[ids[0]]), sys._current_exceptions()[threading.get_ident()])
leave.set(); t.join()
class A:
    def __del__(self): print(sys.is_finalizing())
a = A()
