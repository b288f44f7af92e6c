// Hashes of the common kinds of keys without a call.
#pragma once

#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/run/layouts.h"

namespace pyvm {

// As object_hash.
inline int64_t value_hash(Thread& t, Value v) {
  if (v.is_small_int()) {
    int64_t i = v.small_int();
    return PYVM_UNLIKELY(i == -1) ? -2 : i;   // below the modulus 2^61-1
  }
  if (v.is_layout(layouts.str)) {
    PyStr* s = as_str(v);
    return s->hash != -1 ? s->hash : str_hash(s);
  }
  return object_hash(t, v);
}

}  // namespace pyvm
