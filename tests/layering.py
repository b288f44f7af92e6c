#!/usr/bin/python3
"""Checks the folder arrows of docs/architecture.md and the few other rules about where things may stand.

  vm/base <- gc <- vm <- stdlib ;  vm, gc, vm/base <- jit ;  vm reaches jit through jit/jit.h alone ;
  stdlib never includes jit ; nothing includes tests, bench, tools.
  Only jit/x64 and jit/a64 include asmjit; field offsets (offsetof) stand in jit/layout.h alone;
  no file is longer than 1,000 lines;
  vm and stdlib keep no reference to a heap object in a std container, where the collector does not see it.

usage: tests/layering.py [--arrows-only]
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (".h", ".cpp", ".def", ".inc")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LINE_LIMIT = 1000
# path -> why it may be longer than the limit
EXCUSED_LENGTH = {
    "vm/run/dispatch.cpp",   # the dispatch loop: one function by nature, its fast paths share labels and locals
}
REFERENCE = r"(?:\bValue\b|\b(?:Py[A-Z]\w*|HeapObject|Header)\s*(?:const\s*)?\*)"
CONTAINER = r"\bstd::(?:vector|deque|list|forward_list|(?:unordered_)?(?:multi)?(?:map|set)|unique_ptr)\s*<"
CONTAINER_USE = re.compile(CONTAINER + r"([^;=(){]*)>")
STRUCT = re.compile(r"\b(?:struct|class)\s+(\w+)[^;{}()]*\{")
REFERENCE_FIELD = re.compile(r"^\s*(?:const\s+)?" + REFERENCE + r"(?:\s*const)?\s*\w+(?:\[\w*\])?[^()]*;", re.MULTILINE)
# path -> why its containers may hold references
EXCUSED_CONTAINERS = {
    "vm/compile/unit.h",   # Pool registers a root tracer for its constants
}
# layer -> layers it may include, besides itself
ALLOWED = {
    "base": set(),
    "gc": {"base"},
    "vm": {"base", "gc"},
    "stdlib": {"base", "gc", "vm"},
    "jit": {"base", "gc", "vm"},
}
# The program and the tests stand above everything.
FREE = ("vm/cli/", "tests/", "bench/", "tools/")


def layer(path):
    """The layer of a path relative to the root, or None where the rules do not apply."""
    if path.startswith("vm/base/"):
        return "base"
    top = path.split("/")[0]
    return top if top in ALLOWED else None


def check_include(path, line_number, target):
    """A complaint about one #include of ours, or None."""
    place = f"{path}:{line_number}"
    if target.split("/")[0] in ("tests", "bench", "tools") and not path.startswith(("tests/", "bench/", "tools/")):
        return f"{place}: includes {target}; nothing includes tests, bench or tools"
    if path.startswith(FREE):
        return None
    own, other = layer(path), layer(target)
    if own is None or other is None or own == other or other in ALLOWED[own]:
        return None
    if own == "vm" and target == "jit/jit.h":
        return None
    return f"{place}: {own} may not include {target}"


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def structs_with_references(text):
    """Names of the structs of a file that have a field that refers to a heap object."""
    names = set()
    for start in STRUCT.finditer(text):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if not start[1].startswith("Py") and REFERENCE_FIELD.search(text, start.end(), end):
            names.add(start[1])
    return names


def check_containers(path, text):
    """Complaints about containers whose elements are, or have as fields, references to heap objects."""
    if layer(path) not in ("vm", "stdlib") or path in EXCUSED_CONTAINERS or path.endswith("_test.cpp"):
        return []
    code = without_comments(text)
    structs = structs_with_references(code)
    hidden = re.compile("|".join([REFERENCE, *(rf"\b{name}\b" for name in sorted(structs))]))
    return [f"{path}:{code.count(chr(10), 0, use.start()) + 1}: a std container of references hides them from the collector"
            for use in CONTAINER_USE.finditer(code) if hidden.search(use[1])]


def check_file(path, text, arrows_only):
    complaints = []
    lines = text.splitlines()
    in_backend = path.startswith(("jit/x64/", "jit/a64/"))
    is_unit_test = path.startswith("tests/") or path.endswith("_test.cpp")
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found:
            target = found[2]
            if target.startswith("asmjit/") and not in_backend:
                complaints.append(f"{path}:{number}: includes {target}; only jit/x64 and jit/a64 may")
            if found[1] == '"' and not is_unit_test:
                complaint = check_include(path, number, target)
                if complaint:
                    complaints.append(complaint)
        code = line.split("//")[0]
        if re.search(r"\boffsetof\s*\(", code) and path != "jit/layout.h" and not is_unit_test:
            complaints.append(f"{path}:{number}: offsetof belongs in jit/layout.h")
    if not arrows_only:
        complaints += check_containers(path, text)
    if not arrows_only and len(lines) > LINE_LIMIT and path not in EXCUSED_LENGTH:
        complaints.append(f"{path}: {len(lines)} lines; the limit is {LINE_LIMIT}")
    return complaints


def main():
    arrows_only = "--arrows-only" in sys.argv[1:]
    complaints, count = [], 0
    for top in ("vm", "gc", "jit", "stdlib", "tests", "bench", "tools", "examples"):
        for file in sorted((ROOT / top).rglob("*")):
            is_script = file.suffix == ".py" and "tests/py/" not in str(file)
            if file.suffix in SOURCES or is_script:
                count += 1
                path = str(file.relative_to(ROOT))
                text = file.read_text(encoding="utf-8", errors="replace")
                if file.suffix in SOURCES:
                    complaints += check_file(path, text, arrows_only)
                elif not arrows_only and text.count("\n") > LINE_LIMIT:
                    complaints.append(f"{path}: more than {LINE_LIMIT} lines")
    for complaint in complaints:
        print(complaint)
    if complaints:
        return 1
    if not arrows_only:
        print(f"{count} files keep the layers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
