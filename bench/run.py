#!/usr/bin/python3
"""Compares pyvm with CPython, PyPy, LuaJIT, C and Numba in one run and says which targets are met.

usage: bench/run.py [--pyvm FILE] [--repetitions N] [--cpu] [--no-jit] [SECTION|PROGRAM...]

Sections: programs, kernels, arrays, startup (all by default); a program is named as in bench/programs.
Contestants run in turn, A B A B; a table shows the shortest time of each. A program that fails shows why.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measure import ROOT, geometric_mean, interleave, run_once

BENCH = ROOT / "bench"
PYTHON = "/usr/bin/python3"
SECTIONS = ("programs", "kernels", "arrays", "startup")
# Kernels are long enough here that starting up does not matter beside them.
KERNEL_SIZES = {"nbody": 5000000, "spectral_norm": 3000, "mandelbrot": 3000, "fannkuch": 10, "sieve": 20000000,
                "matmul": 900}
AGAINST_PYPY = ("scheduler", "linked_list")


class Target:
    """One line of the closing table: what was asked, what was measured, whether that is enough."""

    def __init__(self, text, figure, met):
        self.text, self.figure, self.met = text, figure, met


def at_least(text, value, limit):
    return Target(f"{text}: at least {limit:g}", show(value), None if value is None else value >= limit)


def at_most(text, value, limit):
    return Target(f"{text}: at most {limit:g}", show(value), None if value is None else value <= limit)


def show(value):
    return "-" if value is None else f"{value:.2f}"


def ratio(a, b):
    """a / b, None where either is missing."""
    return a / b if a is not None and b else None


def milliseconds(timing):
    if timing.failure:
        return f"FAIL ({timing.failure})" if len(timing.failure) < 60 else "FAIL"
    return f"{timing.best * 1000:.0f}"


def table(headings, rows):
    lines = ["| " + " | ".join(headings) + " |", "|---" + "|---:" * (len(headings) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def only(values):
    return [value for value in values if value is not None]


def worst(pairs):
    """(name, value) with the largest value among those measured, (None, None) for none."""
    measured = [(value, name) for name, value in pairs if value is not None]
    value, name = max(measured, default=(None, None))
    return name, value


def progress(text):
    print(text, file=sys.stderr, flush=True)


def check_outputs(timings):
    """A contestant whose line differs from CPython's has failed."""
    reference = timings["CPython"]
    for timing in timings.values():
        if not timing.failure and not reference.failure and timing.output != reference.output:
            timing.failure = "other output than CPython's"


def bench_programs(options, wanted):
    """Every program of bench/programs at its default size."""
    rows, off_speed, jit_off, pypy = [], {}, {}, {}
    for path in sorted((BENCH / "programs").glob("*.py")):
        name = path.stem
        if wanted and name not in wanted:
            continue
        progress(f"programs: {name}")
        commands = {"pyvm": [options.pyvm, path], "jit off": [options.pyvm, "--jit=off", path],
                    "CPython": [PYTHON, path], "PyPy": ["pypy3", path]}
        if options.no_jit:
            del commands["pyvm"]
        timings = interleave(commands, options.repetitions, cpu=options.cpu)
        check_outputs(timings)
        jit, off = timings.get("pyvm", timings["jit off"]), timings["jit off"]
        off_speed[name] = ratio(timings["CPython"].best, off.best)
        jit_off[name] = ratio(jit.best, off.best)
        pypy[name] = ratio(jit.best, timings["PyPy"].best)
        rows.append([name, milliseconds(jit), milliseconds(off), milliseconds(timings["CPython"]),
                     milliseconds(timings["PyPy"]), show(ratio(timings["CPython"].best, jit.best)),
                     show(off_speed[name]), show(ratio(timings["PyPy"].best, jit.best))])
    speeds = only(ratio(1.0, value) for value in pypy.values())
    rows.append(["geometric mean", "", "", "", "",
                 show(geometric_mean(only(ratio(off_speed[n], jit_off[n]) for n in off_speed))),
                 show(geometric_mean(only(off_speed.values()))), show(geometric_mean(speeds))])
    text = table(["program (ms)", "pyvm", "pyvm --jit=off", "CPython", "PyPy", "CPython / pyvm", "CPython / jit off",
                  "PyPy / pyvm"], rows)
    failed = [name for name, value in off_speed.items() if value is None]
    slowest, cost = worst((name, ratio(1.0, value)) for name, value in off_speed.items())
    targets = [Target(f"all {len(off_speed)} programs run", f"{len(off_speed) - len(failed)}", not failed),
               at_least("jit off against CPython, geometric mean", geometric_mean(only(off_speed.values())), 1.1),
               at_least(f"jit off against CPython, slowest ({slowest})", ratio(1.0, cost), 0.75)]
    if not options.no_jit:
        name, value = worst(jit_off.items())
        targets.append(at_most(f"time against jit off, worst ({name})", value, 1.05))
        targets += [at_most(f"{name}: time against PyPy", pypy[name], 1.0) for name in AGAINST_PYPY if name in pypy]
    return text, targets


def bench_kernels(options, wanted, scratch):
    """The six kernels at a larger size, against the same algorithm in Lua and C."""
    rows, luajit, pypy = [], {}, {}
    for name, size in KERNEL_SIZES.items():
        if wanted and name not in wanted:
            continue
        progress(f"kernels: {name}")
        subprocess.run(["gcc", "-O2", "-o", scratch / name, BENCH / "c" / f"{name}.c", "-lm"], check=True)
        program = BENCH / "programs" / f"{name}.py"
        commands = {"pyvm": [options.pyvm, program], "LuaJIT": ["luajit", BENCH / "lua" / f"{name}.lua"],
                    "PyPy": ["pypy3", program], "gcc -O2": [scratch / name]}
        timings = interleave({key: [*command, str(size)] for key, command in commands.items()},
                             options.repetitions, cpu=options.cpu)
        best = {key: timing.best for key, timing in timings.items()}
        luajit[name] = ratio(best["pyvm"], best["LuaJIT"])
        pypy[name] = ratio(best["pyvm"], best["PyPy"])
        rows.append([f"{name} {size}", *map(milliseconds, timings.values()), show(luajit[name]), show(pypy[name]),
                     show(ratio(best["pyvm"], best["gcc -O2"]))])
    rows.append(["geometric mean", "", "", "", "", show(geometric_mean(only(luajit.values()))),
                 show(geometric_mean(only(pypy.values()))), ""])
    text = table(["kernel (ms)", "pyvm", "LuaJIT", "PyPy", "gcc -O2", "pyvm / LuaJIT", "pyvm / PyPy", "pyvm / gcc"],
                 rows)
    name, value = worst(pypy.items())
    return text, [at_most("kernels: time against LuaJIT, geometric mean", geometric_mean(only(luajit.values())), 1.5),
                  at_most(f"kernels: time against PyPy, worst ({name})", value, 1.0)]


def measure_array(command, repetitions):
    """The shortest first call and steady time of bench/numba/measure.py, or a failure text."""
    first, steady = [], []
    for _ in range(repetitions):
        _, out, failure = run_once(command, 300, False)
        if failure:
            return None, None, failure
        figures = json.loads(out)
        first.append(figures["first"])
        steady.append(figures["steady"])
    return min(first), min(steady), None


# The kernels of bench/numba/measure.py: how each is decorated here and under Numba. Integers wrap in decorated code only.
ARRAY_KERNELS = {
    "pairwise": ("plain", "njit"),
    "mysum": ("plain", "njit"),
    "go_fast": ("plain", "njit"),
    "hashes": ("njit", "njit"),
    "pairwise_parallel": ("parallel", "parallel"),
}


def bench_arrays(options, wanted):
    """Loops over arrays against the same loops under Numba."""
    script = BENCH / "numba" / "measure.py"
    rows, figures = [], {}
    repetitions = max(1, min(3, options.repetitions))
    for kernel, (our_mode, numba_mode) in ARRAY_KERNELS.items():
        if wanted and kernel not in wanted:
            continue
        progress(f"arrays: {kernel}")
        ours = measure_array([options.pyvm, script, kernel, our_mode], repetitions)
        numba = measure_array([PYTHON, script, kernel, numba_mode], repetitions)
        figures[kernel] = (ours, numba)

        def cell(value, failure):
            return f"FAIL ({failure[:60]})" if value is None else f"{value * 1000:.4g}"
        rows.append([kernel, cell(ours[0], ours[2]), cell(ours[1], ours[2]), cell(numba[0], numba[2]),
                     cell(numba[1], numba[2]), show(ratio(ours[1], numba[1])), show(ratio(numba[0], ours[0]))])
    text = table(["loop (ms)", "pyvm first call", "pyvm steady", "Numba first call", "Numba steady",
                  "steady, pyvm / Numba", "first, Numba / pyvm"], rows)
    targets = [at_most(f"{kernel}: steady time against Numba", ratio(ours[1], numba[1]), 1.5)
               for kernel, (ours, numba) in figures.items() if kernel != "pairwise_parallel"]
    if "pairwise" in figures:
        ours, numba = figures["pairwise"]
        targets.append(at_least("pairwise: Numba's first call against ours", ratio(numba[0], ours[0]), 20))
    if "pairwise" in figures and "pairwise_parallel" in figures:
        speedup = ratio(figures["pairwise"][0][1], figures["pairwise_parallel"][0][1])
        targets.append(at_least(f"prange pairwise against serial on {os.cpu_count()} cores", speedup, 1.6))
    return text, targets


def spawn(spawner, count, command):
    """(shortest wall ms, largest peak KB) over `count` runs, (None, None) on failure."""
    done = subprocess.run([spawner, str(count), *command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines() if line.count(" ") == 1]
    if done.returncode != 0 or not rows:
        return None, None
    return min(float(row[0]) for row in rows), max(int(row[1]) for row in rows)


def bench_startup(options, scratch):
    """`-c pass`, and the memory of a million instances."""
    progress("startup")
    spawner = scratch / "spawn"
    subprocess.run(["gcc", "-O2", "-o", spawner, BENCH / "startup" / "spawn.c"], check=True)
    rows, starts, peaks, sizes = [], {}, {}, {}
    for name, command in (("pyvm", [options.pyvm]), ("CPython", [PYTHON]), ("PyPy", ["pypy3"])):
        runs = [spawn(spawner, 10, [*command, "-c", "pass"]) for _ in range(3)]
        starts[name] = min(only(run[0] for run in runs), default=None)
        peaks[name] = ratio(max(only(run[1] for run in runs), default=None), 1024)
        objects = [*command, BENCH / "startup" / "objects.py"]
        empty, full = spawn(spawner, 2, [*objects, "0"])[1], spawn(spawner, 2, [*objects, "1000000"])[1]
        sizes[name] = None if empty is None or full is None else (full - empty) * 1024 / 1e6
        rows.append([name, show(starts[name]), show(peaks[name]), show(sizes[name])])
    text = table(["", "`-c pass` (ms)", "peak memory (MB)", "bytes per object with three attributes"], rows)
    return text, [at_most("start-up time against CPython", ratio(starts["pyvm"], starts["CPython"]), 0.5),
                  at_most("start-up memory in MB", peaks["pyvm"], 12),
                  at_most("bytes per object with three attributes", sizes["pyvm"], 48)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pyvm", default=str(ROOT / "build-release" / "pyvm"))
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--cpu", action="store_true", help="compare processor time, for a machine that is busy")
    parser.add_argument("--no-jit", action="store_true", help="measure pyvm with --jit=off only")
    parser.add_argument("names", nargs="*", help="sections or programs")
    options = parser.parse_args()
    if not shutil.which(options.pyvm):
        parser.error(f"no such program: {options.pyvm}; build it with tools/dev build")
    sections = [name for name in options.names if name in SECTIONS]
    wanted = {name for name in options.names if name not in SECTIONS}
    known = {path.stem for path in (BENCH / "programs").glob("*.py")} | set(ARRAY_KERNELS)
    if wanted - known:
        parser.error(f"no such section or program: {', '.join(sorted(wanted - known))}")
    sections = sections or (["programs"] if wanted else SECTIONS)
    targets = []
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        benches = {"programs": lambda: bench_programs(options, wanted),
                   "kernels": lambda: bench_kernels(options, wanted, scratch),
                   "arrays": lambda: bench_arrays(options, wanted),
                   "startup": lambda: bench_startup(options, scratch)}
        for section in sections:
            text, reached = benches[section]()
            print(f"\n## {section}\n\n{text}", flush=True)
            targets += reached
    verdicts = {True: "met", False: "missed", None: "not measured"}
    print("## targets\n\n" + table(["target", "figure", ""], [[t.text, t.figure, verdicts[t.met]] for t in targets]))
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
