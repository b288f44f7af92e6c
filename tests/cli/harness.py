"""Runs the program under test, plainly or behind a pseudo-terminal, and runs the test functions of a module.

The program is $PYVM, or build/pyvm. Every test here also passes with
PYVM=/usr/bin/python3, except the one whose name says `beyond_cpython` and those of test_jit_options.py.
"""
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VM = str(Path(os.environ.get("PYVM", ROOT / "build" / "pyvm")).resolve())
TIMEOUT = 20
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07|\x1b\][^\x07]*\x07")


def environment(**extra):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    keep.update(LC_ALL="C.UTF-8", TERM="xterm", PYTHONDONTWRITEBYTECODE="1", COLUMNS="80", LINES="24")
    keep.update(extra)
    return keep


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f"Result(code={self.code}, out={self.out!r}, err={self.err!r})"


def run(*arguments, stdin="", cwd=None, address_space=None, **extra_env):
    """Runs the program, with so many bytes of address space, and returns its exit code and its output as text."""
    def limit():
        if address_space:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    done = subprocess.run([VM, *arguments], input=stdin.encode(), cwd=cwd, env=environment(**extra_env), preexec_fn=limit,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT)
    return Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def script(text, *arguments, name="prog.py", options=(), **keywords):
    """Writes a script into a fresh folder and runs it there; `D/` stands for the folder in the output."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_text(text)
        result = run(*options, name, *arguments, cwd=folder, **keywords)
        result.err = result.err.replace(folder + "/", "")
        result.out = result.out.replace(folder + "/", "")
        return result


def interrupted(text, delay=0.6, **extra_env):
    """Runs the program text, sends SIGINT after it printed `ready`, and returns its end."""
    process = subprocess.Popen([VM, "-u", "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(**extra_env),
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
    equal(process.stdout.readline(), b"ready\n")
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError("the interrupt was ignored")
    return process.returncode, out.decode(), err.decode()


class Terminal:
    """The program behind a pseudo-terminal."""

    def __init__(self, *arguments, **extra_env):
        self.home = tempfile.TemporaryDirectory()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.environ.clear()
            os.environ.update(environment(HOME=self.home.name, **extra_env))
            os.execv(VM, [VM, *arguments])
        self.text = ""

    def send(self, text):
        os.write(self.fd, text.encode())

    def wait_for(self, wanted, timeout=TIMEOUT):
        """Reads until `wanted` appears in what came since the last wait; returns the text up to its end."""
        deadline = time.monotonic() + timeout
        while wanted not in self.text:
            ready, _, _ = select.select([self.fd], [], [], max(0, deadline - time.monotonic()))
            try:
                data = os.read(self.fd, 4096) if ready else b""
            except OSError:
                data = b""
            if not data:
                raise AssertionError(f"waited for {wanted!r}, saw {self.text!r}")
            self.text += ESCAPES.sub(b"", data).decode(errors="replace").replace("\r\n", "\n").replace("\r", "")
        end = self.text.index(wanted) + len(wanted)
        seen, self.text = self.text[:end], self.text[end:]
        return seen

    def enter(self, line, prompt=">>> "):
        """Types a line and returns what was printed before the next prompt, without the echo."""
        self.send(line + "\r")
        seen = self.wait_for("\n" + prompt) if prompt else ""
        body = seen[:len(seen) - len(prompt)]
        return body.split("\n", 1)[1] if "\n" in body else body

    def exit_code(self, timeout=TIMEOUT):
        """Waits for the end of the program."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.fd], [], [], 0.05)
            if ready:
                try:
                    os.read(self.fd, 4096)
                except OSError:
                    pass
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program did not end")

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        self.home.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def equal(actual, wanted):
    assert actual == wanted, f"got {actual!r}, wanted {wanted!r}"


def contains(text, part):
    assert part in text, f"{part!r} is not in {text!r}"


def known_failures():
    """Names listed as `cli NAME` in tests/known_failures.txt: not yet passing, counted neither way."""
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "known_failures.txt")
    with open(path) as lines:
        words = [line.split("#")[0].split() for line in lines]
    return {w[1] for w in words if len(w) == 2 and w[0] == "cli"}


def main(namespace):
    """Runs the functions whose names begin with `test_`; arguments select by substring."""
    passed = failed = known = 0
    listed = known_failures()
    for name, function in list(namespace.items()):
        if not name.startswith("test_") or (len(sys.argv) > 1 and not any(a in name for a in sys.argv[1:])):
            continue
        if name in listed:   # not run: it may wait for ever
            known += 1
            continue
        try:
            function()
            passed += 1
        except (AssertionError, subprocess.TimeoutExpired, OSError) as problem:
            failed += 1
            line = traceback.extract_tb(problem.__traceback__)[1 if len(traceback.extract_tb(problem.__traceback__)) > 1 else 0]
            print(f"FAIL {name} (line {line.lineno}): {problem}")
    if known:
        print(f"{known} known failures")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
