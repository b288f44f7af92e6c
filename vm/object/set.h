// set and frozenset.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct Thread;

// An empty set. Null: MemoryError pending.
Value set_new();
// May run Python code (__hash__, __eq__). False: exception pending.
[[nodiscard]] bool set_add(Thread& t, Value set, Value item);
[[nodiscard]] bool set_update(Thread& t, Value set, Value iterable);
// 1, 0, -1: exception pending.
int set_contains(Thread& t, Value set, Value item);

}  // namespace pyvm
