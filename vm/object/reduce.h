// What __reduce__ methods put together.
#pragma once

#include "vm/object/list.h"
#include "vm/object/type.h"

namespace pyvm {

inline Value class_of(Value v) { return Value(&type_of(v)->header); }
inline Value tuple_value(PyTuple* tuple) { return tuple ? Value(&tuple->header) : kNull; }

// A tuple of the values. Null, with an exception pending: one of them is null, or memory is exhausted.
template <class... A>
Value make_tuple(A... a) {
  Value parts[] = {a...};
  for (Value v : parts) {
    if (!v) return kNull;
  }
  return tuple_value(tuple_from(parts, sizeof...(A)));
}

}  // namespace pyvm
