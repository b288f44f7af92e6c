#!/usr/bin/python3
"""Records what CPython 3.11 prints for the test scripts: NAME.out, and NAME.err and NAME.code where they matter.

usage: tests/record.py [--check] [--jobs N] [-k SUBSTRING] [PATH...]

Every script runs twice, with two hash seeds; one whose output differs is refused. `--check` writes nothing and
fails if a recorded file is not what CPython prints.
"""
import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import find_scripts, run_script

ORACLE = "/usr/bin/python3"


def record(script, check_only):
    """Returns a complaint or None."""
    runs = [run_script(script, [ORACLE], script.timeout * 6, {"PYTHONHASHSEED": seed}) for seed in ("1", "77")]
    first, second = runs
    if first.code is None or first.code < 0:
        return first.ending()
    if (first.out, first.err, first.code) != (second.out, second.err, second.code):
        return "the output depends on the hash seed, an address or the time"
    if b"0x7f" in first.out + first.err:
        return "the output looks as if it held an address"
    wanted = {".out": first.out, ".err": first.err if first.err else None,
              ".code": b"%d\n" % first.code if first.code else None}
    for suffix, data in wanted.items():
        path = script.path.with_suffix(suffix)
        if check_only:
            if script.expected(suffix) != data:
                return f"{path.name} is not what CPython prints"
        elif data is not None:
            path.write_bytes(data)
        elif path.exists():
            path.unlink()
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--new", action="store_true", help="only scripts without a recorded output")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("-k", dest="substring")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    scripts = find_scripts(options.paths, options.substring)
    if options.new:
        scripts = [script for script in scripts if script.expected(".out") is None]
    complaints = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for script, complaint in zip(scripts, pool.map(lambda s: record(s, options.check), scripts)):
            if complaint:
                complaints += 1
                print(f"{script.name}: {complaint}")
            elif script.expected(".code") and not options.check:
                print(f"note: {script.name} ends with exit code {script.expected('.code').decode().strip()}")
    print(f"{len(scripts) - complaints} recorded, {complaints} refused")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
