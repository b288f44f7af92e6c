// The running VM for unit tests that need it, with a body that captures.
#pragma once

#include "tests/unit/with_runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

// Runs `body(thread)` on the VM stack; the runtime starts once for all tests.
template <class Body>
void on_vm_stack(Body body) {
  static Body* current;
  current = &body;
  with_runtime([](Thread& t) { (*current)(t); });
}

}  // namespace pyvm
