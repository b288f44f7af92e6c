"""What --trace-gc says."""
from harness import contains, equal, main, run

GARBAGE = "for i in range(1000000): a = [i]\nprint('done')"


def test_totals():
    result = run("--trace-gc", "-c", GARBAGE)
    equal((result.code, result.out), (0, "done\n"))
    for kind in ("minor", "full", "step"):
        contains(result.err, f"[gc] {kind}")
    contains(result.err, "longest")


def test_silent_by_default():
    equal(run("-c", GARBAGE).err, "")


main(globals())
