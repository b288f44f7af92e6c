// Operations on any object, for C++ code: exact builtin types take a direct path, everything else goes through the
// special methods. All may run Python code (and so collect and change anything) unless stated otherwise; null / false / -1
// means an exception is pending. Native recursion is bounded: RecursionError instead of a crash.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct PyType;
struct PyTuple;
struct PyDict;
struct Thread;

Value object_get_attr(Thread& t, Value object, PyStr* name);
// Null without a pending exception when the attribute is absent (AttributeError swallowed).
Value object_find_attr(Thread& t, Value object, PyStr* name);
[[nodiscard]] bool object_set_attr(Thread& t, Value object, PyStr* name, Value value);   // value null: delete
// Special method looked up on the type, bound. Null without exception when absent.
Value object_find_special(Thread& t, Value object, PyStr* name);

PyStr* object_repr(Thread& t, Value object);
PyStr* object_str(Thread& t, Value object);
PyStr* object_ascii(Thread& t, Value object);
Value object_format(Thread& t, Value object, PyStr* spec);
// -1 is never a valid hash; -1: exception pending.
int64_t object_hash(Thread& t, Value object);
int object_is_true(Thread& t, Value object);
int64_t object_len(Thread& t, Value object);
int64_t object_length_hint(Thread& t, Value object, int64_t default_hint);

enum class CompareOp : uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };
constexpr const char* compare_symbol(CompareOp op) {
  constexpr const char* kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};
  return kSymbols[static_cast<int>(op)];
}
Value object_compare(Thread& t, Value a, Value b, CompareOp op);         // result may be any object
int object_compare_bool(Thread& t, Value a, Value b, CompareOp op);      // identity implies equality
inline int object_equal(Thread& t, Value a, Value b) {
  return a == b ? 1 : object_compare_bool(t, a, b, CompareOp::kEq);
}
int object_contains(Thread& t, Value container, Value item);

// Binary operators in the order of vm/opcodes.def.
enum class BinaryOp : uint8_t {
  kAdd, kSub, kMul, kTrueDiv, kFloorDiv, kMod, kPow, kMatMul, kLShift, kRShift, kAnd, kOr, kXor, kDivmod
};
Value object_binary(Thread& t, BinaryOp op, Value a, Value b);
Value object_inplace(Thread& t, BinaryOp op, Value a, Value b);
enum class UnaryOp : uint8_t { kNeg, kPos, kInvert };
Value object_unary(Thread& t, UnaryOp op, Value a);
Value object_pow(Thread& t, Value a, Value b, Value modulus);

Value object_get_item(Thread& t, Value object, Value key);
[[nodiscard]] bool object_set_item(Thread& t, Value object, Value key, Value value);
[[nodiscard]] bool object_del_item(Thread& t, Value object, Value key);

Value object_iter(Thread& t, Value object);
// Next item, kStop when exhausted (no exception pending), null on error.
Value iter_next(Thread& t, Value iterator);

// iter() of an object with __getitem__ only; iter(callable, sentinel). Null: MemoryError pending.
Value sequence_iterator_new(Value sequence);
Value callable_iterator_new(Value callable, Value sentinel);
// The hash of an object without __hash__ of its own. Never -1.
int64_t identity_hash(Value v);

// Calls. args: n positional ones followed by the values for kwnames (tuple of str or null).
Value object_call(Thread& t, Value callable, const Value* args, uint32_t n, PyTuple* kwnames = nullptr);
Value object_call_tuple(Thread& t, Value callable, PyTuple* args, PyDict* kwargs);
template <class... A>
Value object_call_args(Thread& t, Value callable, A... a) {
  const Value args[] = {a..., kNull};
  return object_call(t, callable, args, sizeof...(A));
}
Value object_call_method(Thread& t, Value object, PyStr* name, const Value* args, uint32_t n);
bool object_is_callable(Value object);
bool object_is_mapping(Value object);   // its class has __getitem__

// __index__ -> int64 clipped to the range for slices (clip) or IndexError/OverflowError. False: pending.
[[nodiscard]] bool object_index(Thread& t, Value object, int64_t* out, bool clip = false);
// __index__ as an int Value.
Value object_as_int(Thread& t, Value object);
// What object.__getstate__ answers: the attributes, with those in __slots__ a pair of dicts; None if there are none.
Value object_default_state(Thread& t, Value object);

int object_isinstance(Thread& t, Value object, Value cls);
// True if the attribute __class__ of the type's instances is the type: it overrides neither the attribute nor the lookup.
bool class_attribute_is_type(PyType* type);
int object_issubclass(Thread& t, Value cls, Value parent);

// A list of the iterable's items.
Value object_to_list(Thread& t, Value iterable);
PyTuple* object_to_tuple(Thread& t, Value iterable);

// Guards native recursion (repr, compare, hash of nested things): false with RecursionError pending when the native stack
// is nearly used up. Cheap; no leave call is needed.
[[nodiscard]] bool native_recursion_ok(Thread& t);
// For repr of self-containing containers: true if `object` is being shown already.
bool repr_enter(Thread& t, Value object);
void repr_leave(Thread& t, Value object);

}  // namespace pyvm
