"""An incremental solver for one-way constraints with strengths over a graph of variables.

Each variable remembers the constraint that determines it and how strong that is. Adding a constraint finds the
weakest method, may push a weaker constraint out, and then values are recomputed along the dependency order.
"""
import sys

REQUIRED, STRONG, MEDIUM, WEAK, FREE = range(5)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.source = None
        self.strength = FREE
        self.mark = 0


class Constraint:
    def __init__(self, strength, variables):
        self.strength = strength
        self.variables = variables
        self.output = None

    def inputs(self):
        return [v for v in self.variables if v is not self.output]

    def choose_output(self, mark):
        """The weakest variable that this constraint may overwrite, or None."""
        best = None
        for variable in self.candidates():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        return best

    def candidates(self):
        return self.variables

    def walkabout(self):
        """How strongly the output is held: the weaker of this constraint and what it could give way to."""
        weakest = self.strength
        for variable in self.candidates():
            if variable is not self.output and variable.strength > weakest:
                weakest = variable.strength
        return weakest


class Stay(Constraint):
    def __init__(self, variable, strength):
        Constraint.__init__(self, strength, [variable])

    def execute(self):
        pass


class Edit(Constraint):
    def __init__(self, variable, strength):
        Constraint.__init__(self, strength, [variable])
        self.wanted = variable.value

    def execute(self):
        self.output.value = self.wanted


class Equal(Constraint):
    def __init__(self, a, b, strength):
        Constraint.__init__(self, strength, [a, b])

    def execute(self):
        a, b = self.variables
        if self.output is b:
            b.value = a.value
        else:
            a.value = b.value


class Scale(Constraint):
    """to = value * factor + offset, solvable both ways for value and to."""

    def __init__(self, value, factor, offset, to, strength):
        Constraint.__init__(self, strength, [value, factor, offset, to])

    def candidates(self):
        return (self.variables[0], self.variables[3])

    def execute(self):
        value, factor, offset, to = self.variables
        if self.output is to:
            to.value = value.value * factor.value + offset.value
        else:
            value.value = (to.value - offset.value) // factor.value


class Solver:
    def __init__(self):
        self.mark = 0
        self.executions = 0

    def add(self, constraint):
        for variable in constraint.variables:
            variable.constraints.append(constraint)
        self.mark += 1
        evicted = self.satisfy(constraint, self.mark)
        while evicted is not None:
            evicted = self.satisfy(evicted, self.mark)

    def satisfy(self, constraint, mark):
        output = constraint.choose_output(mark)
        if output is None:
            constraint.output = None
            assert constraint.strength != REQUIRED, "conflict of required constraints"
            return None
        evicted = output.source
        if evicted is not None:
            evicted.output = None
        constraint.output = output
        output.source = constraint
        output.mark = mark
        for variable in constraint.inputs():
            variable.mark = mark
        self.propagate(output)
        return evicted

    def remove(self, constraint):
        output = constraint.output
        for variable in constraint.variables:
            variable.constraints.remove(constraint)
        constraint.output = None
        if output is None:
            return
        output.source = None
        output.strength = FREE
        unsatisfied = []
        for step in self.downstream(output):
            step.output.strength = step.walkabout()
            for other in step.output.constraints:
                if other.output is None and other not in unsatisfied:
                    unsatisfied.append(other)
        for other in output.constraints:
            if other.output is None and other not in unsatisfied:
                unsatisfied.append(other)
        unsatisfied.sort(key=lambda c: c.strength)
        for other in unsatisfied:
            self.mark += 1
            evicted = self.satisfy(other, self.mark)
            while evicted is not None:
                evicted = self.satisfy(evicted, self.mark)

    def downstream(self, variable):
        """The constraints fed by a variable, in dependency order."""
        plan = []
        pending = [variable]
        while pending:
            current = pending.pop()
            for constraint in current.constraints:
                if constraint.output is not None and constraint.output is not current:
                    plan.append(constraint)
                    pending.append(constraint.output)
        return plan

    def propagate(self, variable):
        source = variable.source
        variable.strength = source.walkabout()
        source.execute()
        for constraint in self.downstream(variable):
            constraint.output.strength = constraint.walkabout()
            constraint.execute()
            self.executions += 1

    def plan(self, edits):
        result = []
        for edit in edits:
            result.append(edit)
            result.extend(self.downstream(edit.output))
        return result

    def run(self, plan):
        for constraint in plan:
            constraint.execute()
        self.executions += len(plan)


def chain(count):
    """A chain of equalities pulled at one end: every value arrives at the other."""
    solver = Solver()
    variables = [Variable("v%d" % i) for i in range(count)]
    for a, b in zip(variables, variables[1:]):
        solver.add(Equal(a, b, REQUIRED))
    solver.add(Stay(variables[-1], WEAK))
    edit = Edit(variables[0], STRONG)
    solver.add(edit)
    plan = solver.plan([edit])
    for wanted in range(100):
        edit.wanted = wanted
        solver.run(plan)
        assert variables[-1].value == wanted
    solver.remove(edit)
    return solver.executions


def projection(count):
    """Many independent scaled pairs, edited on either side."""
    solver = Solver()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    sources, targets = [], []
    for i in range(count):
        source, target = Variable("s%d" % i, i), Variable("t%d" % i, i)
        solver.add(Stay(source, WEAK))
        solver.add(Scale(source, factor, offset, target, REQUIRED))
        sources.append(source)
        targets.append(target)
    for source, target in zip(sources, targets):
        assert target.value == source.value * 10 + 1000
        edit = Edit(target, STRONG)
        edit.wanted = 2050
        solver.add(edit)
        assert source.value == 105
        solver.remove(edit)
        edit = Edit(source, STRONG)
        plan_value = source.value + 3
        edit.wanted = plan_value
        solver.add(edit)
        assert target.value == plan_value * 10 + 1000
        solver.remove(edit)
    return solver.executions


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    total = 0
    for _ in range(80):
        total += chain(count) + projection(count)
    assert total > 100 * count
    print("constraints %d: %d" % (count, total))


main()
