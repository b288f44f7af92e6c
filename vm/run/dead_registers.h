// Forgetting what is left on the VM stack of a native function's caller.
#pragma once

#include "vm/object/native.h"

namespace pyvm {

struct Thread;

// For the native function `fn` that runs and is going to collect garbage: the registers above its arguments, and those of
// frames that ended, hold what earlier calls left there. Nothing uses it again, but the collector, which scans the stack
// conservatively, would keep objects alive that the program has dropped.
void forget_dead_registers(Thread& t, NativeFn fn);

}  // namespace pyvm
