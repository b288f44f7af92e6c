"""gdb and compiled code. Skipped where gdb is missing or may not trace a process."""
import shutil
import subprocess
import tempfile
from pathlib import Path

from harness import VM, contains, environment, main

PROGRAM = """
import gc, os

def work(n):
    total = 0
    for i in range(n):
        total += os.getppid() + i
    return total

def make(k):
    space = {}
    exec(f"def hot(n):\\n    t = {k}\\n    for i in range(n): t += i\\n    return t", space)
    return space["hot"](100)

for k in range(50): make(k)
gc.collect()
work(1000)
"""


def gdb(*arguments):
    done = subprocess.run(["gdb", "-batch", "-nx", *arguments], env=environment(), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=120)
    return done.stdout.decode(errors="replace")


def test_a_backtrace_names_traces_and_their_callers():
    if not shutil.which("gdb") or "exited normally" not in gdb("-ex", "run", "--args", "/bin/true"):
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "prog.py")
        file.write_text(PROGRAM)
        seen = gdb("-ex", "set breakpoint pending on", "-ex", "break getppid", "-ex", "ignore 1 300", "-ex", "run", "-ex", "bt",
                   "-ex", "info functions ^pyvm trace", "-ex", "kill", "--args", VM, "--jit-gdb", str(file))
    contains(seen, "prog.py:6 work ()")
    # The outermost function of the native stack.
    contains(seen[seen.index("prog.py:6 work ()"):], "make_fcontext")
    # The collected ones are no longer known.
    known = seen[seen.index("All functions matching"):]
    contains(known, "prog.py:6 work")
    assert known.count(" hot") <= 5, known


if __name__ == "__main__":
    main(globals())
