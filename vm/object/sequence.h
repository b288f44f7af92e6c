// Helpers shared by the methods of list, tuple and other sequences.
#pragma once

#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"
#include "vm/object/str.h"
#include "vm/object/value.h"

namespace pyvm {

// start/stop arguments of index(): __index__, clipped, negative ones counted from the end.
[[nodiscard]] inline bool clip_position(Thread& t, Value v, int64_t length, int64_t* out) {
  if (!object_index(t, v, out, true)) return false;
  if (*out < 0) {
    *out += length;
    if (*out < 0) *out = 0;
  }
  return true;
}

// __name__ of the class, for the repr of instances.
inline const char* class_name(Value v) { return str_utf8(type_of(v)->name).data(); }
inline Value text_value(PyStr* s) { return s ? Value(&s->header) : kNull; }
inline Value bool_or_error(int r) { return r < 0 ? kNull : Value::from_bool(r != 0); }

// "@classmethod __class_getitem__(cls, item, /)".
inline Value class_getitem_method(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }
#define PYVM_CLASS_GETITEM \
  {"@classmethod __class_getitem__(cls, object, /)", ::pyvm::class_getitem_method, ::pyvm::kEffectAllocates | ::pyvm::kEffectMayRaise, "See PEP 585"}

// A method value of the builtin `iter` / `reversed`, for __reduce__ of iterators. Null: exception pending.
Value builtin_function(Thread& t, const char* name);

}  // namespace pyvm
