"""Exit codes, uncaught exceptions, broken pipes, interrupts."""
import signal
import subprocess
import tempfile
import time

from harness import TIMEOUT, VM, contains, environment, equal, interrupted, main, run, script


def test_success():
    equal(run("-c", "pass").code, 0)


def test_system_exit_values():
    for value, code, err in (("", 0, ""), ("None", 0, ""), ("0", 0, ""), ("3", 3, ""), ("256", 0, ""), ("-1", 255, ""),
                             ("True", 1, ""), ("'text'", 1, "text\n"), ("(1, 2)", 1, "(1, 2)\n"), ("1.5", 1, "1.5\n")):
        result = run("-c", f"raise SystemExit({value})")
        equal((result.code, result.err), (code, err))


def test_sys_exit_and_os_exit():
    equal(run("-c", "import sys; sys.exit(5)").code, 5)
    equal(run("-c", "import os; print('lost?', flush=True); os._exit(6)").code, 6)


def test_exit_functions_run():
    result = run("-c", "import atexit, sys\natexit.register(print, 'bye')\nsys.exit(4)")
    equal((result.code, result.out), (4, "bye\n"))


def test_finally_runs_at_sys_exit():
    result = run("-c", "import sys\ntry:\n    sys.exit(2)\nfinally:\n    print('finally')")
    equal((result.code, result.out), (2, "finally\n"))


def test_uncaught_exception():
    result = script("def f():\n    return 1 / 0\n\nprint('before')\nf()\n")
    equal((result.code, result.out), (1, "before\n"))
    equal(result.err, 'Traceback (most recent call last):\n  File "prog.py", line 5, in <module>\n    f()\n'
                      '  File "prog.py", line 2, in f\n    return 1 / 0\n           ~~^~~\n'
                      'ZeroDivisionError: division by zero\n')


def test_uncaught_exception_in_a_command():
    result = run("-c", "x = 1\nx.y")
    equal(result.code, 1)
    equal(result.err, 'Traceback (most recent call last):\n  File "<string>", line 2, in <module>\n'
                      "AttributeError: 'int' object has no attribute 'y'\n")


def test_uncaught_exception_from_standard_input():
    result = run(stdin="undefined\n")
    equal(result.code, 1)
    contains(result.err, 'File "<stdin>", line 1, in <module>')
    contains(result.err, "NameError: name 'undefined' is not defined")


def test_syntax_error():
    result = script("x = 1\ny = (2,\nz = = 3\n")
    equal(result.code, 1)
    contains(result.err, '  File "prog.py", line 2\n    y = (2,\n        ^\nSyntaxError: \'(\' was never closed\n')


def test_syntax_error_in_a_command():
    result = run("-c", "a b")
    equal(result.code, 1)
    equal(result.err, '  File "<string>", line 1\n    a b\n      ^\nSyntaxError: invalid syntax\n')


def test_indentation_error():
    result = script("if 1:\nprint(1)\n")
    equal(result.err, '  File "prog.py", line 2\n    print(1)\n    ^\n'
                      "IndentationError: expected an indented block after 'if' statement on line 1\n")


def test_recursion_error_is_an_ordinary_error():
    result = script("def f(): return f()\nf()\n")
    equal(result.code, 1)
    contains(result.err, "[Previous line repeated 996 more times]")
    contains(result.err, "RecursionError: maximum recursion depth exceeded")


def test_broken_pipe():
    text = "import sys\nfor i in range(200000): print(i)\n"
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(text)
        file.flush()
        process = subprocess.Popen([VM, file.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        equal(process.stdout.readline(), b"0\n")
        process.stdout.close()
        err = process.stderr.read().decode()
        process.stderr.close()
        code = process.wait(TIMEOUT)
    assert code in (1, 120, 141), code
    contains(err, "BrokenPipeError")


def test_output_that_cannot_be_written():
    with open("/dev/full", "w") as full:
        process = subprocess.run([VM, "-c", "print('x')"], stdout=full, stderr=subprocess.PIPE, env=environment(),
                                 timeout=TIMEOUT)
    assert process.returncode != 0
    contains(process.stderr.decode(), "No space left on device")


def test_interrupt_of_a_busy_loop():
    code, _, err = interrupted("print('ready')\nwhile True: pass")
    assert code in (130, -signal.SIGINT), code
    contains(err, "Traceback (most recent call last):")
    contains(err, "KeyboardInterrupt")


def test_interrupt_of_a_hot_numeric_loop():
    code, _, err = interrupted("print('ready')\ni = 0\nx = 0.5\nwhile True:\n    i += 1\n    x = x * 0.5 + i % 7")
    assert code in (130, -signal.SIGINT), code
    contains(err, "KeyboardInterrupt")


def check_interrupts(texts):
    for text in texts:
        code, _, err = interrupted("print('ready')\n" + text)
        assert code in (130, -signal.SIGINT), (text, code)
        contains(err, "KeyboardInterrupt")


def test_interrupt_of_iteration_and_sleep():
    check_interrupts(["import itertools\nfor _ in itertools.repeat(1): pass", "import time\ntime.sleep(100)",
                      "all(1 for _ in iter(int, 1))"])


def test_interrupt_of_native_loops_beyond_cpython():
    check_interrupts(["sum(iter(int, 1))", "max(iter(int, 1))", "any(iter(int, 1))", "list(iter(int, 1))",
                      "import itertools\n'x' in itertools.repeat('y')", "import itertools\nset(itertools.repeat(1))",
                      "import itertools\nnext(itertools.dropwhile(bool, itertools.repeat(1)))", "10 ** 10 ** 9"])


def test_interrupt_can_be_caught():
    code, out, _ = interrupted("try:\n    print('ready')\n    while True: pass\n"
                               "except KeyboardInterrupt:\n    print('caught')\nprint('end')")
    equal((code, out), (0, "caught\nend\n"))


def test_signal_handlers_run_between_instructions():
    text = ("import os, signal\nhits = []\nsignal.signal(signal.SIGUSR1, lambda *a: hits.append(a[0]))\n"
            "os.kill(os.getpid(), signal.SIGUSR1)\nn = 0\nwhile not hits: n += 1\nprint(hits == [signal.SIGUSR1])")
    equal(run("-c", text).out, "True\n")


def test_alarm_stops_a_hot_loop():
    text = ("import signal\ndef stop(*a): raise TimeoutError('late')\nsignal.signal(signal.SIGALRM, stop)\n"
            "signal.setitimer(signal.ITIMER_REAL, 0.2)\ntry:\n    n = 0\n    while True: n += 1\n"
            "except TimeoutError as e: print(e, n > 1000)")
    equal(run("-c", text).out, "late True\n")


def test_fork():
    text = ("import os, sys\nsys.stdout.flush()\ns = sum(i * i for i in range(1000))\npid = os.fork()\nif pid == 0:\n"
            "    t = sum(i * i for i in range(2000))\n    os._exit(t % 251)\n"
            "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), sum(i * i for i in range(2000)) % 251, s)")
    wanted = sum(i * i for i in range(2000)) % 251
    equal(run("-c", text).out, f"{wanted} {wanted} 332833500\n")


def test_crash_is_reported_as_a_signal():
    equal(run("-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)").code, -signal.SIGTERM)


main(globals())
