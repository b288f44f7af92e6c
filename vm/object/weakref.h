// Weak references and proxies.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

struct PyWeakref {
  HeapObject header;
  HeapObject* target;   // weak slot: null once the object is dead
  Value callback;       // or null
  Value hash;           // int once computed, else null
  PyWeakref* next;      // older reference to the same object
};

// The first weak reference to `object` that was made, or null.
Value weakref_first(Value object);
// A weakref.ref without callback; shared. Null: TypeError (not weakly referenceable) or MemoryError pending.
Value weakref_new(Thread& t, Value object);

// Runs the callbacks of weak references whose targets died. Called at polls.
void weakref_run_callbacks(Thread& t);

}  // namespace pyvm
