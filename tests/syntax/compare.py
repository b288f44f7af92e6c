#!/usr/bin/python3
"""Compares the front end with CPython 3.11 on whatever Python there is on this machine; nothing is recorded.

usage: tests/syntax/compare.py TOOL [--every N] [trees|scopes|warnings|errors]...

TOOL is the program syntax-tool of a build folder (ninja syntax-tool). trees, scopes and warnings read the installed
library; errors makes wrong programs out of its statements (--seed, --count). Prints what differs.
"""
import _symtable
import argparse
import ast
import glob
import io
import random
import subprocess
import sys
import tokenize
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import record

SNIPPETS = """( ) [ ] { } , : ; . = == := + - * ** / -> @ if else for in is not and or lambda yield await async def class
return import from as with try except finally raise del global nonlocal pass None True x print match case _ 1 2.5 1j
's' b's' f'{x}' f'{x!r:>{y}}' ... ! ? $ += != <> ~ " 0x 1_ é while continue break elif except* *a **k /, *,""".split()
SNIPPETS += ["\n", "\n  ", "\\\n", "#c\n", "print x"]


class Tool:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, command, mode, source):
        data = source if isinstance(source, bytes) else source.encode()
        mode = mode if isinstance(source, bytes) else "str-" + mode
        self.process.stdin.write(f"{command} {mode} {len(data)}\n".encode() + data)
        self.process.stdin.flush()
        size = self.process.stdout.readline()
        if not size:
            sys.exit(f"the tool died of {source!r}")
        return self.process.stdout.read(int(size)).decode("utf-8", "surrogatepass")


def library(every):
    names = glob.glob("/usr/lib/python3*/**/*.py", recursive=True)
    for name in sorted(names)[::every]:
        source = Path(name).read_bytes()
        try:
            compile(source, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        yield name, source


def oracle_tree(source):
    return ast.dump(ast.parse(source), include_attributes=True)


def oracle_scopes(source):
    return repr(record.table(_symtable.symtable(source, "<string>", "exec")))


def oracle_warnings(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<string>", "exec", dont_inherit=True)
    return "".join(f"{one.category.__name__}:{one.lineno}: {one.message}\n" for one in caught)


def report(what, got, wanted, shown=[0]):
    shown[0] += 1
    if shown[0] > 20:
        return
    at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
    print(what, "   wanted " + wanted[max(0, at - 80):at + 120], "   got    " + got[max(0, at - 80):at + 120], sep="\n")


def compare_library(tool, command, oracle, every):
    count = differ = 0
    for name, source in library(every):
        try:
            wanted = oracle(source)
        except (SyntaxError, RecursionError):
            continue
        count += 1
        got = tool.ask(command, "exec", source)
        if got != wanted:
            differ += 1
            report(name, got, wanted)
    return count, differ


def statements(every):
    pool = []
    for _, source in library(every):
        try:
            text = source.decode()
        except UnicodeDecodeError:
            continue
        lines = text.split("\n")
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.stmt) or node.end_lineno - node.lineno > 7:
                continue
            part = lines[node.lineno - 1:node.end_lineno]
            indent = len(part[0]) - len(part[0].lstrip())
            part = "\n".join(line[indent:] for line in part)
            if len(part) < 400:
                pool.append(part)
    return pool


def spoil(text, choice):
    """A text with a token dropped, replaced, added or doubled, or cut off behind one."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, IndentationError):
        return text
    token = choice.choice(tokens)
    start = sum(len(line) + 1 for line in text.split("\n")[:token.start[0] - 1]) + token.start[1]
    end = start + len(token.string)
    snippet = choice.choice(SNIPPETS)
    return choice.choice([text[:start] + text[end:], text[:start] + snippet + text[end:],
                          text[:start] + " " + snippet + " " + text[start:], text[:end] + " " + text[start:], text[:end]])


def compare_errors(tool, options):
    choice = random.Random(options.seed)
    pool = statements(options.every)
    differ = 0
    for _ in range(options.count):
        text = choice.choice(pool)
        for _ in range(choice.choice([1, 1, 1, 2, 3])):
            text = spoil(text, choice)
        mode = choice.choice(["exec"] * 8 + ["single", "eval"])
        wanted = record.error(mode, text)
        got = tool.ask("error", mode, text)
        if got != wanted:
            differ += 1
            report(f"{mode}: {text!r}", got, wanted)
    return options.count, differ


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tool")
    parser.add_argument("what", nargs="*", default=["trees", "scopes", "warnings", "errors"])
    parser.add_argument("--every", type=int, default=10, help="only every Nth file of the library")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000, help="how many wrong programs")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    tool = Tool(options.tool)
    failed = 0
    for what in options.what:
        if what == "errors":
            count, differ = compare_errors(tool, options)
        else:
            command, oracle = {"trees": ("ast", oracle_tree), "scopes": ("scopes", oracle_scopes),
                               "warnings": ("warnings", oracle_warnings)}[what]
            count, differ = compare_library(tool, command, oracle, options.every)
        print(f"{what}: {count} compared, {differ} differ")
        failed += differ
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
