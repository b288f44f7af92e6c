"""What run.py and record.py share: finding the scripts, their header comments, and running one of them."""
import os
import re
import signal
import subprocess
from pathlib import Path

TESTS = Path(__file__).resolve().parent
CORPUS = TESTS / "py"
HEADER = re.compile(r"#\s*(trace|modes|builds|timeout|stdin|flags|env)\s*:\s*(.*?)\s*$")
PREMISE = re.compile(r"(\w[\w-]*)\s*(>=|<=|==|>|<)\s*(\d+)$")


class Script:
    """One test script with its recorded expectations: NAME.out, and NAME.err and NAME.code where there are any."""

    def __init__(self, path):
        self.path = path
        self.name = str(path.relative_to(TESTS))
        self.headers = {}
        with open(path, encoding="utf-8", errors="replace") as source:
            for line in source:
                if not line.startswith("#"):
                    break
                found = HEADER.match(line)
                if found:
                    self.headers[found[1]] = found[2]

    def expected(self, suffix):
        """The recorded bytes, or None where nothing was recorded."""
        path = self.path.with_suffix(suffix)
        return path.read_bytes() if path.exists() else None

    @property
    def timeout(self):
        return float(self.headers.get("timeout", 20))

    @property
    def modes(self):
        """The modes this script is restricted to, or None."""
        text = self.headers.get("modes")
        return None if text is None else [mode.strip() for mode in text.split(",")]

    def optimised_only(self):
        """True if what it collects may be kept alive by what unoptimised code leaves on the native stack."""
        return self.headers.get("builds") == "optimised"

    def premises(self):
        """[(event, comparison, count)] from `# trace: compiled>=1, abort==0`."""
        result = []
        for item in filter(None, re.split(r"[,\s]\s*(?=\w)", self.headers.get("trace", ""))):
            found = PREMISE.match(item.strip())
            if not found:
                raise SystemExit(f"{self.name}: cannot read premise {item!r}")
            result.append((found[1], found[2], int(found[3])))
        return result


def find_scripts(paths, substring=None):
    """Scripts under the given files or folders (the whole corpus by default), sorted; `_folders` hold fixtures."""
    found = []
    for root in [Path(p).resolve() for p in paths] or [CORPUS]:
        if root.is_file():
            found.append(root)
            continue
        if not root.exists():
            raise SystemExit(f"no such test: {root}")
        for path in root.rglob("*.py"):
            if not any(part.startswith("_") for part in path.relative_to(CORPUS).parts[:-1]):
                found.append(path)
    scripts = [Script(path) for path in sorted(set(found))]
    return [s for s in scripts if substring is None or substring in s.name]


def clean_environment(extra=""):
    """The environment of every test: nothing of the caller's that Python reads."""
    keep = {key: value for key, value in os.environ.items()
            if not key.startswith(("PYTHON", "NUMBA_", "LC_", "LANG", "PYVM"))}
    keep.update(LC_ALL="C.UTF-8", COLUMNS="80", LINES="24", PYTHONPYCACHEPREFIX=str(TESTS.parent / "build-pycache"),
                NUMBA_NUM_THREADS="2", OPENBLAS_NUM_THREADS="1")
    keep.update(item.split("=", 1) for item in extra.split() if "=" in item)
    return keep


class Outcome:
    """How one run ended. `code` is negative for a signal and None when the time limit struck."""

    def __init__(self, out, err, code):
        self.out, self.err, self.code = out, err, code

    def ending(self):
        if self.code is None:
            return "timed out"
        if self.code < 0:
            try:
                return f"killed by {signal.Signals(-self.code).name}"
            except ValueError:
                return f"killed by signal {-self.code}"
        return f"exit code {self.code}"


def run_script(script, command, timeout, extra_env=()):
    """Runs `command... SCRIPT` in the script's folder; folder names are taken out of what it printed."""
    env = clean_environment(script.headers.get("env", ""))
    env.update(extra_env)
    process = subprocess.Popen([*command, *script.headers.get("flags", "").split(), script.path.name],
                               cwd=script.path.parent, env=env, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    stdin = script.headers.get("stdin", "").encode().decode("unicode_escape").encode()
    try:
        out, err = process.communicate(stdin, timeout=timeout)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        code = None
    folder = str(script.path.parent).encode() + b"/"
    return Outcome(out.replace(folder, b""), err.replace(folder, b""), code)
