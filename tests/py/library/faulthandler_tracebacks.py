"""Tracebacks on demand, after a time-out, on signals and on faults."""
import faulthandler, sys, tempfile, signal, os, time, threading, subprocess
def text(f):
    f.seek(0)
    import re as r
    return r.sub('0x[0-9a-f]+', '0x', f.read()).replace(__file__, 'F')
def inner(f): faulthandler.dump_traceback(f)
def outer(f): inner(f)
with tempfile.TemporaryFile('w+') as f:
    outer(f); print(text(f))
with tempfile.TemporaryFile('w+') as f:
    faulthandler.dump_traceback_later(0.05, file=f)
    while not text(f).endswith('<module>\n'): pass
    print(text(f).splitlines()[0])   # which frames there are depends on the moment
with tempfile.TemporaryFile('w+') as f:
    faulthandler.dump_traceback_later(60, file=f)
    faulthandler.cancel_dump_traceback_later()
    print(repr(text(f)))
with tempfile.TemporaryFile('w+') as f:
    seen = []
    signal.signal(signal.SIGUSR1, lambda *a: seen.append(a[0]))
    faulthandler.register(signal.SIGUSR1, f, all_threads=False)
    os.kill(os.getpid(), signal.SIGUSR1); print(text(f), seen)
    faulthandler.register(signal.SIGUSR1, f, chain=True)
    os.kill(os.getpid(), signal.SIGUSR1); time.sleep(.01); print(len(text(f)) > 50, seen)
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
    os.kill(os.getpid(), signal.SIGUSR1); time.sleep(.01); print(seen)
for bad in [lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.register(10000), lambda: faulthandler.dump_traceback_later(0), lambda: faulthandler.enable(file=-1)]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(faulthandler.is_enabled()); faulthandler.enable(); print(faulthandler.is_enabled()); print(faulthandler.disable(), faulthandler.disable())
for sig in 'SIGSEGV', 'SIGABRT', 'SIGFPE', 'SIGBUS', 'SIGILL':
    p = subprocess.run([sys.executable, '-c', 'import faulthandler, os, signal\nfaulthandler.enable()\ndef f(): os.kill(os.getpid(), signal.%s)\nf()' % sig], capture_output=True, text=True)
    import re
    print(p.returncode, re.sub('0x[0-9a-f]+', '0x', p.stderr))
p = subprocess.run([sys.executable, '-c', 'import faulthandler, time\nfaulthandler.dump_traceback_later(.1, exit=True)\nwhile 1: time.sleep(.01)'], capture_output=True, text=True)
print(p.returncode, re.sub('0x[0-9a-f]+', '0x', p.stderr)[:60])
