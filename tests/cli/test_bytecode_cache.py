"""Compiled modules on disk: where they lie, when they count, and that damage does no harm."""
import os
import stat
import tempfile
from pathlib import Path

from harness import equal, main, run

WRITING = {"PYTHONDONTWRITEBYTECODE": ""}
SHOW = "import m; print(m.value, m.f(), m.__cached__ == __import__('importlib.util').util.cache_from_source(m.__file__))"


def is_pyvm():
    return run("-c", "import sys; print(sys.implementation.name)").out == "pyvm\n"


class Folder:
    """A folder with a module m, that programs run in."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.write("value = 1")

    def write(self, text, time=1000000000):
        file = self.path / "m.py"
        file.write_text(text + "\ndef f(x=(1, 2.5, 'é')):\n    return [x for _ in range(2)]\n")
        os.utime(file, (time, time))

    def run(self, *arguments, **extra):
        return run(*arguments, cwd=self.path, **{**WRITING, **extra})

    def value(self, *options, **extra):
        result = self.run(*options, "-c", "import m; print(m.value, m.f())", **extra)
        equal((result.code, result.err), (0, ""))
        return result.out.split()[0]

    def compiled(self):
        return sorted(self.path.rglob("*.pyc"))


def test_written_next_to_the_source():
    folder = Folder()
    equal(folder.run("-c", SHOW).out, "1 [(1, 2.5, 'é'), (1, 2.5, 'é')] True\n")
    [file] = folder.compiled()
    equal(file.parent, folder.path / "__pycache__")
    equal(sorted(p.name for p in file.parent.iterdir()), [file.name])
    equal(folder.run("-c", SHOW).out, "1 [(1, 2.5, 'é'), (1, 2.5, 'é')] True\n")


def test_mode_of_the_source():
    folder = Folder()
    (folder.path / "m.py").chmod(0o640)
    folder.value()
    equal(stat.S_IMODE(folder.compiled()[0].stat().st_mode), 0o640)


def test_not_written():
    folder = Folder()
    equal(folder.value("-B"), "1")
    equal(folder.value(PYTHONDONTWRITEBYTECODE="1"), "1")
    equal(folder.run("-c", "import sys; sys.dont_write_bytecode = True; import m; print(sys.flags.dont_write_bytecode)").out,
          "0\n")
    equal(folder.run("-B", "-c", "import sys; print(sys.dont_write_bytecode, sys.flags.dont_write_bytecode)").out, "True 1\n")
    equal(folder.compiled(), [])


def test_read_even_when_not_written():
    folder = Folder()
    folder.value()
    # Nobody looks at the text while time and size are the same.
    folder.write("value = 2")
    equal(folder.value("-B"), "1")


def test_stale_by_time_and_by_size():
    folder = Folder()
    folder.value()
    folder.write("value = 2", time=1000000001)
    equal(folder.value(), "2")
    folder.write("value = 33", time=1000000001)
    equal(folder.value(), "33")
    equal(len(folder.compiled()), 1)


def test_optimised_code_has_its_own_file():
    folder = Folder()
    folder.value()
    folder.value("-O")
    names = [file.name for file in folder.compiled()]
    equal(len(names), 2)
    equal(sum(".opt-1" in name for name in names), 1)


def test_prefix():
    folder = Folder()
    prefix = folder.path / "prefix"
    for options, extra in ((), {"PYTHONPYCACHEPREFIX": str(prefix)}), (("-X", f"pycache_prefix={prefix}"), {}):
        equal(folder.value(*options, **extra), "1")
        [file] = [file for file in folder.compiled() if file.name.startswith("m.")]
        equal(file.parent, Path(str(prefix) + str(folder.path)))
        file.unlink()


def test_damaged_headers_count_as_absent():
    folder = Folder()
    folder.value()
    [file] = folder.compiled()
    data = file.read_bytes()
    for bad in b"", data[:3], data[:10], b"\0" * len(data), b"\0\0" + data[2:], data[:4] + b"\4" + data[5:]:
        folder.write("value = 1")
        file.write_bytes(bad)
        folder.write("value = 2")
        equal(folder.value(), "2")
        equal(len(file.read_bytes()), len(data))


def test_moved_sources_have_their_own_name():
    folder = Folder()
    folder.write("value = 1; import sys")
    folder.value()
    other = folder.path / "other"
    other.mkdir()
    for file in [folder.path / "m.py", *folder.compiled()]:
        target = other / file.relative_to(folder.path)
        target.parent.mkdir(exist_ok=True)
        os.rename(file, target)
    equal(run("-c", "import m; print(m.f.__code__.co_filename == m.__file__)", cwd=other, **WRITING).out, "True\n")


def test_checked_by_hash():
    folder = Folder()
    compile_it = "import py_compile; py_compile.compile('m.py', invalidation_mode=py_compile.PycInvalidationMode.%s)"
    folder.run("-c", compile_it % "CHECKED_HASH")
    equal(len(folder.compiled()), 1)
    folder.write("value = 2")
    equal(folder.value(), "2")
    folder.run("-c", compile_it % "UNCHECKED_HASH")
    folder.write("value = 3")
    equal(folder.value(), "2")


def test_importlib_shares_the_files():
    folder = Folder()
    folder.run("-c", "import importlib.util, m")
    [file] = folder.compiled()
    folder.write("value = 2")
    equal(folder.value(), "1")
    file.unlink()
    folder.value()
    folder.write("value = 3")
    equal(folder.run("-c", "import importlib.util, importlib; print(importlib.import_module('m').value)").out, "2\n")


def test_compiled_module_without_a_source():
    folder = Folder()
    folder.run("-c", "import py_compile; py_compile.compile('m.py', 'm.pyc')")
    (folder.path / "m.py").unlink()
    equal(folder.run("-c", "import m; print(m.value, m.__file__.endswith('m.pyc'))").out, "1 True\n")


def test_unwritable_folders():
    if not is_pyvm():
        return   # CPython writes nothing then
    folder = Folder()
    (folder.path / "__pycache__").write_text("not a folder")
    cache = folder.path / "cache"
    for _ in range(2):
        equal(folder.value(XDG_CACHE_HOME=str(cache)), "1")
        [file] = folder.compiled()
        equal(file.parent, Path(f"{cache}/pyvm{folder.path}"))
        folder.write("value = 2")   # read, not compiled again


def test_every_damaged_byte():
    if not is_pyvm():
        return   # CPython's code objects have no checksum
    folder = Folder()
    folder.value()
    [file] = folder.compiled()
    (folder.path / "try_all.py").write_text(f'''\
import marshal
data = open({str(file)!r}, "rb").read()[16:]
assert marshal.loads(data).co_name == "<module>"
for i in range(len(data)):
    for damaged in data[:i], data[:i] + bytes([data[i] ^ 1 << i % 8]) + data[i + 1:]:
        try:
            print("accepted", i, marshal.loads(damaged))
        except (ValueError, EOFError, TypeError):
            pass
''')
    result = folder.run("try_all.py")
    equal((result.code, result.out, result.err), (0, "", ""))


main(globals())
