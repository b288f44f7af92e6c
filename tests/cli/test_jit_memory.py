"""Traces die with their code, and their memory is used again."""
import json
import tempfile
from pathlib import Path

from harness import equal, main, run

# So many functions are made, compiled and dropped; the greatest size of the process after a third and at the end is printed.
CHURN = """
import resource, sys
COUNT = %d
total = 0
for k in range(COUNT):
    space = {}
    exec(f'''
def hot(n):
    t = {k}
    for i in range(n):
        t += i & {k %% 7 + 1}
        if i %% 7 == 3:
            t -= 1
    return t
''', space)
    total += space['hot'](200)
    if k == COUNT // 3:
        early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(total)
print(early, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""
# A global of the loop changes again and again while native code is inside its trace.
CHANGES = """
factor = 1
def change(i):
    global factor
    if i % 90 == 89:
        factor = i
        for _ in range(200): [i] * 1000
def work(n):
    total = 0
    for i in range(n):
        change(i)
        total += len([i, factor])
    return total
print(work(20000))
"""


def summary(source, *options):
    """Runs a program; its result and the last event of --trace-jit=json."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "events")
        result = run(f"--trace-jit=json:{file}", *options, "-c", source)
        equal(result.code, 0)
        return result, json.loads(file.read_text().splitlines()[-1])


def total_of(count):
    return run("--jit=off", "-c", CHURN % count).out


def check_churn(count, *options, alive, code_memory):
    result, seen = summary(CHURN % count, *options)
    equal(result.out, total_of(count))
    assert seen["compiled"] >= count, seen
    assert seen["compiled"] - seen["freed"] < alive, seen
    assert seen["code_memory"] < code_memory, seen
    return [int(kibibytes) for kibibytes in result.err.split()]


def test_functions_that_come_and_go_need_bounded_memory():
    early, late = check_churn(6000, alive=3000, code_memory=4 << 20)
    assert late < early + 16 * 1024, (early, late)


def test_the_same_with_unsettled_traces():
    check_churn(3000, "--jit-threshold=1", alive=3000, code_memory=4 << 20)


def test_the_same_with_failing_guards():
    check_churn(2000, "--jit-threshold=2", "--jit-fail-guard=0.1,3", alive=3000, code_memory=4 << 20)


def test_the_same_when_everything_is_collected_at_once():
    check_churn(60, "--jit-threshold=2", "--gc-stress", alive=60, code_memory=1 << 17)


def test_the_same_without_machine_code():
    check_churn(1000, "--jit-threshold=2", "--jit-evaluate", alive=3000, code_memory=4 << 20)


def test_discarded_traces_are_freed():
    result, seen = summary(CHANGES)
    equal(result.out, "40000\n")
    assert seen["invalidated"] >= 1 and seen["freed"] >= 1, seen


if __name__ == "__main__":
    main(globals())
