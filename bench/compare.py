#!/usr/bin/python3
"""Compares two pyvm binaries: the change in time per program with its 95% confidence interval.

usage: bench/compare.py A B [--repetitions N] [--flags='--jit=off'] [--cpu] [PROGRAM...]

A and B run in turn. A program is marked where the interval excludes no change. Exit code 1 if B is slower anywhere.
"""
import argparse
import math
import shlex
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measure import ROOT, geometric_mean, interleave

# Two-sided 95% points of Student's t by degrees of freedom; 2 beyond the table.
STUDENT = [0, 12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13]


def interval(before, after):
    """(mean, half width) of log(after / before) over the paired runs."""
    changes = [math.log(b / a) for a, b in zip(before, after)]
    if len(changes) < 2:
        return changes[0], math.inf
    freedom = len(changes) - 1
    point = STUDENT[freedom] if freedom < len(STUDENT) else 2.0
    return statistics.mean(changes), point * statistics.stdev(changes) / math.sqrt(len(changes))


def percent(change):
    return f"{math.expm1(change) * 100:+.1f}%"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--repetitions", type=int, default=8)
    parser.add_argument("--flags", default="", help="passed to both binaries")
    parser.add_argument("--cpu", action="store_true", help="compare processor time, for a machine that is busy")
    options = parser.parse_args()
    flags = shlex.split(options.flags)
    slower = 0
    ratios = []
    for path in sorted((ROOT / "bench" / "programs").glob("*.py")):
        if options.programs and path.stem not in options.programs:
            continue
        timings = interleave({"a": [options.a, *flags, path], "b": [options.b, *flags, path]}, options.repetitions,
                             cpu=options.cpu)
        a, b = timings["a"], timings["b"]
        if a.failure or b.failure:
            print(f"{path.stem:16} A: {a.failure or 'runs'}; B: {b.failure or 'runs'}", flush=True)
            slower += b.failure is not None and a.failure is None
            continue
        mean, width = interval(a.seconds, b.seconds)
        ratios.append(math.exp(mean))
        verdict = "" if abs(mean) <= width else "slower" if mean > 0 else "faster"
        slower += verdict == "slower"
        print(f"{path.stem:16} {a.best * 1000:8.0f} ms -> {b.best * 1000:8.0f} ms  {percent(mean):>7} "
              f"[{percent(mean - width)}, {percent(mean + width)}] {verdict}", flush=True)
    if ratios:
        print(f"{'geometric mean':16} {percent(math.log(geometric_mean(ratios)))}")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
