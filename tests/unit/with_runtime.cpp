#include "tests/unit/with_runtime.h"

#include "gc/heap.h"
#include "vm/run/runtime.h"
#include "vm/run/thread.h"

namespace pyvm {

static int run_test(void* arg) {
  static bool started = false;
  Thread& t = current_thread();
  if (!started) runtime_start(t);
  started = true;
  (*static_cast<void (**)(Thread&)>(arg))(t);
  return 0;
}

void with_runtime(void (*test)(Thread& t)) {
  if (!current_thread_pointer) {
    gc::initialize();
    thread_initialize_main();
  }
  run_on_vm_stack(run_test, &test);
}

}  // namespace pyvm
