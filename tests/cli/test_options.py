"""Options, arguments and standard input."""
import tempfile
from pathlib import Path

from harness import contains, equal, main, run, script


def test_command():
    result = run("-c", "print(1 + 1)")
    equal((result.code, result.out, result.err), (0, "2\n", ""))


def test_command_sees_its_arguments():
    equal(run("-c", "import sys; print(sys.argv)", "a", "-b", "--", "c").out, "['-c', 'a', '-b', '--', 'c']\n")


def test_command_with_several_lines():
    equal(run("-c", "for i in range(2):\n    print(i)\nprint('end')").out, "0\n1\nend\n")


def test_script_sees_its_arguments():
    equal(script("import sys; print(sys.argv, __name__)", "x", "-y").out, "['prog.py', 'x', '-y'] __main__\n")


def test_script_folder_is_first_on_the_path():
    equal(script("import sys, os; print(os.path.basename(__file__), os.path.samefile(sys.path[0], '.'))").out,
          "prog.py True\n")


def test_script_is_known_by_its_absolute_path():
    equal(script("import os, sys\n"
                 "wanted = os.path.join(os.getcwd(), 'prog.py')\n"
                 "print(__file__ == wanted, sys._getframe().f_code.co_filename == wanted)").out, "True True\n")


def test_script_that_is_not_there():
    result = run("no-such-file.py")
    equal(result.code, 2)
    contains(result.err, "can't open file")
    contains(result.err, "[Errno 2] No such file or directory")


def test_script_from_standard_input():
    equal(run(stdin="print('from stdin')\n").out, "from stdin\n")
    equal(run("-", "a", stdin="import sys; print(sys.argv)\n").out, "['-', 'a']\n")


def test_folder_with_a_main_module():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "app").mkdir()
        Path(folder, "app", "__main__.py").write_text("import sys; print('main of app', __name__, sys.argv)")
        equal(run("app", "x", cwd=folder).out, "main of app __main__ ['app', 'x']\n")


def test_module():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "mod.py").write_text("import sys; print(__name__, sys.argv[1:], len(sys.argv))")
        equal(run("-m", "mod", "a", cwd=folder).out, "__main__ ['a'] 2\n")


def test_module_of_the_library():
    equal(run("-m", "json.tool", stdin='{"a":1}').out, '{\n    "a": 1\n}\n')


def test_encoding_of_the_standard_streams():
    text = "print('\\xe9', '\\udce9')"
    for encoding, code, out in (("ascii:backslashreplace", 0, "\\xe9 \\udce9\n"), ("utf-8:surrogateescape", 0, "\xe9 \ufffd\n"),
                                (":replace", 0, "\xe9 ?\n"), ("latin-1", 1, "\ufffd "), ("no-such-encoding", 1, "")):
        result = run("-c", text, PYTHONIOENCODING=encoding)
        equal((result.code, result.out), (code, out))
    equal(run("-E", "-c", "print('\\xe9')", PYTHONIOENCODING="ascii").out, "\xe9\n")


def test_module_that_is_not_there():
    result = run("-m", "no_such_module")
    equal(result.code, 1)
    contains(result.err, "No module named no_such_module")


def test_timeit_module():
    result = run("-m", "timeit", "-n", "2", "-r", "2", "--setup", "x = 1", "x + 1")
    equal(result.code, 0)
    contains(result.out, "2 loops, best of 2: ")
    contains(result.out, " per loop")


def test_dis_module():
    result = run("-m", "dis", "-", stdin="x = 1\nprint(x)\n")
    equal((result.code, result.err), (0, ""))
    contains(result.out, "STORE_NAME")


def test_version():
    result = run("-V")
    equal(result.code, 0)
    contains(result.out, "3.11")
    equal(run("--version").out, result.out)


def test_help():
    result = run("-h")
    equal(result.code, 0)
    for option in ("-c", "-m", "-i", "-u", "-O", "-V"):
        contains(result.out, option)


def test_unknown_option():
    result = run("-Z")
    equal(result.code, 2)
    contains(result.err.lower(), "unknown option")


def test_option_without_its_argument():
    result = run("-c")
    equal(result.code, 2)
    contains(result.err, "rgument expected for the -c option")


def test_optimised_drops_asserts():
    equal(run("-O", "-c", "assert 0; print(__debug__)").out, "False\n")
    equal(run("-c", "print(__debug__)").out, "True\n")
    equal(run("-c", "assert 0").code, 1)


def test_double_optimised_drops_docstrings():
    equal(run("-OO", "-c", "def f(): 'doc'\nprint(f.__doc__)").out, "None\n")


def test_without_site():
    equal(run("-S", "-c", "import sys; print('site' in sys.modules)").out, "False\n")


def test_unbuffered():
    equal(run("-u", "-c", "import sys; sys.stdout.write('a'); sys.stderr.write('b')").out, "a")


def test_options_may_be_joined():
    equal(run("-SOc", "print(__debug__)").out, "False\n")


def test_output_is_flushed_at_the_end():
    equal(run("-c", "print('x', end='')").out, "x")


def test_warning_option():
    result = run("-W", "error", "-c", "import warnings; warnings.warn('w')")
    equal(result.code, 1)
    contains(result.err, "UserWarning: w")


def test_isolated_executable_path():
    contains(run("-c", "import sys; print(sys.executable)").out, "/")


def test_standard_input_is_read_by_the_script():
    equal(script("import sys\nprint(input().upper(), sys.stdin.read())", stdin="first\nrest\n").out, "FIRST rest\n\n")


def test_unicode_in_command_and_arguments():
    equal(run("-c", "import sys; print('é日', sys.argv[1])", "ü").out, "é日 ü\n")


main(globals())
