# trace: compiled>=1
def run(program, n):
    pc = 0
    regs = [0, 0, n, 0]
    steps = 0
    while pc < len(program):
        op, a, b = program[pc]
        pc += 1
        steps += 1
        if op == "add":
            regs[a] += regs[b]
        elif op == "addi":
            regs[a] += b
        elif op == "mul":
            regs[a] = regs[a] * regs[b] % 1000003
        elif op == "jnz":
            if regs[a]:
                pc = b
        elif op == "mov":
            regs[a] = regs[b]
        else:
            break
    return regs, steps

prog = [("addi", 0, 1), ("mov", 3, 2), ("add", 1, 3), ("mul", 0, 3), ("addi", 0, 1), ("addi", 2, -1), ("jnz", 2, 1), ("halt", 0, 0)]
print(run(prog, 5), run(prog, 400))
