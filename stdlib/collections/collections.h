// The _collections module.
#pragma once

#include "vm/object/alloc.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kCollectionsModule;

namespace collections {

// Each adds its types. False: exception pending.
[[nodiscard]] bool add_deque(PyDict* dict);
[[nodiscard]] bool add_dicts(PyDict* dict);   // defaultdict, OrderedDict

inline Value tuple_value(PyTuple* tuple) { return tuple ? Value(&tuple->header) : kNull; }
template <class... A>
Value make_tuple(A... a) {
  Value parts[] = {a...};
  for (Value v : parts) {
    if (!v) return kNull;
  }
  return tuple_value(tuple_from(parts, sizeof...(A)));
}
inline Value class_of(Value v) { return Value(&type_of(v)->header); }

}  // namespace collections
}  // namespace pyvm
