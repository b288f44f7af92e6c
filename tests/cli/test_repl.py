"""The interactive prompt, behind a pseudo-terminal."""
import time

from harness import Terminal, contains, equal, main, run


def start(*arguments):
    terminal = Terminal(*arguments)
    terminal.wait_for(">>> ")
    return terminal


def test_banner_and_prompt():
    with Terminal() as t:
        contains(t.wait_for(">>> "), "3.11")


def test_expressions_are_shown():
    with start() as t:
        equal(t.enter("1 + 2"), "3\n")
        equal(t.enter("'a' * 3"), "'aaa'\n")
        equal(t.enter("None"), "")
        equal(t.enter("x = 5"), "")
        equal(t.enter("x"), "5\n")
        equal(t.enter("print(x); x + 1"), "5\n6\n")


def test_underscore_is_the_last_value():
    with start() as t:
        t.enter("40 + 2")
        equal(t.enter("_ + 1"), "43\n")
        t.enter("None")
        equal(t.enter("_"), "43\n")


def test_block_of_several_lines():
    with start() as t:
        equal(t.enter("for i in range(3):", "... "), "")
        equal(t.enter("    print(i)", "... "), "")
        equal(t.enter(""), "0\n1\n2\n")
        t.enter("def f(a):", "... ")
        t.enter("    return a * 2", "... ")
        t.enter("")
        equal(t.enter("f(21)"), "42\n")


def test_open_brackets_continue():
    with start() as t:
        t.enter("(1 +", "... ")
        equal(t.enter("2)"), "3\n")
        t.enter("s = '''a", "... ")
        t.enter("b'''")
        equal(t.enter("s"), "'a\\nb'\n")
        t.enter("1 + \\", "... ")
        equal(t.enter("1"), "2\n")


def test_errors_do_not_end_the_session():
    with start() as t:
        seen = t.enter("1 / 0")
        contains(seen, 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n')
        contains(seen, "ZeroDivisionError: division by zero")
        contains(t.enter("a b"), "SyntaxError: invalid syntax")
        contains(t.enter("nope"), "NameError: name 'nope' is not defined")
        contains(t.enter("  x = 1"), "IndentationError: unexpected indent")
        equal(t.enter("7"), "7\n")


def test_compound_statement_on_one_line():
    with start() as t:
        t.enter("if 1: print('yes')", "... ")
        equal(t.enter(""), "yes\n")


def test_history():
    with start() as t:
        t.enter("111 + 1")
        t.enter("222 + 2")
        t.send("\x1b[A")
        t.wait_for("222 + 2")
        t.send("\x1b[A")
        t.wait_for("111 + 1")
        equal(t.enter("").split("\n")[-2], "112")


def test_line_editing():
    with start() as t:
        t.send("1 + 4")
        t.wait_for("1 + 4")
        t.send("\x7f5")
        contains(t.enter(""), "6")
        t.send("99")
        t.wait_for("99")
        t.send("\x011")
        contains(t.enter(""), "199")


def test_completion_by_tab():
    with start() as t:
        t.enter("import sys")
        t.send("sys.getrecursionl\t")
        t.wait_for("sys.getrecursionlimit")
        t.send("\x15")
        t.enter("long_variable_name = 77")
        t.send("long_vari\t")
        t.wait_for("long_variable_name")
        contains(t.enter(""), "77")


def test_interrupt_at_the_prompt():
    with start() as t:
        t.send("half a line")
        t.wait_for("half a line")
        time.sleep(0.3)
        t.send("\x03")
        t.wait_for("KeyboardInterrupt")
        t.wait_for(">>> ")
        equal(t.enter("1 + 1"), "2\n")


def test_interrupt_of_a_running_loop():
    with start() as t:
        t.enter("while True: pass", "... ")
        t.send("\r")
        time.sleep(0.8)
        time.sleep(0.3)
        t.send("\x03")
        t.wait_for("KeyboardInterrupt")
        t.wait_for(">>> ")
        equal(t.enter("2 + 2"), "4\n")


def test_interrupt_in_a_block():
    with start() as t:
        t.enter("if 1:", "... ")
        time.sleep(0.3)
        t.send("\x03")
        t.wait_for("KeyboardInterrupt")
        t.wait_for(">>> ")
        equal(t.enter("3"), "3\n")


def test_end_of_input_leaves():
    with start() as t:
        t.send("\x04")
        equal(t.exit_code(), 0)


def test_exit_call_leaves():
    with start() as t:
        t.send("exit(3)\r")
        equal(t.exit_code(), 3)
    with start() as t:
        t.send("raise SystemExit(4)\r")
        equal(t.exit_code(), 4)


def test_interactive_after_a_command():
    with start("-i", "-c", "x = 10") as t:
        equal(t.enter("x"), "10\n")
    with Terminal("-i", "-c", "y = 1; 1 / 0") as t:
        contains(t.wait_for(">>> "), "ZeroDivisionError")
        equal(t.enter("y"), "1\n")


def test_quiet():
    with Terminal("-q") as t:
        equal(t.wait_for(">>> "), ">>> ")


def test_prompts_can_be_changed():
    with start() as t:
        t.enter("import sys")
        t.enter("sys.ps1 = 'new> '", "new> ")
        equal(t.enter("1", "new> "), "1\n")


def test_unicode_input():
    with start() as t:
        equal(t.enter("'é日'"), "'é日'\n")


def test_without_a_terminal_nothing_is_shown():
    result = run(stdin="1 + 1\nprint('x')\n")
    equal((result.out, result.code), ("x\n", 0))


def test_interactive_from_a_pipe():
    result = run("-i", "-q", stdin="1 + 1\nfor i in range(2): print(i)\n\n1 / 0\n5\n")
    equal(result.out, "2\n0\n1\n5\n")
    contains(result.err, "ZeroDivisionError")


main(globals())
