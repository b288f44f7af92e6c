#!/usr/bin/python3
"""Runs the test scripts under pyvm and compares what they print with what CPython 3.11 printed.

usage: tests/run.py [--vm build/pyvm] [--modes off,on,...] [--jobs N] [-k SUBSTRING] [PATH...]
"""
import argparse
import difflib
import json
import operator
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import TESTS, find_scripts, run_script

# The optimiser's passes, each a row of this file.
PASSES = re.findall(r"^PASS\((\w+),", (TESTS.parent / "jit/passes.def").read_text(), re.MULTILINE)
# mode -> (name of the run, flags, factor on the time limit)
MODES = {
    "off": [("off", ["--jit=off"], 2)],
    "on": [("on", [], 1)],
    "threshold1": [("threshold1", ["--jit-threshold=1"], 2)],
    "failguard": [(f"failguard,{seed}", ["--jit-threshold=2", f"--jit-fail-guard=0.1,{seed}"], 3)
                  for seed in (1, 2, 3)],
    "evaluate": [("evaluate", ["--jit-threshold=2", "--jit-evaluate"], 10)],
    "passes": [(f"no {name}", ["--jit-threshold=2", f"--jit-no={name}"], 3) for name in PASSES],
    "gcstress": [("gcstress", ["--gc-stress"], 15)],
}
COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--vm", default=str(TESTS.parent / "build" / "pyvm"))
    parser.add_argument("--modes", default="on", help="comma-separated: " + ", ".join(MODES) + ", all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("-k", dest="substring", help="only scripts whose name holds this")
    parser.add_argument("--known", help="file of known failures: one `NAME [MODE]` a line")
    parser.add_argument("--from", dest="list", help="file of script names to run, relative to tests/")
    parser.add_argument("--names", action="store_true", help="print only the names of what failed")
    parser.add_argument("--limit", type=float, help="seconds for every script, whatever its header and mode say")
    parser.add_argument("--unoptimised", action="store_true", help="leave out scripts for optimised builds only")
    parser.add_argument("--no-premises", action="store_true", help="do not check `# trace:` lines")
    parser.add_argument("--write-passing", metavar="FILE", help="write the names of the scripts that passed in every mode")
    parser.add_argument("paths", nargs="*")
    return parser.parse_args()


def read_lines(path):
    lines = Path(path).read_text().splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def short_diff(expected, actual, what, limit=14):
    lines = list(difflib.unified_diff(expected.decode(errors="backslashreplace").splitlines(),
                                      actual.decode(errors="backslashreplace").splitlines(),
                                      f"expected {what}", f"actual {what}", lineterm="", n=1))
    shown = [line[:200] for line in lines[:limit]]
    return shown + [f"... {len(lines) - limit} more lines"] if len(lines) > limit else shown


def unmet_premises(script, trace_file):
    """The premises that the events in the trace file do not meet, as sentences."""
    counts = {}
    with open(trace_file) as lines:
        for line in lines:
            if line.strip():
                event = json.loads(line)["event"]
                counts[event] = counts.get(event, 0) + 1
    return [f"premise {event}{sign}{wanted}, but counted {counts.get(event, 0)}"
            for event, sign, wanted in script.premises()
            if not COMPARE[sign](counts.get(event, 0), wanted)]


def check(script, vm, flags, limit, with_premises):
    """Runs the script once; returns the lines that describe the failure, none if it passed."""
    command = [vm, *flags]
    trace_file = None
    if with_premises and script.premises():
        handle, trace_file = tempfile.mkstemp(suffix=".json")
        os.close(handle)
        command.append(f"--trace-jit=json:{trace_file}")
    try:
        result = run_script(script, command, limit)
        expected_code = int(script.expected(".code") or b"0")
        problems = []
        if result.code != expected_code:
            problems.append(f"{result.ending()}, expected exit code {expected_code}")
        if result.out != script.expected(".out"):
            problems += short_diff(script.expected(".out") or b"", result.out, "stdout")
        expected_err = script.expected(".err")
        if expected_err is not None and result.err != expected_err:
            problems += short_diff(expected_err, result.err, "stderr")
        elif problems and expected_err is None and result.err:
            problems += result.err.decode(errors="backslashreplace").splitlines()[-6:]
        if not problems and trace_file:
            problems += unmet_premises(script, trace_file)
        return problems
    finally:
        if trace_file:
            os.unlink(trace_file)


def main():
    options = parse_arguments()
    vm = str(Path(options.vm).resolve())
    if not os.access(vm, os.X_OK):
        raise SystemExit(f"no such program: {vm}")
    names = list(MODES) if options.modes == "all" else options.modes.split(",")
    paths = options.paths
    if options.list:
        paths = paths + [TESTS / name for name in read_lines(options.list)]
        if not paths:
            print("0 passed, 0 failed")
            return 0
    scripts = [script for script in find_scripts(paths, options.substring)
               if not (options.unoptimised and script.optimised_only())]
    for script in scripts:
        if script.expected(".out") is None:
            raise SystemExit(f"{script.name}: no recorded output; run tests/record.py")
    known = set(read_lines(options.known)) if options.known else set()
    runs = [(script, mode, *variant) for script in scripts for mode in names for variant in MODES[mode]
            if script.modes is None or mode in script.modes]

    def one(run):
        script, mode, _, flags, factor = run
        limit = options.limit or script.timeout * factor
        return check(script, vm, flags, limit, mode == "on" and not options.no_premises)

    passed = failed = known_failures = 0
    bad, surprises = set(), []
    with ThreadPoolExecutor(options.jobs) as pool:
        for (script, mode, variant, _, _), problems in zip(runs, pool.map(one, runs)):
            is_known = script.name in known or f"{script.name} {mode}" in known
            if not problems:
                passed += 1
                if is_known:
                    surprises.append(f"{script.name} [{variant}]")
                continue
            bad.add(script.name)
            if is_known:
                known_failures += 1
                continue
            failed += 1
            print(f"FAIL {script.name} [{variant}]")
            if not options.names:
                for line in problems:
                    print("    " + line)
            sys.stdout.flush()
    if options.write_passing:
        good = [script.name for script in scripts if script.name not in bad]
        Path(options.write_passing).write_text("".join(name + "\n" for name in good))
    for name in surprises:
        print(f"passes, but is listed as known failure: {name}")
    if known:
        print(f"{known_failures} known")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
