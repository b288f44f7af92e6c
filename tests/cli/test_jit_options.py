"""The options of the JIT, and what --trace-jit promises."""
import json
import re
import tempfile
from pathlib import Path

from harness import ROOT, contains, equal, main, run

PASSES = re.findall(r"^PASS\((\w+),", (ROOT / "jit/passes.def").read_text(), re.MULTILINE)
# Scripts that between them give every pass something to do; tests/run.py --modes passes runs all of them.
QUICK = [("jit_list", "aliased_rows"), ("jit_object", "carried_accumulator"), ("numpy", "chain_of_results_warns_at_its_line")]
LOOP = """
def work(n):
    total = 0
    for i in range(n):
        total += i * 3
        if i % 7 == 0:
            total -= 1
    return total
print(work(5000))
"""


def events(*options, source=LOOP):
    """Runs a program; its output and the events of --trace-jit=json."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "events")
        result = run(f"--trace-jit=json:{file}", *options, "-c", source)
        equal((result.code, result.err), (0, ""))
        return result.out, [json.loads(line) for line in file.read_text().splitlines()]


def test_a_hot_loop_is_compiled():
    out, seen = events()
    equal(out, "37491785\n")
    assert any(event["event"] == "compiled" and event["place"] == "<string>:4 work" for event in seen), seen


def test_nothing_is_compiled_when_the_jit_is_off():
    out, seen = events("--jit=off")
    equal((out, [event["event"] for event in seen]), ("37491785\n", ["summary"]))


def test_guards_that_hold_can_be_made_to_fail():
    plain = events("--jit-threshold=2")[1][-1]["exits"]
    for seed in range(1, 4):
        out, seen = events("--jit-threshold=2", f"--jit-fail-guard=0.1,{seed}")
        equal(out, "37491785\n")
        assert seen[-1]["exits"] > plain + 100, (plain, seen[-1])


def test_each_pass_can_be_left_out():
    for name in PASSES:
        out, seen = events(f"--jit-no={name}")
        equal(out, "37491785\n")
        assert seen[-1]["compiled"] > 0, (name, seen)
    out, seen = events(f"--jit-no={','.join(PASSES)}")
    equal(out, "37491785\n")
    assert seen[-1]["compiled"] > 0, seen


def test_programs_run_without_any_one_pass():
    for topic, name in QUICK:
        script = ROOT / "tests/py" / topic / f"{name}.py"
        expected = script.with_suffix(".out").read_text()
        for left_out in PASSES:
            equal((name, left_out, run("--jit-threshold=2", f"--jit-no={left_out}", str(script)).out), (name, left_out, expected))


def test_places_are_escaped_in_json():
    with tempfile.TemporaryDirectory() as folder:
        script, file = Path(folder, 'a "quoted\\ name.py'), Path(folder, "events")
        script.write_text(LOOP)
        equal(run(f"--trace-jit=json:{file}", str(script)).out, "37491785\n")
        seen = [json.loads(line) for line in file.read_text().splitlines()]
        contains(seen[0]["place"], 'a "quoted\\ name.py:4 work')


# A class that changes in every iteration of some loops of enum.py, and one that changes now and then.
FLAGS = """
import enum
exec("class F(enum.Flag):" + "".join(f"\\n M{i} = enum.auto()" for i in range(600)))
print(len(F))
"""
PATCHES = """
class Counter:
    def step(self): return 1
def work(n):
    counter, total = Counter(), 0
    for i in range(n):
        total += counter.step()
        if i % 100 == 99: Counter.step = lambda self: 2
    return total
print(work(30000))
"""


def test_what_is_discarded_again_and_again_is_compiled_ever_more_rarely():
    for source, expected in (FLAGS, "600\n"), (PATCHES, "59900\n"):
        out, seen = events(source=source)
        equal(out, expected)
        assert 1 <= seen[-1]["invalidated"] <= 20, seen[-1]


def test_summary_in_words():
    err = run("--trace-jit", "-c", LOOP).err
    contains(err, "compiled <string>:4 work")
    contains(err, "traces compiled")


def test_perf_map_names_traces():
    result = run("--jit-perf-map", "-c", LOOP + "\nimport os\nprint(open(f'/tmp/perf-{os.getpid()}.map').read())\n")
    contains(result.out, "<string>:4 work")


def test_unknown_values_are_refused():
    for option in "--jit=maybe", "--jit-threshold=0", "--jit-no=nothing", "--jit-no=fold,", "--jit-no=":
        result = run(option, "-c", "pass")
        equal(result.code, 2)
        contains(result.err, option)


if __name__ == "__main__":
    main(globals())
