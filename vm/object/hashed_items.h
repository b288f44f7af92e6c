// Walking an iterable for containers that hash its items.
#pragma once

#include "vm/object/dict.h"
#include "vm/object/exact.h"
#include "vm/object/hashing.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"

namespace pyvm {

// Calls visit(key, hash) for every item of an iterable, with the hashes known where sets and dicts hold them; visit() may change
// what is walked. False: visit() answered so, or an exception is pending.
template <class F>
bool for_each_hashed(Thread& t, Value iterable, F visit) {
  if (is_any_set(iterable)) {
    PySet* s = as_set(iterable);
    SetEntry e;
    for (int64_t i = 0; set_next(s, &i, &e);) {
      if (!visit(e.key, e.hash)) return false;
    }
    return true;
  }
  if (is_exact_dict(iterable)) {
    PyDict* d = as_dict(iterable);
    for (int64_t i = 0; i < d->used; i++) {
      DictEntry e = d->entries->items[i];
      if (e.key && !visit(e.key, e.hash)) return false;
    }
    return true;
  }
  Value iterator = object_iter(t, iterable);
  if (!iterator) return false;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return true;
    if (!item) return false;
    int64_t hash = value_hash(t, item);
    if (hash == -1 || !visit(item, hash)) return false;
  }
}

}  // namespace pyvm
