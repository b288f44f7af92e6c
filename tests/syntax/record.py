#!/usr/bin/python3
"""Writes what CPython 3.11 says about each source of the corpora beside this file.

usage: tests/syntax/record.py

errors.jsonl   [mode, source, repr((type, message, lineno, offset, text, end_lineno, end_offset)) or "None"]
trees.jsonl    [mode, source, ast.dump(tree, include_attributes=True)]
scopes.jsonl   ["exec", source, [kind, name, lineno, [[name, flags, scope], ...], [parameter, ...], [child, ...]] as text]

To add a case, append [mode, source] to a file and run this.
"""
import _symtable
import ast
import json
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {0: "function", 1: "class", 2: "module"}


def error(mode, source):
    try:
        compile(source, "<string>", mode, dont_inherit=True)
    except SyntaxError as e:
        return repr((type(e).__name__, e.msg, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset))
    except Exception as e:
        return repr((type(e).__name__, str(e)))
    return "None"


def tree(mode, source):
    return ast.dump(ast.parse(source, mode=mode), include_attributes=True)


def table(entry):
    symbols = sorted((name, flags & 0x7FF, flags >> 11 & 7) for name, flags in entry.symbols.items())
    return [KINDS[entry.type], entry.name, entry.lineno, symbols, list(entry.varnames),
            [table(child) for child in entry.children]]


def scopes(mode, source):
    return repr(table(_symtable.symtable(source, "<string>", mode)))


def record(name, answer):
    path = HERE / name
    seen = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        mode, source, *_ = json.loads(line)
        seen[mode, source] = answer(mode, source)
    lines = [json.dumps([mode, source, result], ensure_ascii=False) for (mode, source), result in seen.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} cases")


def main():
    warnings.simplefilter("ignore")
    assert sys.version_info[:2] == (3, 11), "the oracle is CPython 3.11"
    record("errors.jsonl", error)
    record("trees.jsonl", tree)
    record("scopes.jsonl", scopes)


if __name__ == "__main__":
    main()
