// The object system for unit tests that need it.
#pragma once

#include "gc/heap.h"
#include "vm/object/boot.h"
#include "vm/run/layouts.h"
#include "vm/run/thread.h"

namespace pyvm {

// Runs `body(thread)` on the VM stack; boots once.
template <class Body>
void on_vm_stack(Body body) {
  static bool booted = false;
  if (!booted) {
    gc::initialize();
    thread_initialize_main();
    booted = true;
  }
  struct Call {
    Body* body;
    static int run(void* self) {
      static bool objects = false;
      if (!objects) boot_objects();
      objects = true;
      (*static_cast<Call*>(self)->body)(current_thread());
      return 0;
    }
  } call{&body};
  run_on_vm_stack(Call::run, &call);
}

}  // namespace pyvm
