#!/usr/bin/python3
"""Runs every test of the tree, one step after the other, and adds their counts up.

usage: tools/run_tests.py [--jobs N] [-k SUBSTRING] [STEP...]

STEP selects steps by a part of their name (`unit`, `layering`, `cli`, `python off`, ...); -k selects Python test
scripts by a part of theirs. The builds are those of `tools/dev build`; a step says which one it runs.
The last line is `N passed, N failed`, summed over everything.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "/usr/bin/python3"
TOTALS = re.compile(r"^(\d+) passed, (\d+) failed")
DOCTEST = re.compile(r"test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed")


def python_tests(name, build, modes, options):
    """A step that runs tests/run.py with the pyvm of one build."""
    command = [PYTHON, "tests/run.py", "--vm", f"build-{build}/pyvm", "--modes", modes, "--jobs", str(options.jobs)]
    if build != "test":
        command.append("--unoptimised")
    if options.substring:
        command += ["-k", options.substring]
    if (ROOT / "tests/known_failures.txt").exists():
        command += ["--known", "tests/known_failures.txt"]
    return (name, command)


def steps(options):
    """[(name, command)] in the order of what fails most cheaply."""
    result = [("layering", [PYTHON, "tests/layering.py"])]
    builds = ["test"] + (["debug", "sanitize", "hostile"] if options.all else [])
    result += [(f"unit {build}", [f"build-{build}/unit-tests"]) for build in builds]
    result += [python_tests(f"python {mode}", "test", mode, options)
               for mode in ("off", "on", "threshold1", "failguard", "evaluate", "gcstress")]
    if options.all:
        result.append(python_tests("python sanitize", "sanitize", "off,on,threshold1,failguard", options))
        result.append(python_tests("python hostile", "hostile", "off", options))
        result.append(python_tests("python debug", "debug", "on,threshold1", options))
    result += [(f"cli {path.stem}", [PYTHON, str(path.relative_to(ROOT))])
               for path in sorted((ROOT / "tests/cli").glob("test_*.py"))]
    return result


def counts(output, code):
    """(passed, failed) from what a step printed; a step that prints no counts is one test."""
    for line in reversed(output.splitlines()):
        found = TOTALS.search(line) or DOCTEST.search(line)
        if found:
            passed, failed = int(found[1]), int(found[2])
            return passed, failed or int(code != 0)
    return int(code == 0), int(code != 0)


def run_step(command):
    """Runs the command; its output is shown as it comes only when it reports failures."""
    env = dict(os.environ, PYVM=str(ROOT / "build-test/pyvm"),
               ASAN_OPTIONS="detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1",
               UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1")
    done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="backslashreplace")
    return done.stdout, done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--all", action="store_true", help="also the debug, sanitize and hostile builds")
    parser.add_argument("-k", dest="substring", help="only Python test scripts whose name holds this")
    parser.add_argument("steps", nargs="*", help="only steps whose name holds one of these")
    options = parser.parse_args()

    total_passed = total_failed = 0
    for name, command in steps(options):
        if options.steps and not any(part in name for part in options.steps):
            continue
        start = time.monotonic()
        output, code = run_step(command)
        passed, failed = counts(output, code)
        total_passed += passed
        total_failed += failed
        if failed:
            print(output.rstrip("\n"))
        print(f"{name}: {passed} passed, {failed} failed in {time.monotonic() - start:.1f} s", flush=True)
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
