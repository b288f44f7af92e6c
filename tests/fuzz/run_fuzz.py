#!/usr/bin/python3
"""Differential fuzzer: generated programs under CPython and under every mode of pyvm; what differs is reduced to a file.

usage: tests/fuzz/run_fuzz.py [--minutes N] [--vm build/pyvm] [--jobs N] [--seed N] [--numpy P] [--modes off,...] [--out DIR]

Several programs run in one process, each in its own namespace. A program whose output differs runs again alone, and is
reduced: blocks and lines are removed as long as the difference stays. The result stands in DIR as SEED-MODE.py, with the
command and the difference as comments at its top.
"""
import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import gen

ORACLE = "/usr/bin/python3"
MARK = "#### program "
RUNNER = '''\
import sys
def run(number, text):
    print("%s%%d" %% number)
    try:
        exec(compile(text, "<program>", "exec"), {"__name__": "program"})
    except BaseException as e:
        print("uncaught", type(e).__name__, e)
    sys.stdout.flush()
''' % MARK
MODES = {
    "off": lambda rng: ["--jit=off"],
    "on": lambda rng: [],
    "threshold1": lambda rng: ["--jit-threshold=1"],
    "failguard": lambda rng: ["--jit-threshold=2", f"--jit-fail-guard={rng.choice(['0.02', '0.1', '0.3'])},{rng.randrange(1000)}"],
    "gcstress": lambda rng: ["--gc-stress"],
}


def batch_text(programs):
    # One line of the file for each line of a program, so that a whole batch can be reduced too.
    return RUNNER + "".join(f'run({number}, """\\\n{text}""")\n' for number, text in programs)


def execute(command, text, timeout):
    """(stdout, how it ended) of the program text; the second is '' for a clean end."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8", errors="surrogatepass") as file:
        file.write(text)
        file.flush()
        env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        process = subprocess.Popen([*command, file.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   stdin=subprocess.DEVNULL, env=env, start_new_session=True)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return out.decode(errors="replace"), "timed out"
    ending = ""
    if process.returncode < 0:
        ending = f"killed by {signal.Signals(-process.returncode).name}"
    elif process.returncode:
        ending = "exit code %d: %s" % (process.returncode, err.decode(errors="replace").strip().splitlines()[-1:])
    return out.decode(errors="replace"), ending


def sections(out):
    """{program number: what it printed}."""
    result = {}
    for part in out.split(MARK)[1:]:
        number, _, text = part.partition("\n")
        result[int(number)] = text
    return result


def block_end(lines, i):
    """One past the last line of the statement that begins at line i."""
    indent = len(lines[i]) - len(lines[i].lstrip())
    j = i + 1
    while j < len(lines) and len(lines[j]) - len(lines[j].lstrip()) > indent:
        j += 1
    return j


def reductions(lines):
    """Smaller variants of the program, the boldest first."""
    count = len(lines)
    size = count // 2
    while size >= 2:
        for i in range(0, count, size):
            yield lines[:i] + lines[i + size:]
        size //= 2
    for i in range(count - 1, -1, -1):
        end = block_end(lines, i)
        yield lines[:i] + lines[end:]
        if end > i + 1:
            body = [line[4:] for line in lines[i + 1:end]]
            yield lines[:i] + body + lines[end:]
            indent = lines[i][:len(lines[i]) - len(lines[i].lstrip())]
            yield lines[:i + 1] + [indent + "    pass"] + lines[end:]


def reduce_program(text, differs, seconds):
    """The smallest program found in the given time for which `differs` holds."""
    deadline = time.monotonic() + seconds
    lines = [line for line in text.split("\n") if line.strip()]
    shrinking = True
    while shrinking and time.monotonic() < deadline:
        shrinking = False
        for candidate in reductions(lines):
            if time.monotonic() > deadline:
                break
            if len(candidate) > len(lines) or candidate == lines:
                continue
            source = "\n".join(candidate) + "\n"
            try:
                compile(source, "<candidate>", "exec")
            except (SyntaxError, ValueError):
                continue
            if differs(source):
                lines = candidate
                shrinking = True
                break
    return "\n".join(lines) + "\n"


class Fuzzer:
    def __init__(self, options):
        self.options = options
        self.vm = str(Path(options.vm).resolve())
        self.out = Path(options.out)
        self.lock = threading.Lock()
        self.seeds = itertools.count(options.seed)
        self.deadline = time.monotonic() + options.minutes * 60
        self.programs = self.failures = self.slow = 0

    def one_batch(self, _):
        options = self.options
        with self.lock:
            seeds = [next(self.seeds) for _ in range(options.batch)]
        rng = random.Random(seeds[0])
        numpy = rng.random() < options.numpy
        programs = [(seed, gen.generate(seed, numpy)) for seed in seeds]
        text = batch_text(programs)
        start = time.monotonic()
        wanted_out, ending = execute([ORACLE], text, 20)
        if ending:
            with self.lock:
                self.slow += 1
            return
        limit = 10 + 30 * (time.monotonic() - start)
        wanted = sections(wanted_out)
        for mode in options.modes.split(","):
            flags = MODES[mode](rng)
            out, ending = execute([self.vm, *flags], text, limit * (20 if mode == "gcstress" else 1))
            got = sections(out)
            bad = [n for n, _ in programs if got.get(n) != wanted.get(n)]
            if bad:
                self.failure(dict(programs), bad[0], mode, flags, limit, ending)
                break
        with self.lock:
            self.programs += len(programs)

    def failure(self, programs, number, mode, flags, limit, ending):
        with self.lock:
            self.failures += 1
            count = self.failures
        if count > self.options.keep:
            return
        text = programs[number]
        attempts = 4 if mode == "failguard" else 1

        def differs(source, seconds=10):
            wanted, wrong = execute([ORACLE], source, seconds)
            if wrong == "timed out" or "SyntaxError" in wrong + wanted or "IndentationError" in wrong + wanted:
                return None
            for k in range(attempts):
                tried = [f + str(k) if k and f.startswith("--jit-fail-guard") else f for f in flags]
                out, ended = execute([self.vm, *tried], source, seconds)
                if out != wanted or (ended[:6] != wrong[:6]):
                    return wanted, out, ended, tried
            return None

        found = differs(text, limit)
        whole = not found
        if whole:
            # Alone it passes: keep the batch up to it.
            text = batch_text([(n, t) for n, t in programs.items() if n <= number])
            found = differs(text, limit)
        small = reduce_program(text, differs, self.options.reduce) if found else text
        wanted, out, ended, tried = differs(small) or found or ("", "", ending, flags)
        self.out.mkdir(parents=True, exist_ok=True)
        path = self.out / f"{number}-{mode}.py"
        notes = [f"# pyvm {' '.join(tried)} {path.name}: {ended or 'other output'}" + ("" if found else " (not repeated)")]
        wanted_lines, out_lines = wanted.splitlines(), out.splitlines()
        for i, (a, b) in enumerate(itertools.zip_longest(wanted_lines, out_lines)):
            if a != b:
                notes += [f"# line {i + 1}, wanted: {a}", f"# line {i + 1}, got:    {b}"]
                break
        path.write_text("\n".join(notes) + "\n" + small)
        with self.lock:
            print(f"{path}: {len(small.splitlines())} lines, {ended or 'other output'}", flush=True)

    def run(self):
        def worker():
            while time.monotonic() < self.deadline and self.failures < self.options.stop_after:
                self.one_batch(None)

        with ThreadPoolExecutor(self.options.jobs) as pool:
            for future in [pool.submit(worker) for _ in range(self.options.jobs)]:
                future.result()
        print(f"{self.programs} programs, {self.failures} failures, {self.slow} batches skipped as slow")
        return 1 if self.failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--vm", default=str(Path(__file__).resolve().parents[2] / "build" / "pyvm"))
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--batch", type=int, default=10, help="programs in one process")
    parser.add_argument("--numpy", type=float, default=0.1, help="share of batches with array statements")
    parser.add_argument("--modes", default="off,on,threshold1,failguard")
    parser.add_argument("--out", default="/tmp/pyvm-fuzz")
    parser.add_argument("--reduce", type=float, default=60, help="seconds spent on reducing a program")
    parser.add_argument("--keep", type=int, default=20, help="failures that are reduced and kept")
    parser.add_argument("--stop-after", type=int, default=100, help="failures after which to stop")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    # A folder of their own: a program imports what lies beside it.
    with tempfile.TemporaryDirectory(prefix="pyvm-fuzz-") as folder:
        tempfile.tempdir = folder
        return Fuzzer(options).run()


if __name__ == "__main__":
    sys.exit(main())
