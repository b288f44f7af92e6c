// mappingproxy: a read-only view of a mapping.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

Value mappingproxy_new(Value mapping) {
  auto* proxy = reinterpret_cast<PyMappingProxy*>(instance_allocate(type_mappingproxy));
  if (proxy) proxy->mapping = mapping;
  return to_value(proxy);
}

namespace {

Value target(Value* args) { return args[0].as<PyMappingProxy>()->mapping; }
Value unwrap(Value v) { return type_of(v) == type_mappingproxy ? v.as<PyMappingProxy>()->mapping : v; }

Value proxy_new(Thread&, Value* args) {
  PyType* type = type_of(args[1]);
  bool sequence = type->flags & (kTypeList | kTypeTuple);
  if (sequence || !type_lookup(type, names::d_getitem)) {
    return raise_type_error("mappingproxy() argument must be a mapping, not %s", type_name(args[1]));
  }
  return mappingproxy_new(args[1]);
}

Value proxy_repr(Thread& t, Value* args) {
  PyStr* inner = object_repr(t, target(args));
  if (!inner) return kNull;
  TextBuffer text;
  text.append("mappingproxy(");
  str_append_utf8(inner, text);
  text.append(")");
  return to_value(str_from_utf8(text.view()));
}
Value proxy_str(Thread& t, Value* args) { return to_value(object_str(t, target(args))); }

Value proxy_len(Thread& t, Value* args) {
  int64_t n = object_len(t, target(args));
  return n < 0 ? kNull : Value::from_small_int(n);
}
Value proxy_getitem(Thread& t, Value* args) { return object_get_item(t, target(args), args[1]); }
Value proxy_contains(Thread& t, Value* args) {
  int found = object_contains(t, target(args), args[1]);
  return found < 0 ? kNull : Value::from_bool(found);
}
Value proxy_iter(Thread& t, Value* args) { return object_iter(t, target(args)); }

Value call_target(Thread& t, Value* args, PyStr* name, const Value* rest, uint32_t n) {
  return object_call_method(t, target(args), name, rest, n);
}
Value proxy_get(Thread& t, Value* args) { return call_target(t, args, str_intern("get"), args + 1, 2); }
Value proxy_keys(Thread& t, Value* args) { return call_target(t, args, names::keys, nullptr, 0); }
Value proxy_values(Thread& t, Value* args) { return call_target(t, args, names::values, nullptr, 0); }
Value proxy_items(Thread& t, Value* args) { return call_target(t, args, names::items, nullptr, 0); }
Value proxy_copy(Thread& t, Value* args) { return call_target(t, args, names::copy, nullptr, 0); }
Value proxy_reversed(Thread& t, Value* args) { return call_target(t, args, names::d_reversed, nullptr, 0); }

Value compare(Thread& t, Value* args, CompareOp op) { return object_compare(t, target(args), args[1], op); }
Value proxy_lt(Thread& t, Value* args) { return compare(t, args, CompareOp::kLt); }
Value proxy_le(Thread& t, Value* args) { return compare(t, args, CompareOp::kLe); }
Value proxy_eq(Thread& t, Value* args) { return compare(t, args, CompareOp::kEq); }
Value proxy_ne(Thread& t, Value* args) { return compare(t, args, CompareOp::kNe); }
Value proxy_gt(Thread& t, Value* args) { return compare(t, args, CompareOp::kGt); }
Value proxy_ge(Thread& t, Value* args) { return compare(t, args, CompareOp::kGe); }

Value proxy_or(Thread& t, Value* args) {
  return object_binary(t, BinaryOp::kOr, unwrap(args[0]), unwrap(args[1]));
}
Value proxy_ror(Thread& t, Value* args) {
  return object_binary(t, BinaryOp::kOr, unwrap(args[1]), unwrap(args[0]));
}
Value proxy_ior(Thread&, Value* args) {
  return raise_type_error("'|=' is not supported by %s; use '|' instead", type_name(args[0]));
}
Value proxy_class_getitem(Thread&, Value* args) { return generic_alias_new(args[0], args[1]); }

const NativeDef kProxyMethods[] = {
    {"__new__(cls, mapping)", proxy_new, kEffectAllocates | kEffectMayRaise},
    {"__repr__(self, /)", proxy_repr},
    {"__str__(self, /)", proxy_str},
    {"__len__(self, /)", proxy_len},
    {"__getitem__(self, key, /)", proxy_getitem},
    {"__contains__(self, key, /)", proxy_contains},
    {"__iter__(self, /)", proxy_iter},
    {"__lt__(self, value, /)", proxy_lt}, {"__le__(self, value, /)", proxy_le},
    {"__eq__(self, value, /)", proxy_eq}, {"__ne__(self, value, /)", proxy_ne},
    {"__gt__(self, value, /)", proxy_gt}, {"__ge__(self, value, /)", proxy_ge},
    {"__or__(self, value, /)", proxy_or},
    {"__ror__(self, value, /)", proxy_ror},
    {"__ior__(self, value, /)", proxy_ior},
    {"get(self, key, default=None, /)", proxy_get, kEffectAll,
     "Return the value for key if key is in the mapping, else default."},
    {"keys(self, /)", proxy_keys, kEffectAll, "D.keys() -> a set-like object providing a view on D\'s keys"},
    {"values(self, /)", proxy_values, kEffectAll, "D.values() -> an object providing a view on D\'s values"},
    {"items(self, /)", proxy_items, kEffectAll, "D.items() -> a set-like object providing a view on D\'s items"},
    {"copy(self, /)", proxy_copy, kEffectAll, "D.copy() -> a shallow copy of D"},
    {"@classmethod __class_getitem__(cls, item, /)", proxy_class_getitem, kEffectAll, "See PEP 585"},
    {"__reversed__(self, /)", proxy_reversed, kEffectAll, "D.__reversed__() -> reverse iterator"},
    {},
};

const TypeSpec kProxySpec = {
    "mappingproxy", nullptr, kTypeMapping,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyMappingProxy), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kProxyMethods, "Read-only proxy of a mapping."};

}  // namespace

void boot_mappingproxy() { type_init_builtin(type_mappingproxy, kProxySpec); }

}  // namespace pyvm
