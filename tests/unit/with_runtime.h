// Unit tests of code that needs the object system.
#pragma once

namespace pyvm {

struct Thread;

// Runs test(thread) on the VM stack, with the runtime started once for the whole program. For use inside a TEST_CASE.
void with_runtime(void (*test)(Thread& t));

}  // namespace pyvm
