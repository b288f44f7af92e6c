// weakref.proxy: an object that stands for another one without keeping it alive. Every operation goes to the target.
#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/weakref.h"
#include "vm/object/weakref_table.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

bool is_proxy(Value v) {
  if (!v.is_heap()) return false;
  PyType* type = type_of(v);
  return type == type_weakproxy || type == type_weakcallableproxy;
}

// The object behind a proxy, any other value as it is. Null: ReferenceError pending.
Value unwrap(Value v) {
  if (!is_proxy(v)) return v;
  HeapObject* target = v.as<PyWeakref>()->target;
  return target ? Value(target)
                : raise_error(exc::ReferenceError, "weakly-referenced object no longer exists");
}

bool unwrap_all(Value* args, int n) {
  for (int i = 0; i < n; i++) {
    args[i] = unwrap(args[i]);
    if (!args[i]) return false;
  }
  return true;
}

template <BinaryOp kOp>
Value binary(Thread& t, Value* args) {
  return unwrap_all(args, 2) ? object_binary(t, kOp, args[0], args[1]) : kNull;
}
template <BinaryOp kOp>
Value reflected(Thread& t, Value* args) {
  return unwrap_all(args, 2) ? object_binary(t, kOp, args[1], args[0]) : kNull;
}
template <BinaryOp kOp>
Value in_place(Thread& t, Value* args) {
  return unwrap_all(args, 2) ? object_inplace(t, kOp, args[0], args[1]) : kNull;
}
template <UnaryOp kOp>
Value unary(Thread& t, Value* args) {
  return unwrap_all(args, 1) ? object_unary(t, kOp, args[0]) : kNull;
}
template <CompareOp kOp>
Value compare(Thread& t, Value* args) {
  return unwrap_all(args, 2) ? object_compare(t, args[0], args[1], kOp) : kNull;
}

Value call_special(Thread& t, Value* args, PyStr* name) {
  if (!unwrap_all(args, 1)) return kNull;
  Value method = object_find_special(t, args[0], name);
  if (!method) return error_occurred(t) ? kNull : raise_attribute_error(args[0], name);
  return object_call(t, method, nullptr, 0);
}
Value proxy_abs(Thread& t, Value* args) { return call_special(t, args, names::d_abs); }
Value proxy_int(Thread& t, Value* args) {
  return unwrap_all(args, 1) ? object_call_args(t, to_value(type_int), args[0]) : kNull;
}
Value proxy_float(Thread& t, Value* args) {
  double d;
  return unwrap_all(args, 1) && number_as_double(t, args[0], &d) ? Value::from_double(d) : kNull;
}
Value proxy_index(Thread& t, Value* args) { return unwrap_all(args, 1) ? object_as_int(t, args[0]) : kNull; }
Value proxy_bytes(Thread& t, Value* args) { return call_special(t, args, names::d_bytes); }
Value proxy_reversed(Thread& t, Value* args) { return call_special(t, args, names::d_reversed); }

Value proxy_pow(Thread& t, Value* args) {
  return unwrap_all(args, 3) ? object_pow(t, args[0], args[1], args[2]) : kNull;
}
Value proxy_rpow(Thread& t, Value* args) {
  return unwrap_all(args, 3) ? object_pow(t, args[1], args[0], args[2]) : kNull;
}

Value proxy_str(Thread& t, Value* args) { return unwrap_all(args, 1) ? to_value(object_str(t, args[0])) : kNull; }
Value proxy_repr(Thread&, Value* args) {
  HeapObject* target = args[0].as<PyWeakref>()->target;
  return to_value(str_format("<weakproxy at %p to %s at %p>", args[0].as<void>(),
                             target ? type_name(Value(target)) : "NoneType", static_cast<void*>(target)));
}

PyStr* name_argument(Value v) {
  if (is_str(v)) return str_intern(as_str(v));
  return raise_type_error("attribute name must be string, not '%s'", type_name(v));
}
Value proxy_getattribute(Thread& t, Value* args) {
  PyStr* name = name_argument(args[1]);
  return name && unwrap_all(args, 1) ? object_get_attr(t, args[0], name) : kNull;
}
Value proxy_setattr(Thread& t, Value* args) {
  PyStr* name = name_argument(args[1]);
  return name && unwrap_all(args, 1) && object_set_attr(t, args[0], name, args[2]) ? kNone : kNull;
}
Value proxy_delattr(Thread& t, Value* args) {
  PyStr* name = name_argument(args[1]);
  return name && unwrap_all(args, 1) && object_set_attr(t, args[0], name, kNull) ? kNone : kNull;
}

Value proxy_iter(Thread& t, Value* args) { return unwrap_all(args, 1) ? object_iter(t, args[0]) : kNull; }
Value proxy_next(Thread& t, Value* args) {
  if (!unwrap_all(args, 1)) return kNull;
  if (!type_lookup(type_of(args[0]), names::d_next)) {
    return raise_type_error("Weakref proxy referenced a non-iterator '%s' object", type_name(args[0]));
  }
  Value next = iter_next(t, args[0]);
  return next == kStop ? Value(raise_stop_iteration(kNull)) : next;
}

Value proxy_bool(Thread& t, Value* args) {
  int truth = unwrap_all(args, 1) ? object_is_true(t, args[0]) : -1;
  return truth < 0 ? kNull : Value::from_bool(truth);
}
Value proxy_len(Thread& t, Value* args) {
  int64_t n = unwrap_all(args, 1) ? object_len(t, args[0]) : -1;
  return n < 0 ? kNull : Value::from_small_int(n);
}
Value proxy_getitem(Thread& t, Value* args) {
  return unwrap_all(args, 1) ? object_get_item(t, args[0], args[1]) : kNull;
}
Value proxy_setitem(Thread& t, Value* args) {
  return unwrap_all(args, 1) && object_set_item(t, args[0], args[1], args[2]) ? kNone : kNull;
}
Value proxy_delitem(Thread& t, Value* args) {
  return unwrap_all(args, 1) && object_del_item(t, args[0], args[1]) ? kNone : kNull;
}
Value proxy_contains(Thread& t, Value* args) {
  int found = unwrap_all(args, 1) ? object_contains(t, args[0], args[1]) : -1;
  return found < 0 ? kNull : Value::from_bool(found);
}

Value proxy_call(Thread& t, Value* args) {
  return unwrap_all(args, 1) ? object_call_tuple(t, args[0], as_tuple(args[1]), args[2].as<PyDict>()) : kNull;
}

#define BINARY_ROWS(name, op)                               \
  {"__" name "__(self, value, /)", binary<BinaryOp::op>},   \
      {"__r" name "__(self, value, /)", reflected<BinaryOp::op>}, \
      {"__i" name "__(self, value, /)", in_place<BinaryOp::op>}

#define PROXY_ROWS                                                                                                   \
  {"__repr__(self, /)", proxy_repr}, {"__str__(self, /)", proxy_str},                                                \
      {"__getattribute__(self, name, /)", proxy_getattribute},                                                       \
      {"__setattr__(self, name, value, /)", proxy_setattr}, {"__delattr__(self, name, /)", proxy_delattr},           \
      {"__lt__(self, value, /)", compare<CompareOp::kLt>}, {"__le__(self, value, /)", compare<CompareOp::kLe>},      \
      {"__eq__(self, value, /)", compare<CompareOp::kEq>}, {"__ne__(self, value, /)", compare<CompareOp::kNe>},      \
      {"__gt__(self, value, /)", compare<CompareOp::kGt>}, {"__ge__(self, value, /)", compare<CompareOp::kGe>},      \
      {"__iter__(self, /)", proxy_iter}, {"__next__(self, /)", proxy_next}, BINARY_ROWS("add", kAdd),                \
      BINARY_ROWS("sub", kSub), BINARY_ROWS("mul", kMul), BINARY_ROWS("mod", kMod),                                  \
      {"__divmod__(self, value, /)", binary<BinaryOp::kDivmod>},                                                     \
      {"__rdivmod__(self, value, /)", reflected<BinaryOp::kDivmod>},                                                 \
      {"__pow__(self, value, mod=None, /)", proxy_pow}, {"__rpow__(self, value, mod=None, /)", proxy_rpow},          \
      {"__ipow__(self, value, /)", in_place<BinaryOp::kPow>}, {"__neg__(self, /)", unary<UnaryOp::kNeg>},            \
      {"__pos__(self, /)", unary<UnaryOp::kPos>}, {"__abs__(self, /)", proxy_abs}, {"__bool__(self, /)", proxy_bool}, \
      {"__invert__(self, /)", unary<UnaryOp::kInvert>}, BINARY_ROWS("lshift", kLShift),                              \
      BINARY_ROWS("rshift", kRShift), BINARY_ROWS("and", kAnd), BINARY_ROWS("xor", kXor), BINARY_ROWS("or", kOr),    \
      {"__int__(self, /)", proxy_int}, {"__float__(self, /)", proxy_float}, BINARY_ROWS("floordiv", kFloorDiv),      \
      BINARY_ROWS("truediv", kTrueDiv), {"__index__(self, /)", proxy_index}, BINARY_ROWS("matmul", kMatMul),         \
      {"__len__(self, /)", proxy_len}, {"__getitem__(self, key, /)", proxy_getitem},                                 \
      {"__setitem__(self, key, value, /)", proxy_setitem}, {"__delitem__(self, key, /)", proxy_delitem},             \
      {"__contains__(self, key, /)", proxy_contains}, {"__bytes__(self, /)", proxy_bytes},                           \
      {"__reversed__(self, /)", proxy_reversed}

const NativeDef kProxyMethods[] = {PROXY_ROWS, {}};
const NativeDef kCallableProxyMethods[] = {
    PROXY_ROWS, {"__call__(self, /, *args, **kwargs)", proxy_call, kEffectAll, "Call self as a function."}, {}};

}  // namespace

void boot_weakproxy() {
  static const TypeSpec proxy = {"weakref.ProxyType", nullptr, 0, kWeakrefLayout, kProxyMethods, nullptr};
  static const TypeSpec callable = {"weakref.CallableProxyType", nullptr, 0, kWeakrefLayout, kCallableProxyMethods,
                                    nullptr};
  type_init_builtin(type_weakproxy, proxy);
  type_init_builtin(type_weakcallableproxy, callable);
}

}  // namespace pyvm
