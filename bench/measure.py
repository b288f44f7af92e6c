"""Runs commands in turn (A B A B ...) and keeps the times of each; shared by run.py and compare.py."""
import os
import resource
import signal
import statistics
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Timing:
    """What one command did over its runs: seconds of each, or why it failed."""

    def __init__(self):
        self.seconds = []
        self.failure = None
        self.output = None

    @property
    def best(self):
        """The shortest run in seconds, None if the command failed."""
        return None if self.failure or not self.seconds else min(self.seconds)

    @property
    def median(self):
        return None if self.failure or not self.seconds else statistics.median(self.seconds)


def run_once(command, timeout, cpu):
    """(seconds, output, failure): wall time, or processor time of the command if `cpu`."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, errors="replace", start_new_session=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, "", "timed out"
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        lines = err.strip().splitlines() or [f"exit code {process.returncode}"]
        return None, out, lines[-1][:100]
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (used if cpu else wall), out, None


def interleave(commands, repetitions, timeout=120, cpu=False):
    """Runs every command of {name: command} once per repetition, in turn; a failing one is not tried again."""
    timings = {name: Timing() for name in commands}
    for _ in range(repetitions):
        for name, command in commands.items():
            timing = timings[name]
            if timing.failure:
                continue
            seconds, timing.output, timing.failure = run_once(command, timeout, cpu)
            if seconds is not None:
                timing.seconds.append(seconds)
    return timings


def geometric_mean(values):
    """The geometric mean, None for no values."""
    return statistics.geometric_mean(values) if values else None
