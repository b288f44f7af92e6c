"""Loops over prange: signals, forks, numbers of threads."""
import signal
import subprocess

from harness import TIMEOUT, VM, contains, environment, equal, interrupted, main

LOOP = """
import os
import numpy as np
from numba import njit, prange, set_num_threads
@njit(parallel=True)
def rows(a, out, repeat):
    for i in prange(a.shape[0]):
        total = 0.0
        for r in range(repeat):
            for j in range(a.shape[1]):
                total += a[i, j]
        out[i] = total
    return out
a = np.ones((64, 1000))
"""


def run(text, threads="2"):
    process = subprocess.run([VM, "--trace-jit", "-c", LOOP + text], capture_output=True, text=True, timeout=TIMEOUT,
                             env=environment(NUMBA_NUM_THREADS=threads))
    equal(process.returncode, 0)
    return process.stdout, process.stderr


def test_interrupt_of_a_parallel_loop():
    text = LOOP + "rows(a, np.zeros(64), 3)\nprint('ready')\nrows(a, np.zeros(64), 10**9)"
    code, _, err = interrupted(text, NUMBA_NUM_THREADS="2")
    assert code in (130, -signal.SIGINT), code
    contains(err, "in rows")
    contains(err, "KeyboardInterrupt")


def test_a_forked_process_runs_the_loop_alone():
    out, _ = run("""
print(rows(a, np.zeros(64), 3).sum())
child = os.fork()
if child == 0:
    os._exit(0 if rows(a, np.zeros(64), 3).sum() == 192000.0 else 1)
print(os.waitpid(child, 0)[1], rows(a, np.zeros(64), 3).sum())
""")
    equal(out, "192000.0\n0 192000.0\n")


def test_what_turns_out_to_have_side_effects_goes_on_alone():
    # The rare path is compiled while its first iterations are finished; compiled, it must not run on other threads.
    out, err = run("""
log = []
@njit(parallel=True)
def halve(a):
    for i in prange(a.shape[0]):
        if a[i] > 5.0:
            log.append(i)
        else:
            a[i] = a[i] / 2
for k in range(4):
    a = np.ones(200000)
    if k > 1: a[::37] = 9.0
    log.clear()
    halve(a)
    print(len(log), log == sorted(log), a.sum())
""")
    equal(out, "0 True 100000.0\n" * 2 + "5406 True 145951.0\n" * 2)
    contains(err, "on 2 threads")


def test_one_thread_runs_loops_serially():
    for threads, text in (("1", ""), ("2", "set_num_threads(1)\n")):
        out, err = run(text + "print(rows(a, np.zeros(64), 3).sum())", threads)
        equal(out, "192000.0\n")
        assert "on 2 threads" not in err, err
    contains(run("print(rows(a, np.zeros(64), 3).sum())")[1], "on 2 threads")


main(globals())
