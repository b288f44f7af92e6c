// types.SimpleNamespace.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/slots.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value namespace_new(Thread&, Value* args) { return to_value(instance_allocate(args[0].as<PyType>())); }

Value namespace_init(Thread& t, Value* args) {
  if (as_tuple(args[1])->length) return raise_type_error("no positional arguments expected");
  auto* kwargs = args[2].as<PyDict>();
  if (kwargs->length == 0) return kNone;
  Value dict = object_dict(args[0]);
  return dict && dict_update(t, dict.as<PyDict>(), args[2]) ? kNone : kNull;
}

bool append_items(Thread& t, PyDict* dict, TextBuffer& out) {
  int64_t position = 0;
  Value key, value;
  bool first = true;
  while (dict_next(dict, &position, &key, &value)) {
    if (!is_str(key) || as_str(key)->length == 0) continue;
    PyStr* shown = object_repr(t, value);
    if (!shown) return false;
    if (!first) out.append(", ");
    first = false;
    str_append_utf8(as_str(key), out);
    out.append("=");
    str_append_utf8(shown, out);
  }
  return true;
}

Value namespace_repr(Thread& t, Value* args) {
  TextBuffer text;
  if (type_of(args[0]) == type_simple_namespace) {
    text.append("namespace");
  } else {
    str_append_utf8(type_of(args[0])->name, text);
  }
  text.append("(");
  if (repr_enter(t, args[0])) {
    text.append("...)");
    return to_value(str_from_utf8(text.view()));
  }
  Value dict = object_dict(args[0]);
  bool ok = dict && append_items(t, dict.as<PyDict>(), text);
  repr_leave(t, args[0]);
  text.append(")");
  return ok ? to_value(str_from_utf8(text.view())) : kNull;
}

Value compare(Thread& t, Value* args, CompareOp op) {
  for (int i = 0; i < 2; i++) {
    if (!is_instance_exact_or_sub(args[i], type_simple_namespace)) return kNotImplemented;
  }
  Value a = object_dict(args[0]), b = a ? object_dict(args[1]) : kNull;
  return b ? object_compare(t, a, b, op) : kNull;
}
Value namespace_lt(Thread& t, Value* args) { return compare(t, args, CompareOp::kLt); }
Value namespace_le(Thread& t, Value* args) { return compare(t, args, CompareOp::kLe); }
Value namespace_eq(Thread& t, Value* args) { return compare(t, args, CompareOp::kEq); }
Value namespace_ne(Thread& t, Value* args) { return compare(t, args, CompareOp::kNe); }
Value namespace_gt(Thread& t, Value* args) { return compare(t, args, CompareOp::kGt); }
Value namespace_ge(Thread& t, Value* args) { return compare(t, args, CompareOp::kGe); }

Value namespace_reduce(Thread&, Value* args) {
  Value parts[3] = {to_value(type_of(args[0])), to_value(tuple_empty()), object_dict(args[0])};
  return parts[2] ? to_value(tuple_from(parts, 3)) : kNull;
}

const NativeDef kMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", namespace_new, kEffectAllocates},
    {"__init__(self, /, *args, **kwargs)", namespace_init},
    {"__repr__(self, /)", namespace_repr},
    {"__lt__(self, value, /)", namespace_lt}, {"__le__(self, value, /)", namespace_le},
    {"__eq__(self, value, /)", namespace_eq}, {"__ne__(self, value, /)", namespace_ne},
    {"__gt__(self, value, /)", namespace_gt}, {"__ge__(self, value, /)", namespace_ge},
    {"__reduce__(self, /)", namespace_reduce, kEffectAll, "Return state information for pickling"},
    {"@member __dict__", instance_get_dict, kEffectAll},
    {},
};

const TypeSpec kSpec = {
    "types.SimpleNamespace", nullptr, kTypeBaseable | kTypeHasDict,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(HeapObject), .first_value = 8,
     .leaf = true, .owner = nullptr},
    kMethods, "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)"};

}  // namespace

void boot_namespace() { type_init_builtin(type_simple_namespace, kSpec); }

}  // namespace pyvm
