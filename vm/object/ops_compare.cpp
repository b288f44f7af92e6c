// Comparison, truth, containment, hash and length of any objects.
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/dict.h"
#include "vm/object/float.h"
#include "vm/object/hashing.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/ops.h"
#include "vm/object/set.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/plan_binary.h"
#include "vm/run/thread.h"

namespace pyvm {

bool number_compare(Value a, Value b, CompareOp op) {
  bool float_a = is_float(a), float_b = is_float(b);
  if (float_a && float_b) return double_compare(float_value(a), float_value(b), op);
  if (!float_a && !float_b) return compare_holds(int_compare(a, b), op);
  int order = float_a ? int_compare_double(b, float_value(a)) : int_compare_double(a, float_value(b));
  if (order == 2) return op == CompareOp::kNe;
  return compare_holds(float_a ? -order : order, op);
}

Value object_compare(Thread& t, Value a, Value b, CompareOp op) {
  if (a.is_small_int() && b.is_small_int()) {
    int64_t x = a.small_int(), y = b.small_int();
    return Value::from_bool(compare_holds(x < y ? -1 : x > y, op));
  }
  if (is_exact_number(a) && is_exact_number(b)) return Value::from_bool(number_compare(a, b, op));
  if (is_exact_str(a) && is_exact_str(b)) {
    if (op == CompareOp::kEq) return Value::from_bool(str_equal(as_str(a), as_str(b)));
    if (op == CompareOp::kNe) return Value::from_bool(!str_equal(as_str(a), as_str(b)));
    return Value::from_bool(compare_holds(str_compare(as_str(a), as_str(b)), op));
  }
  if (!native_recursion_ok(t)) return kNull;
  if (is_exact_tuple(a) && is_exact_tuple(b)) {
    return sequence_compare(t, a, b, op);
  }
  if (is_exact_list(a) && is_exact_list(b)) return sequence_compare(t, a, b, op);
  BinaryPlan plan;
  resolve_compare(op, type_of(a), type_of(b), plan);
  Value r = run_plan(t, plan, a, b);
  if (r != kNotImplemented) return r;
  if (op == CompareOp::kEq) return Value::from_bool(a == b);
  if (op == CompareOp::kNe) return Value::from_bool(a != b);
  return raise_unsupported_compare(op, a, b);
}

int object_compare_bool(Thread& t, Value a, Value b, CompareOp op) {
  if (a == b) {
    if (op == CompareOp::kEq) return 1;
    if (op == CompareOp::kNe) return 0;
  }
  Value r = object_compare(t, a, b, op);
  if (!r) return -1;
  return r.is_bool() ? r.is_true() : object_is_true(t, r);
}

int object_is_true(Thread& t, Value v) {
  if (v.is_bool()) return v.is_true();
  if (v.is_none()) return 0;
  if (v.is_small_int()) return v.small_int() != 0;
  if (v.is_double()) return v.as_double() != 0;
  if (v == kEllipsis) return 1;
  if (is_exact_str(v)) return as_str(v)->length != 0;
  if (is_exact_list(v)) return as_list(v)->length != 0;
  if (is_exact_tuple(v)) return as_tuple(v)->length != 0;
  if (is_exact_dict(v)) return as_dict(v)->length != 0;
  if (is_big_int(v)) return 1;
  PyType* type = type_of(v);
  Value args[2] = {v};
  if (Value method = type_lookup(type, names::d_bool)) {
    Value r = call_special(t, method, args, 1);
    if (!r) return -1;
    if (r.is_bool()) return r.is_true();
    (void)raise_type_error("__bool__ should return bool, returned %.200s", type_name(r));
    return -1;
  }
  if (!type_lookup(type, names::d_len)) return 1;
  int64_t n = object_len(t, v);
  return n < 0 ? -1 : n != 0;
}

// The result of __len__ as a length. -1: exception pending.
static int64_t length_from(Thread& t, Value r) {
  if (!r.is_small_int()) {
    r = object_as_int(t, r);
    if (!r) return -1;
  }
  int64_t n;
  bool fits = int_to_int64(r, &n);
  if (int_sign(r) < 0) {
    (void)raise_value_error("__len__() should return >= 0");
    return -1;
  }
  if (!fits) {
    (void)raise_error(exc::OverflowError, "cannot fit '%.200s' into an index-sized integer", type_name(r));
    return -1;
  }
  return n;
}

int64_t object_len(Thread& t, Value v) {
  if (v.is_heap()) {
    if (is_exact_list(v)) return as_list(v)->length;
    if (is_exact_str(v)) return static_cast<int64_t>(as_str(v)->length);
    if (is_exact_tuple(v)) return as_tuple(v)->length;
    if (is_exact_dict(v)) return as_dict(v)->length;
  }
  Value method = type_lookup(type_of(v), names::d_len);
  if (!method || method.is_none()) {
    (void)raise_type_error("object of type '%.200s' has no len()", type_name(v));
    return -1;
  }
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  return r ? length_from(t, r) : -1;
}

int64_t object_length_hint(Thread& t, Value v, int64_t default_hint) {
  if (v.is_heap() && type_lookup(type_of(v), names::d_len)) {
    int64_t n = object_len(t, v);
    if (n >= 0) return n;
    if (!error_matches(exc::TypeError)) return -1;
    error_clear();
  }
  Value method = type_lookup(type_of(v), names::d_length_hint);
  if (!method || method.is_none()) return default_hint;
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  if (!r) {
    if (!error_matches(exc::TypeError)) return -1;
    error_clear();
    return default_hint;
  }
  if (r == kNotImplemented) return default_hint;
  if (!is_int(r)) {
    (void)raise_type_error("__length_hint__ must be an integer, not %.100s", type_name(r));
    return -1;
  }
  int64_t n;
  if (!int_to_int64(r, &n)) {
    (void)raise_error(exc::OverflowError, "Python int too large to convert to C ssize_t");
    return -1;
  }
  if (n < 0) {
    (void)raise_value_error("__length_hint__() should return >= 0");
    return -1;
  }
  return n;
}

// Constants and objects without __hash__ of their own: the address, mixed as its low bits are always 0.
int64_t identity_hash(Value v) {
  uint64_t bits = v.bits();
  int64_t h = static_cast<int64_t>((bits >> 4) | (bits << 60));
  return h == -1 ? -2 : h;
}

int64_t object_hash(Thread& t, Value v) {
  if (v.is_small_int()) return v.small_int() == -1 ? -2 : v.small_int();
  if (v.is_double()) return float_hash(v.as_double());
  if (v.is_bool()) return v.is_true();
  if (!v.is_heap()) return identity_hash(v);
  if (is_exact_str(v)) return str_hash(as_str(v));
  if (is_big_int(v)) return int_hash(v);
  if (is_exact_tuple(v)) return tuple_hash(t, as_tuple(v));
  Value method = type_lookup(type_of(v), names::d_hash);
  if (!method || method.is_none()) {
    (void)raise_type_error("unhashable type: '%.200s'", type_name(v));
    return -1;
  }
  if (method == type_lookup(type_object, names::d_hash)) return identity_hash(v);
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  if (!r) return -1;
  if (!is_int(r)) {
    (void)raise_type_error("__hash__ method should return an integer");
    return -1;
  }
  int64_t h;
  if (!int_to_int64(r, &h)) h = int_hash(r);
  return h == -1 ? -2 : h;
}

static int contains_by_iteration(Thread& t, Value container, Value item) {
  Value iterator = object_iter(t, container);
  if (!iterator) {
    if (error_matches(exc::TypeError) && !type_lookup(type_of(container), names::d_iter) &&
        !type_lookup(type_of(container), names::d_getitem)) {
      error_clear();
      (void)raise_type_error("argument of type '%.200s' is not iterable", type_name(container));
    }
    return -1;
  }
  for (;;) {
    Value found = iter_next(t, iterator);
    if (found == kStop) return 0;
    if (!found) return -1;
    int r = object_compare_bool(t, found, item, CompareOp::kEq);
    if (r != 0) return r;
  }
}

int sequence_find(Thread& t, Value sequence, Value item) {
  const Value* items;
  int64_t n;
  for (int64_t i = 0; sequence_items(sequence, &items, &n) && i < n; i++) {
    Value stored = items[i];
    if (stored == item) return 1;
    if (stored.is_small_int() && item.is_small_int()) continue;
    int r = object_compare_bool(t, stored, item, CompareOp::kEq);
    if (r != 0) return r;
  }
  return 0;
}

int object_contains(Thread& t, Value container, Value item) {
  if (is_exact_dict(container)) return dict_contains(t, as_dict(container), item);
  if (is_exact_list(container) || is_exact_tuple(container)) return sequence_find(t, container, item);
  if ((is_exact_set(container) || is_exact_frozenset(container)) && !is_any_set(item)) {
    return set_contains(t, container, item);
  }
  Value method = type_lookup(type_of(container), names::d_contains);
  if (!method) return contains_by_iteration(t, container, item);
  if (method.is_none()) {
    (void)raise_type_error("'%.200s' object is not a container", type_name(container));
    return -1;
  }
  Value args[3] = {container, item};
  Value r = call_special(t, method, args, 2);
  return r ? object_is_true(t, r) : -1;
}

}  // namespace pyvm
