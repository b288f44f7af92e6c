#!/usr/bin/python3
"""Generates random Python programs that end, print checksums of their state, and stress a tracing JIT.

usage: gen.py SEED [--numpy]

A program has classes, functions, closures, generators and loops whose variables change type, whose branches flip
late, whose globals, attributes and methods change while they run. Every value stays small: what may grow is passed
through `lim`. Nothing printed depends on hash seeds, addresses or the order of a set.
"""
import random
import sys

PRELUDE = '''\
BIG = 1 << 140
def lim(v):
    t = type(v)
    if t is int:
        return v if -BIG < v < BIG else v % 1000003
    if t is float:
        return v if v == v and -1e200 < v < 1e200 else 0.5
    if t is str:
        return v[-12:]
    if t is list:
        return v[-6:]
    if t is tuple:
        return v[-4:]
    return v
SHOWN = [0]
def show(*values):
    SHOWN[0] += 1
    if SHOWN[0] < 60:
        print(*[repr(lim(v)) for v in values])
def state(*values):
    print(*[repr(lim(v)) for v in values])
def thrower(v, limit=3):
    if type(v) is int and v > limit: raise Oops(v)
    if v == limit: raise KeyError(v) from ValueError(limit)
    return v
def cleaned(v):
    try:
        return thrower(v, 2)
    except KeyError:
        raise
    finally:
        G[2] += 1
def last_word(v):
    for k in range(3):
        try:
            if k == v: return thrower(v + 5)
        except Oops as e:
            return e.args[0]
        finally:
            if v == 1: continue
    return -1
class Context:
    def __init__(self, swallows): self.swallows = swallows
    def __repr__(self): return "Context"
    def __enter__(self): G[0] += 1; return self
    def __exit__(self, kind, value, traceback): G[1] += 1; return self.swallows and kind is Oops
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, other): return type(other) is Key and self.n == other.n
def total(*rest, last=1, **more):
    return sum(rest) + last + len(more)
'''
CONSTANTS = ["0", "1", "-1", "2", "3", "7", "-13", "100", "255", "65537", "2147483647", "-2147483648", "4294967296",
             "140737488355328", "281474976710655", "-281474976710656", "562949953421311", "9007199254740993",
             "4611686018427387904", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
             "0.5", "-0.0", "1.5", "-2.25", "1e10", "1e-3", "3.0", "True", "False"]
SMALL = ["1", "2", "3", "-1", "5", "-7", "10", "0.5", "True"]
EXCEPTIONS = ["ValueError", "KeyError", "IndexError", "ZeroDivisionError", "Oops"]


class Scope:
    """The variables a statement may use. Kinds: n (a number), a (anything), l (list), d (dict), o (object)."""

    def __init__(self, names, depth=1, weight=1, in_loop=False, in_function=True, indices=()):
        self.names = names
        self.depth = depth
        self.weight = weight
        self.in_loop = in_loop
        self.in_function = in_function
        self.indices = list(indices)

    def inner(self, trips=1, index=None, in_loop=None):
        return Scope(self.names, self.depth + 1, self.weight * max(1, trips),
                     self.in_loop if in_loop is None else in_loop, self.in_function,
                     self.indices + ([index] if index else []))

    def of(self, kind):
        return [name for name, k in self.names.items() if k == kind]


class Generator:
    BUDGET = 20000
    MAX_LINES = 160

    def __init__(self, seed, numpy=False):
        self.random = random.Random(seed)
        self.numpy = numpy
        self.lines = []
        self.functions = {}
        self.generators = []
        self.closures = []
        self.classes = []
        self.counter = 0

    # choices

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, p):
        return self.random.random() < p

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def emit(self, depth, text):
        self.lines.append("    " * depth + text)

    # expressions

    def number(self, s, level=2):
        """An expression that is a number; it may raise ZeroDivisionError or OverflowError."""
        r = self.random.random()
        names = s.of("n") + s.indices
        if level <= 0 or r < 0.25:
            return self.pick(names) if names and self.chance(0.75) else self.pick(CONSTANTS if self.chance(0.3) else SMALL)
        a, b = self.number(s, level - 1), self.number(s, level - 1)
        if r < 0.5:
            return f"({a} {self.pick(['+', '-', '+', '-'])} {b})"
        if r < 0.6:
            return f"lim({a} * {b})"
        if r < 0.66:
            return f"({a} {self.pick(['//', '%'])} {self.pick([b, '7', '-3', '10', '4', '2.5'])})"
        if r < 0.69:
            return f"({a} / {self.pick([b, '2', '3.0'])})"
        if r < 0.73 and s.indices:
            return f"({self.pick(s.indices)} {self.pick(['&', '|', '^', '>>'])} {self.pick(['1', '3', '7', '5'])})"
        if r < 0.76:
            return f"lim({self.pick(s.indices or ['5'])} << {self.pick(['1', '8', '31', '47', '62'])})"
        if r < 0.79:
            return f"({a} if {self.condition(s)} else {b})"
        if r < 0.82:
            return f"{self.pick(['abs', 'int', 'float', 'bool', 'round', '-', '+'])}({a})"
        if r < 0.85:
            return f"{self.pick(['min', 'max'])}({a}, {b})"
        if r < 0.88 and s.of("l"):
            return self.pick(["len({0})", "sum([q for q in {0} if type(q) is int])"]).format(self.pick(s.of("l")))
        if r < 0.92 and s.of("o"):
            return f"{self.pick(s.of('o'))}.{self.pick(['x', 'y', 'k'])}"
        if r < 0.97 and self.functions and s.weight < 2000:
            return self.call(s, level)
        return f"lim({a} ** {self.pick(['2', '3'])})"

    def call(self, s, level=1):
        affordable = [f for f, (_, cost) in self.functions.items() if cost * s.weight <= self.BUDGET * 10]
        if not affordable:
            return self.pick(SMALL)
        name = self.pick(affordable)
        parameters, _ = self.functions[name]
        arguments = [self.number(s, level - 1) for _ in range(parameters)]
        form = self.random.random()
        if form < 0.15 and parameters >= 2:
            return f"{name}({', '.join(arguments[:-1])}, last={arguments[-1]})"
        if form < 0.25:
            return f"{name}(*({', '.join(arguments)},))"
        if form < 0.35 and parameters >= 2:
            return f"{name}({', '.join(arguments[:-1])})"
        return f"{name}({', '.join(arguments)})"

    def condition(self, s):
        r = self.random.random()
        if s.indices and r < 0.35:
            i = self.pick(s.indices)
            return self.pick([f"{i} % {self.pick([2, 3, 5, 7])} == {self.pick([0, 1])}", f"{i} > {self.random.randrange(200)}",
                              f"{i} == {self.random.randrange(100)}", f"{i} & {self.pick([1, 2, 4])}"])
        if r < 0.75:
            return f"{self.number(s, 1)} {self.pick(['<', '<=', '==', '!=', '>', '>='])} {self.number(s, 1)}"
        if r < 0.85 and s.of("a"):
            v = self.pick(s.of("a"))
            return self.pick([f"isinstance({v}, {self.pick(['int', 'str', 'float', '(list, str)'])})", f"{v} is None", f"type({v}) is int", v])
        if r < 0.93:
            return f"({self.condition(s)} {self.pick(['and', 'or'])} {self.condition(s)})"
        return f"not {self.condition(s)}"

    def anything(self, s):
        """An expression of any type; it may raise TypeError."""
        names = s.of("a") or s.of("n") or ["1"]
        choices = [lambda: self.number(s), lambda: repr("".join(self.pick("abcé日") for _ in range(self.random.randrange(4)))),
                   lambda: "None", lambda: self.pick(names), lambda: f"lim({self.pick(names)} + {self.pick(names)})",
                   lambda: f"({self.number(s, 1)}, {self.pick(CONSTANTS)})" if self.chance(0.5) else f"({self.number(s, 1)},)",
                   lambda: f"[{self.number(s, 1)}]", lambda: f"lim({self.pick(names)} * 2)", lambda: f"str({self.number(s, 1)})",
                   lambda: f"lim(str({self.pick(s.of('n') or ['7'])}) + {self.pick(names)})", lambda: f"{self.pick(names)}[0]",
                   lambda: f"f'{{{self.pick(s.of('n') or ['7'])}}}-'", lambda: f"{self.number(s, 1)} < {self.pick(names)}"]
        return self.pick(choices)()

    # statements

    def block(self, s, size):
        """A block that holds at least one statement."""
        for _ in range(max(1, size)):
            self.statement(s)

    def statement(self, s):
        r = self.random.random()
        simple = s.depth > 6 or s.weight > self.BUDGET or len(self.lines) > self.MAX_LINES
        if simple or r < 0.42:
            self.simple(s)
        elif r < 0.58:
            self.branch(s)
        elif r < 0.72 and s.weight * 8 < self.BUDGET:
            self.loop(s)
        elif r < 0.81:
            self.guarded(s)
        elif r < 0.84:
            self.managed(s)
        elif r < 0.88 and s.in_loop:
            self.emit(s.depth, f"if {self.condition(s)}: {self.pick(['continue', 'break', 'continue'])}")
        elif r < 0.92 and self.generators and s.weight < 60:
            i = self.fresh("g")
            self.emit(s.depth, f"for {i} in {self.pick(self.generators)}({self.random.randrange(2, 12)}):")
            self.block(s.inner(10, i, True), 2)
        elif self.numpy and r < 0.96:
            self.array_statement(s)
        else:
            self.simple(s)

    def simple(self, s):
        d = s.depth
        options = [self.set_number] * 7
        if s.of("a"):
            options += [lambda s: self.emit(d, f"{self.pick(s.of('a'))} = {self.anything(s)}")] * 2
        if s.of("l"):
            options += [self.list_statement] * 3
        if s.of("d"):
            options += [self.dict_statement] * 2
        if s.of("o"):
            options += [self.object_statement] * 4
        options += [self.swap, self.global_statement, self.closure_statement, self.string_statement, self.call_statement]
        self.pick(options)(s)

    def set_number(self, s):
        names = s.of("n")
        if not names:
            return self.emit(s.depth, "pass")
        name = self.pick(names)
        if self.chance(0.4):
            op = self.pick(["+=", "-=", "+=", "*=", "//=", "%="])
            value = self.number(s, 1)
            if op == "*=":
                self.emit(s.depth, f"{name} = lim({name} * {value})")
            elif s.weight > 300 and op in ("+=", "-="):
                self.emit(s.depth, f"{name} = lim({name} {op[0]} {value})")
            else:
                self.emit(s.depth, f"{name} {op} {value}")
        else:
            self.emit(s.depth, f"{name} = {self.number(s)}")

    def swap(self, s):
        names = s.of("n")
        if len(names) < 2:
            return self.set_number(s)
        a, b = self.random.sample(names, 2)
        self.emit(s.depth, self.pick([f"{a}, {b} = {b}, {a}", f"{a}, {b} = {b}, {a} + {self.number(s, 1)}",
                                      f"{a}, *_ = {b}, {a}, {self.number(s, 1)}", f"{a} = {b} = {self.number(s, 1)}"]))

    def global_statement(self, s):
        if s.in_function:
            self.emit(s.depth, f"G[0] = lim(G[0] + {self.number(s, 1)})")
        else:
            self.emit(s.depth, f"glob = lim({self.number(s, 1)})")

    def closure_statement(self, s):
        if not self.closures or s.weight > 800:
            return self.set_number(s)
        names = s.of("n")
        if not names:
            return self.emit(s.depth, "pass")
        self.emit(s.depth, f"{self.pick(names)} = lim({self.pick(self.closures)}({self.number(s, 1)}))")

    def list_statement(self, s):
        l = self.pick(s.of("l"))
        i = self.pick(s.indices) if s.indices else str(self.random.randrange(4))
        value = self.number(s, 1) if self.chance(0.8) else self.anything(s)
        target = self.pick(s.of("n") or ["_"])
        self.emit(s.depth, self.pick([
            f"if len({l}) < 12: {l}.append({value})", f"{l}[{i} % len({l})] = {value}", f"{l}[-1] = {value}",
            f"if len({l}) > 9: del {l}[{self.pick(['0', '-1', '2:6', '::2'])}]", f"{l} = {l}[:6]",
            f"{target} = {l}[{i} % len({l})] if {l} else 0", f"{target} = lim({l}[{self.pick(['0', '-1', i, '3'])}])",
            f"if len({l}) < 12: {l}.insert({self.random.randrange(3)}, {value})", f"{target} = {l}.pop() if len({l}) > 2 else 1",
            f"{l} = [q for q in {l} if q != {self.pick(SMALL)}] + [1]", f"{l}.reverse()", f"if len({l}) < 12: {l}[1:2] = [{value}, 2]",
            f"{l} = [lim(q) for q in {l}[-5:]] or [0]", f"if len({l}) < 12: {l} += [{value}]",
            f"for q in {l}: {target} = q"]))

    def dict_statement(self, s):
        d = self.pick(s.of("d"))
        key = self.pick(["'a'", "'b'", "1", "2.0", "(1, 2)", "None", "True"] + [f"{i} % 9" for i in s.indices])
        target = self.pick(s.of("n") or ["_"])
        self.emit(s.depth, self.pick([
            f"{d}[{key}] = {self.number(s, 1)}", f"{target} = {d}.get({key}, {self.pick(SMALL)})", f"{d}.pop({key}, None)",
            f"if {key} in {d}: {target} = {d}[{key}]", f"{target} = {d}[{key}]", f"{target} = len({d})",
            f"for q in list({d}): {d}[q] = {self.pick(SMALL)}", f"{d}[{key}] = {d}.setdefault({key}, 1)",
            f"for q, w in {d}.items(): {target} = w"]))

    def object_statement(self, s):
        o = self.pick(s.of("o"))
        a = self.pick(["x", "y"])
        target = self.pick(s.of("n") or ["_"])
        cls = self.pick(self.classes) if self.classes else "Base"
        self.emit(s.depth, self.pick([
            f"{o}.{a} = {self.number(s, 1)}", f"{o}.{a} = lim({o}.{a} + {self.pick(SMALL)})", f"{target} = {o}.{a}",
            f"{target} = lim({o}.m({self.number(s, 1)}))", f"{target} = lim({o}.m({self.number(s, 1)}, {self.pick(SMALL)}))",
            f"{o} = {cls}({self.number(s, 1)})", f"{target} = {o}.p", f"{o}.extra = {self.pick(SMALL)}",
            f"if hasattr({o}, 'extra'): del {o}.extra", f"{cls}.k = {self.pick(SMALL)}", f"{target} = ({o} + {self.pick(SMALL)}).x",
            f"{target} = lim({o}[{self.pick(SMALL)}])", f"{target} = int({o} == {cls}(1))", f"{o} = {o} if {self.condition(s)} else {cls}(2)",
            f"{target} = {o}.s({self.number(s, 1)})", f"{target} = {cls}.c().x"]))

    def string_statement(self, s):
        i = self.pick(s.indices) if s.indices else str(self.random.randrange(5))
        n = self.pick(s.of("n") or ["7"])
        target = self.pick(s.of("a") or s.of("n") or ["_"])
        text = self.pick(["'abcabc'", "'日本é'", f"str({n})", f"'%s-%d' % ({n}, {i})", f"f'{{{n}!r:>6}}{{{i}:03d}}'"])
        self.emit(s.depth, self.pick([
            f"{target} = {text}[{i} % 3:]", f"{target} = {text}.replace('a', {text})[:9]", f"{target} = {text}.find('c', {i} % 4)",
            f"{target} = '-'.join([{text}, 'q'])[-8:]", f"{target} = {text} in 'xabcabc-1'", f"{target} = {text} < 'b'",
            f"{target} = sum(map(ord, {text})) % 1000", f"{target} = {text}.split('b')[0]", f"{target} = {text}[::-1].upper()",
            f"for q in {text}: {target} = q", f"{target} = int({text}[:2])", f"{target} = {text} == str({i})"]))

    def call_statement(self, s):
        """Calls that raise into the caller, consume generators, spread arguments and compare user-defined keys."""
        n = self.number(s, 1)
        i = self.pick(s.indices) if s.indices else "4"
        target = self.pick(s.of("n") or ["_"])
        choices = [f"{target} = thrower({i} % 5)", f"{target} = cleaned({i} % 4)", f"{target} = last_word({i} % 4)",
                   f"{target} = total({n}, 2, last={i})", f"{target} = total(*[1, {i}], **{{'a': 1, 'last': {i} % 3}})",
                   f"KEYS[Key({i} % 7)] = {target} = KEYS.get(Key({i} % 5), 0) + 1", f"{target} = int(Key({i} % 3) in KEYS)",
                   f"{target} = sorted([{n}, 3, {i}], key=lambda q: -q)[0]", f"{target} = len({{{i} % 4, 1, {i} & 2}})",
                   f"{target} = sum(q for q in range({i} % 6))", f"{target} = int(any(q == {i} % 3 for q in (1, 2)))",
                   f"{target} = max(map(abs, (1, -{i}, {target})))", f"{target} = len([*filter(None, (0, {i}, {target}))])",
                   f"{target} = len({{q: w for q, w in zip('abc', range({i} % 4))}})"]
        if self.generators and s.weight < 200:
            g = self.pick(self.generators)
            choices += [f"{target} = lim(next({g}(2), 5))", f"{target} = lim(sum({g}({i} % 4)))", f"{target} = len(list({g}(3)))",
                        f"for q in {g}(4): {target} = lim(q + {target})", f"{target}, *_ = {g}(3)",
                        f"{target} = int(all(q != 1 for q in {g}(3)))"]
        self.emit(s.depth, self.pick(choices))

    def managed(self, s):
        self.emit(s.depth, f"with Context({self.pick(['True', 'False'])}){self.pick(['', ' as z'] if 'z' in s.names else [''])}:")
        self.block(s.inner(), self.random.randint(1, 2))
        if self.chance(0.3):
            self.emit(s.depth + 1, f"if {self.condition(s)}: raise Oops({self.number(s, 1)})")

    def branch(self, s):
        self.emit(s.depth, f"if {self.condition(s)}:")
        self.block(s.inner(), self.random.randint(1, 3))
        if self.chance(0.3):
            self.emit(s.depth, f"elif {self.condition(s)}:")
            self.block(s.inner(), self.random.randint(1, 2))
        if self.chance(0.5):
            self.emit(s.depth, "else:")
            self.block(s.inner(), self.random.randint(1, 2))

    def loop(self, s, hot=False):
        limit = max(2, min(400, self.BUDGET // s.weight))
        trips = self.random.choice([100, 200, 400] if hot else [2, 3, 5, 10, 30, 100])
        trips = min(trips, limit)
        i = self.fresh("i")
        r = self.random.random()
        inner = s.inner(trips, i, True)
        if r < 0.55 or (hot and r > 0.8):
            bounds = self.pick([f"{trips}", f"1, {trips}", f"0, {trips * 2}, 2", f"{trips}, 0, -1", f"-{trips // 2}, {trips // 2}"])
            if s.indices and self.chance(0.4):
                bounds = f"{self.pick(s.indices)} % {self.pick([3, 4, 7])}"
            self.emit(s.depth, f"for {i} in range({bounds}):")
            self.loop_body(inner, hot)
        elif r < 0.8:
            self.emit(s.depth, f"{i} = 0")
            self.emit(s.depth, f"while {i} < {trips}:")
            self.emit(s.depth + 1, f"{i} += {self.pick([1, 1, 2, 3])}")
            self.loop_body(inner, hot)
        elif s.of("l"):
            source = self.pick(s.of("l"))
            form = self.pick([f"for {i} in [lim(q) for q in {source} if type(q) in (int, float)]:",
                              f"for {i}, q in enumerate({source}[:8]):", f"for {i}, q in zip(range(6), {source}):"])
            self.emit(s.depth, form)
            self.block(s.inner(8, i, True), self.random.randint(1, 3))
        else:
            self.emit(s.depth, f"for {i} in ({', '.join(self.pick(SMALL) for _ in range(5))}):")
            self.block(s.inner(5, i, True), self.random.randint(1, 3))
        if self.chance(0.15):
            self.emit(s.depth, "else:")
            self.block(s.inner(), 1)
        if self.chance(0.25):
            self.report(s)

    def loop_body(self, s, hot):
        """The body of a loop; that of a hot one survives exceptions most of the time."""
        if not hot or self.chance(0.25):
            return self.block(s, self.random.randint(1, 4))
        self.emit(s.depth, "try:")
        self.block(s.inner(), self.random.randint(2, 5))
        self.emit(s.depth, "except Exception as e:")
        self.emit(s.depth + 1, self.pick(["G[1] += 1", "z = str(e)", f"{self.pick(s.of('n') or ['_'])} = {self.pick(SMALL)}"]))
        self.block(s, 1)

    def guarded(self, s):
        self.emit(s.depth, "try:")
        self.block(s.inner(), self.random.randint(1, 3))
        if self.chance(0.3):
            self.emit(s.depth + 1, f"if {self.condition(s)}: raise {self.pick(EXCEPTIONS)}({self.number(s, 1)})")
        names = self.random.sample(EXCEPTIONS, self.random.randint(1, 2))
        handlers = [f"except ({', '.join(names)}) as e:", "except Exception as e:"] if self.chance(0.5) else ["except Exception as e:"]
        # NumPy's exceptions keep dtypes of texts, which pyvm does not have.
        shown = "str(e)" if self.numpy else "e.args"
        for handler in handlers:
            self.emit(s.depth, handler)
            if self.chance(0.5) and s.of("n"):
                self.emit(s.depth + 1, f"{self.pick(s.of('n'))} = {self.pick(SMALL)}")
            elif s.weight < 60:
                self.emit(s.depth + 1, self.pick(["show(type(e).__name__)", "show(type(e).__name__, type(e.__context__).__name__)",
                                                  f"show({shown}, e.__cause__)", "show(e.__traceback__.tb_lineno, e.__traceback__.tb_next is None)"]))
            elif self.chance(0.15):
                self.emit(s.depth + 1, self.pick(["raise", "raise KeyError(1) from e", "raise Oops(2)"]))
            else:
                self.emit(s.depth + 1, "G[1] += 1")
        if self.chance(0.2):
            self.emit(s.depth, "else:")
            self.block(s.inner(), 1)
        if self.chance(0.25):
            self.emit(s.depth, "finally:")
            self.emit(s.depth + 1, "G[2] += 1")

    def array_statement(self, s):
        i = self.pick(s.indices) if s.indices else "3"
        target = self.pick(s.of("n") or ["_"])
        a = self.pick(["A", "B", "C"])
        self.emit(s.depth, self.pick([
            f"{target} = {a}[int({i}) % 16]", f"{a}[int({i}) % 16] = {self.pick(SMALL)}", f"{a}[int({i}) % 16] += {self.pick(['1', '2', '3'])}",
            f"{target} = float({a}.sum())", f"{target} = M[int({i}) % 4, -1]", f"M[int({i}) % 4, int({i}) % 3] = {i}",
            f"{target} = float(M[int({i}) % 4].sum())", f"{target} = float(({a} * 2 + 1)[5])", f"{target} = len({a}[::2])",
            f"{target} = {a}[{i}]"]))

    def report(self, s):
        if s.weight < 30:
            names = [n for n, k in s.names.items() if k in "nald"]
            self.emit(s.depth, f"show({', '.join(self.random.sample(names, min(4, len(names))))})")

    # top level

    def make_class(self, base):
        name = self.fresh("C")
        self.emit(0, f"class {name}({base}):" if base else f"class {name}:")
        self.emit(1, f"k = {self.pick(SMALL)}")
        if self.chance(0.25):
            self.emit(1, "__slots__ = ('x', 'y', 'extra')" if not base else "__slots__ = ()")
        if not base or self.chance(0.4):
            self.emit(1, "def __init__(self, v=1):")
            self.emit(2, "super().__init__(v)" if base else "self.x = v")
            self.emit(2, f"self.y = {self.pick(['v', '0', '1.5'])}")
        if not base or self.chance(0.6):
            self.emit(1, f"def m(self, a, last={self.pick(SMALL)}):")
            self.block(Scope({"a": "n", "last": "n", "self": "x"}, 2), self.random.randint(0, 2))
            ending = self.pick(["a + self.x", "lim(self.x * a) + last", "a - self.y", "super().m(a)" if base else "a"])
            self.emit(2, f"return {ending}")
        if not base:
            for text in ("def __add__(self, o): return type(self)(lim(self.x + o))", "def __getitem__(self, i): return self.x + i",
                         "def __eq__(self, o): return self.x == o.x", "__hash__ = None",
                         "@property", "def p(self): return self.x", "@staticmethod", "def s(v): return v",
                         "@classmethod", "def c(cls): return cls(3)"):
                self.emit(1, text)
        elif self.chance(0.3):
            self.emit(1, "@property")
            self.emit(1, "def p(self): return super().p + 1")
        self.classes.append(name)
        return name

    def make_function(self):
        name = self.fresh("f")
        parameters = self.random.randint(1, 3)
        names = [f"a{i}" for i in range(parameters - 1)] + ["last"]
        start = len(self.lines)
        self.emit(0, f"def {name}({', '.join(n if n != 'last' else 'last=' + self.pick(SMALL) for n in names)}):")
        scope = Scope({**dict.fromkeys(names, "n"), "t": "n"}, 1, 30)
        self.emit(1, f"t = {self.pick(SMALL)}")
        recursive = self.chance(0.2)
        if recursive:
            self.emit(1, f"if type(last) is int and 0 < last < 6: t = {name}({', '.join(names[:-1] + ['last - 1'])})")
        self.block(scope, self.random.randint(1, 4))
        self.emit(1, f"return lim({self.number(scope, 1)})")
        cost = 30 + 10 * (len(self.lines) - start) + (200 if any("for " in l or "while " in l for l in self.lines[start:]) else 0)
        self.functions[name] = (parameters, cost * 4 if recursive else cost)

    def make_closure(self):
        name, inner = self.fresh("mk"), self.fresh("cl")
        self.emit(0, f"def {name}(n):")
        self.emit(1, f"t = {self.pick(SMALL)}")
        self.emit(1, "def inner(a):")
        self.emit(2, "nonlocal t")
        if self.chance(0.5):
            self.emit(2, "nonlocal n")
            self.emit(2, f"n = {self.pick(['n + 1', 'a', 'n'])}")
        self.emit(2, f"t = lim({self.pick(['t + a', 'a - t', 't + n', 't * 2 - a'])})")
        self.emit(2, f"return {self.pick(['t', 't + n', '(lambda q: q + t)(a)', 'n'])}")
        self.emit(1, "return inner")
        self.emit(0, f"{inner} = {name}({self.pick(SMALL)})")
        self.closures.append(inner)

    def make_generator(self):
        name = self.fresh("gen")
        self.emit(0, f"def {name}(n):")
        self.emit(1, f"t = {self.pick(SMALL)}")
        self.emit(1, "for j in range(n):")
        scope = Scope({"n": "x", "t": "n"}, 2, 200, True, True, ["j"])
        self.block(scope, 1)
        self.emit(2, f"yield {self.number(scope, 1)}")
        if self.chance(0.4):
            self.emit(2, f"if {self.condition(scope)}: yield t")
        if self.generators and self.chance(0.3):
            self.emit(1, f"yield from {self.pick(self.generators)}(2)")
        self.generators.append(name)

    def program(self):
        r = self.random
        self.lines = PRELUDE.splitlines()
        if self.numpy:
            self.lines += ["import numpy as np", "A = np.arange(16.0)", "B = np.arange(16)", "C = np.zeros(16, dtype=np.int32)",
                           "M = np.ones((4, 3))"]
        self.lines += ["class Oops(Exception): pass", "G = [0, 0, 0]", "glob = 1", "KEYS = {Key(1): 1, Key(4): 2}"]
        self.MAX_LINES = 60
        base = self.make_class(None)
        for _ in range(r.randint(0, 2)):
            base = self.make_class(self.pick(self.classes))
        for _ in range(r.randint(1, 3)):
            self.MAX_LINES = len(self.lines) + 10
            self.make_function()
        for _ in range(r.randint(0, 2)):
            self.make_closure()
        for _ in range(r.randint(0, 2)):
            self.make_generator()
        names = {"u": "n", "v": "n", "w": "n", "z": "a", "xs": "l", "ys": "l", "d": "d", "o": "o", "o2": "o"}
        setup = [f"u, v, w = {self.pick(SMALL)}, {self.pick(SMALL)}, {self.pick(CONSTANTS)}", "z = 0",
                 f"xs, ys = [1, 2, 3], [{self.pick(SMALL)}] * 4", self.pick(["ys = xs", "pass"]), "d = {'a': 1}",
                 f"o, o2 = {self.pick(self.classes)}(1), {self.pick(self.classes)}(2.5)", self.pick(["o2 = o", "pass"])]
        in_function = self.chance(0.6)
        depth = 1 if in_function else 0
        if in_function:
            self.emit(0, "def main():")
        for line in setup:
            self.emit(depth, line)
        scope = Scope(names, depth, 1, False, in_function)
        for _ in range(r.randint(1, 3)):
            self.MAX_LINES = len(self.lines) + 40
            self.emit(depth, "try:")
            inner = scope.inner()
            self.loop(inner, True)
            self.block(inner, 1)
            self.emit(depth, "except Exception as e: show(type(e).__name__, str(e))")
            self.emit(depth, "state(u, v, w, z)")
            self.emit(depth, "state(xs, ys, list(d.items())[:6], o.x, o.y, o2.x, G)")
            if self.numpy:
                self.emit(depth, "print(A.tolist(), B.sum(), C.sum(), M.tolist())")
        if in_function:
            self.emit(0, "main()")
            if self.chance(0.5):
                self.emit(0, "main()")
        return "\n".join(self.lines) + "\n"


def generate(seed, numpy=False):
    """The text of the program with this seed; the same text for the same seed, always."""
    return Generator(seed, numpy).program()


if __name__ == "__main__":
    print(generate(int(sys.argv[1]), "--numpy" in sys.argv), end="")
