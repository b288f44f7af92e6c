// The IR evaluator: runs a compiled trace from its IR, one instruction after the other (--jit-evaluate).
//
// Slow and obvious, it is the oracle for register allocation and machine code: both must print the same bytes. It takes
// the same exits, follows the same links to side traces, and leaves through the same deoptimiser.
#pragma once

#include <cstdint>

namespace pyvm {
class Value;
struct Thread;
}  // namespace pyvm

namespace pyvm::jit {

struct Trace;

// Does what enter(&t, base, trace->machine.entry, result) does. May run Python code, may collect.
const void* evaluate(Thread& t, Value* base, Trace* trace, uint64_t result);

}  // namespace pyvm::jit
