#include "stdlib/operator/operator.h"

#include "stdlib/module_util.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"

namespace pyvm {

namespace {

template <BinaryOp Op>
Value binary(Thread& t, Value* args) { return object_binary(t, Op, args[0], args[1]); }
template <BinaryOp Op>
Value inplace(Thread& t, Value* args) { return object_inplace(t, Op, args[0], args[1]); }
template <UnaryOp Op>
Value unary(Thread& t, Value* args) { return object_unary(t, Op, args[0]); }
template <CompareOp Op>
Value compare(Thread& t, Value* args) { return object_compare(t, args[0], args[1], Op); }

Value op_abs(Thread& t, Value* args) {
  Value fn = builtin_function(t, "abs");
  return fn ? object_call_args(t, fn, args[0]) : kNull;
}
Value op_index(Thread& t, Value* args) {
  return object_as_int(t, args[0]);
}
Value op_not(Thread& t, Value* args) {
  int r = object_is_true(t, args[0]);
  return r < 0 ? kNull : Value::from_bool(r == 0);
}
Value op_truth(Thread& t, Value* args) { return bool_or_error(object_is_true(t, args[0])); }
Value op_is(Thread&, Value* args) { return Value::from_bool(args[0] == args[1]); }
Value op_is_not(Thread&, Value* args) { return Value::from_bool(args[0] != args[1]); }
Value op_contains(Thread& t, Value* args) { return bool_or_error(object_contains(t, args[0], args[1])); }
Value op_getitem(Thread& t, Value* args) { return object_get_item(t, args[0], args[1]); }
Value op_setitem(Thread& t, Value* args) { return object_set_item(t, args[0], args[1], args[2]) ? kNone : kNull; }
Value op_delitem(Thread& t, Value* args) { return object_del_item(t, args[0], args[1]) ? kNone : kNull; }
Value op_call(Thread& t, Value* args) { return object_call_tuple(t, args[0], as_tuple(args[1]), as_dict(args[2])); }

bool is_sequence(Value v) { return v.is_heap() && type_lookup(type_of(v), names::d_getitem) && !is_dict(v); }
template <bool InPlace>
Value concat(Thread& t, Value* args) {
  if (!is_sequence(args[0])) return raise_type_error("'%.200s' object can't be concatenated", type_name(args[0]));
  return InPlace ? object_inplace(t, BinaryOp::kAdd, args[0], args[1]) : object_binary(t, BinaryOp::kAdd, args[0], args[1]);
}

// countOf and indexOf.
template <bool Count>
Value search(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[0]);
  if (!iterator) {
    if (error_matches(exc::TypeError)) {
      error_clear();
      return raise_type_error("argument of type '%.200s' is not iterable", type_name(args[0]));
    }
    return kNull;
  }
  int64_t n = 0;
  for (int64_t i = 0;; i++) {
    Value item = iter_next(t, iterator);
    if (item == kStop) break;
    int r = item ? object_equal(t, item, args[1]) : -1;
    if (r < 0) return kNull;
    if (r && !Count) return int_from_int64(i);
    n += r;
  }
  return Count ? int_from_int64(n) : raise_value_error("sequence.index(x): x not in sequence");
}

Value op_length_hint(Thread& t, Value* args) {
  if (!is_int(args[1])) return raise_type_error("'%.200s' object cannot be interpreted as an integer", type_name(args[1]));
  int64_t missing;
  if (!object_index(t, args[1], &missing)) return kNull;
  int64_t n = object_length_hint(t, args[0], missing);
  return n == -1 && error_pending() ? kNull : int_from_int64(n);
}

// Takes time that depends on the lengths only.
Value op_compare_digest(Thread& t, Value* args) {
  TextBuffer a, b;
  if (is_str(args[0]) && is_str(args[1])) {
    if (!as_str(args[0])->is_ascii() || !as_str(args[1])->is_ascii()) {
      return raise_type_error("comparing strings with non-ASCII characters is not supported");
    }
    str_append_utf8(as_str(args[0]), a);
    str_append_utf8(as_str(args[1]), b);
  } else {
    if (is_str(args[0]) || is_str(args[1])) {
      return raise_type_error("unsupported operand types(s) or combination of types: '%.100s' and '%.100s'", type_name(args[0]),
                              type_name(args[1]));
    }
    if (!buffer_append_bytes(t, args[0], a) || !buffer_append_bytes(t, args[1], b)) return kNull;
  }
  unsigned char difference = a.size() != b.size();
  for (size_t i = 0; i < b.size(); i++) {
    difference |= static_cast<unsigned char>(b.data()[i] ^ (a.size() == b.size() ? a.data()[i] : b.data()[i]));
  }
  return Value::from_bool(difference == 0);
}

#define BINARY(name, op, doc) {name "(a, b, /)", binary<BinaryOp::op>, kEffectAll, doc}
#define INPLACE(name, op, doc) {name "(a, b, /)", inplace<BinaryOp::op>, kEffectAll, doc}
#define COMPARE(name, op, doc) {name "(a, b, /)", compare<CompareOp::op>, kEffectAll, doc}

const NativeDef kFunctions[] = {
    BINARY("add", kAdd, "Same as a + b."),
    BINARY("sub", kSub, "Same as a - b."),
    BINARY("mul", kMul, "Same as a * b."),
    BINARY("matmul", kMatMul, "Same as a @ b."),
    BINARY("floordiv", kFloorDiv, "Same as a // b."),
    BINARY("truediv", kTrueDiv, "Same as a / b."),
    BINARY("mod", kMod, "Same as a % b."),
    BINARY("lshift", kLShift, "Same as a << b."),
    BINARY("rshift", kRShift, "Same as a >> b."),
    BINARY("and_", kAnd, "Same as a & b."),
    BINARY("or_", kOr, "Same as a | b."),
    BINARY("xor", kXor, "Same as a ^ b."),
    BINARY("pow", kPow, "Same as a ** b."),
    INPLACE("iadd", kAdd, "Same as a += b."),
    INPLACE("isub", kSub, "Same as a -= b."),
    INPLACE("imul", kMul, "Same as a *= b."),
    INPLACE("imatmul", kMatMul, "Same as a @= b."),
    INPLACE("ifloordiv", kFloorDiv, "Same as a //= b."),
    INPLACE("itruediv", kTrueDiv, "Same as a /= b."),
    INPLACE("imod", kMod, "Same as a %= b."),
    INPLACE("ilshift", kLShift, "Same as a <<= b."),
    INPLACE("irshift", kRShift, "Same as a >>= b."),
    INPLACE("iand", kAnd, "Same as a &= b."),
    INPLACE("ior", kOr, "Same as a |= b."),
    INPLACE("ixor", kXor, "Same as a ^= b."),
    INPLACE("ipow", kPow, "Same as a **= b."),
    COMPARE("lt", kLt, "Same as a < b."),
    COMPARE("le", kLe, "Same as a <= b."),
    COMPARE("eq", kEq, "Same as a == b."),
    COMPARE("ne", kNe, "Same as a != b."),
    COMPARE("gt", kGt, "Same as a > b."),
    COMPARE("ge", kGe, "Same as a >= b."),
    {"neg(a, /)", unary<UnaryOp::kNeg>, kEffectAll, "Same as -a."},
    {"pos(a, /)", unary<UnaryOp::kPos>, kEffectAll, "Same as +a."},
    {"inv(a, /)", unary<UnaryOp::kInvert>, kEffectAll, "Same as ~a."},
    {"invert(a, /)", unary<UnaryOp::kInvert>, kEffectAll, "Same as ~a."},
    {"abs(a, /)", op_abs, kEffectAll, "Same as abs(a)."},
    {"index(a, /)", op_index, kEffectAll, "Same as a.__index__()"},
    {"not_(a, /)", op_not, kEffectAll, "Same as not a."},
    {"truth(a, /)", op_truth, kEffectAll, "Return True if a is true, False otherwise."},
    {"is_(a, b, /)", op_is, kEffectPure, "Same as a is b."},
    {"is_not(a, b, /)", op_is_not, kEffectPure, "Same as a is not b."},
    {"contains(a, b, /)", op_contains, kEffectAll, "Same as b in a (note reversed operands)."},
    {"getitem(a, b, /)", op_getitem, kEffectAll, "Same as a[b]."},
    {"setitem(a, b, c, /)", op_setitem, kEffectAll, "Same as a[b] = c."},
    {"delitem(a, b, /)", op_delitem, kEffectAll, "Same as del a[b]."},
    {"concat(a, b, /)", concat<false>, kEffectAll, "Same as a + b, for a and b sequences."},
    {"iconcat(a, b, /)", concat<true>, kEffectAll, "Same as a += b, for a and b sequences."},
    {"countOf(a, b, /)", search<true>, kEffectAll, "Return the number of items in a which are, or which equal, b."},
    {"indexOf(a, b, /)", search<false>, kEffectAll, "Return the first index of b in a."},
    {"length_hint(obj, default=0, /)", op_length_hint, kEffectAll,
     "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf "
     "the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount."},
    {"call(obj, /, *args, **kwargs)", op_call, kEffectAll, "Same as obj(*args, **kwargs)."},
    {"_compare_digest(a, b, /)", op_compare_digest, kEffectMayRaise, "Return 'a == b'."},
    {}};

bool operator_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the "
                              "intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.") &&
         module_add_functions(dict, "_operator", kFunctions) && operator_add_getters(dict);
}

}  // namespace

const NativeModule kOperatorModule = {"_operator", operator_init};

}  // namespace pyvm
