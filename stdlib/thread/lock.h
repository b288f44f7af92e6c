// The locks of _thread. All fields are guarded by the lock of vm/run/gil.h.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

class ModuleFiller;
struct Thread;
struct Waiter;

struct PyLock {
  HeapObject header;
  int64_t count;       // 0: free; RLock: depth
  Thread* owner;       // RLock: who holds it
  Waiter* first;       // threads that wait, in order; each Waiter lies on the stack of its thread
  Waiter* last;
};

// A new free lock. Null: MemoryError pending.
Value lock_new();
// Frees it and lets the first waiter try. Harmless for a lock that is free.
void lock_free(PyLock* lock);

[[nodiscard]] bool thread_add_locks(ModuleFiller& fill);

}  // namespace pyvm
