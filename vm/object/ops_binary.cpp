// Binary, in-place and unary operators on any objects.
#include <cmath>

#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/run/plan_binary.h"

namespace pyvm {

static Value pair(Value a, Value b) {
  PyTuple* tuple = tuple_new(2);
  if (!tuple) return kNull;
  tuple->items[0] = a;
  tuple->items[1] = b;
  gc::barrier(&tuple->header);
  return Value(&tuple->header);
}

Value int_binary(Thread& t, BinaryOp op, Value a, Value b) {
  switch (op) {
    case BinaryOp::kAdd: return int_add(t, a, b);
    case BinaryOp::kSub: return int_sub(t, a, b);
    case BinaryOp::kMul: return int_mul(t, a, b);
    case BinaryOp::kTrueDiv: return int_truediv(t, a, b);
    case BinaryOp::kFloorDiv: return int_floordiv(t, a, b);
    case BinaryOp::kMod: return int_mod(t, a, b);
    case BinaryOp::kPow: return int_pow(t, a, b);
    case BinaryOp::kLShift: return int_lshift(t, a, b);
    case BinaryOp::kRShift: return int_rshift(t, a, b);
    case BinaryOp::kAnd: return a.is_bool() && b.is_bool() ? Value::from_bool(a.is_true() && b.is_true()) : int_and(t, a, b);
    case BinaryOp::kOr: return a.is_bool() && b.is_bool() ? Value::from_bool(a.is_true() || b.is_true()) : int_or(t, a, b);
    case BinaryOp::kXor: return a.is_bool() && b.is_bool() ? Value::from_bool(a.is_true() ^ b.is_true()) : int_xor(t, a, b);
    case BinaryOp::kDivmod: {
      Value q, r;
      return int_divmod(t, a, b, &q, &r) ? pair(q, r) : kNull;
    }
    case BinaryOp::kMatMul: break;
  }
  return kNotImplemented;
}

Value float_binary(Thread& t, BinaryOp op, double a, double b) {
  auto zero = [](const char* text) { return raise_error(exc::ZeroDivisionError, "%s", text); };
  switch (op) {
    case BinaryOp::kAdd: return Value::from_double(a + b);
    case BinaryOp::kSub: return Value::from_double(a - b);
    case BinaryOp::kMul: return Value::from_double(a * b);
    case BinaryOp::kTrueDiv: return b == 0 ? zero("float division by zero") : Value::from_double(a / b);
    case BinaryOp::kFloorDiv:
      return b == 0 ? zero("float floor division by zero") : Value::from_double(float_floordiv(a, b));
    case BinaryOp::kMod: return b == 0 ? zero("float modulo") : Value::from_double(float_mod(a, b));
    case BinaryOp::kPow: return float_pow(t, a, b);
    case BinaryOp::kDivmod:
      if (b == 0) return zero("float divmod()");
      return pair(Value::from_double(float_floordiv(a, b)), Value::from_double(float_mod(a, b)));
    default: return kNotImplemented;
  }
}

// Exact numbers; kNotImplemented for the rest.
static Value number_binary(Thread& t, BinaryOp op, Value a, Value b) {
  if (a.is_double() && b.is_double()) return float_binary(t, op, a.as_double(), b.as_double());
  bool float_a = a.is_double(), float_b = b.is_double();
  if (!float_a && !float_b) return int_binary(t, op, a, b);
  bool overflow = false;
  double x = float_a ? a.as_double() : int_to_double(a, &overflow);
  double y = float_b ? b.as_double() : overflow ? 0 : int_to_double(b, &overflow);
  if (overflow) return raise_error(exc::OverflowError, "int too large to convert to float");
  return float_binary(t, op, x, y);
}

Value object_binary(Thread& t, BinaryOp op, Value a, Value b) {
  if (is_exact_number(a) && is_exact_number(b)) {
    Value r = number_binary(t, op, a, b);
    return r == kNotImplemented ? raise_unsupported_binary(op, false, a, b) : r;
  }
  if (op == BinaryOp::kAdd && is_exact_str(a) && is_exact_str(b)) {
    PyStr* s = str_concat(as_str(a), as_str(b));
    return s ? Value(&s->header) : kNull;
  }
  BinaryPlan plan;
  resolve_binary(op, false, type_of(a), type_of(b), plan);
  Value r = run_plan(t, plan, a, b);
  return r == kNotImplemented ? raise_unsupported_binary(op, false, a, b) : r;
}

Value object_inplace(Thread& t, BinaryOp op, Value a, Value b) {
  if (is_exact_number(a) && is_exact_number(b)) {
    Value r = number_binary(t, op, a, b);
    return r == kNotImplemented ? raise_unsupported_binary(op, true, a, b) : r;
  }
  if (op == BinaryOp::kAdd && is_exact_str(a) && is_exact_str(b)) {
    PyStr* s = str_concat(as_str(a), as_str(b));
    return s ? Value(&s->header) : kNull;
  }
  BinaryPlan plan;
  resolve_binary(op, true, type_of(a), type_of(b), plan);
  Value r = run_plan(t, plan, a, b);
  return r == kNotImplemented ? raise_unsupported_binary(op, true, a, b) : r;
}

Value object_unary(Thread& t, UnaryOp op, Value a) {
  if (a.is_double()) {
    if (op == UnaryOp::kNeg) return Value::from_double(-a.as_double());
    if (op == UnaryOp::kPos) return a;
  } else if (is_exact_int(a) || a.is_bool()) {
    if (op == UnaryOp::kNeg) return int_neg(t, a);
    if (op == UnaryOp::kInvert) return int_invert(t, a);
    return a.is_bool() ? Value::from_small_int(a.is_true()) : a;
  }
  PyStr* name = op == UnaryOp::kNeg ? names::d_neg : op == UnaryOp::kPos ? names::d_pos : names::d_invert;
  Value method = type_lookup(type_of(a), name);
  if (!method) {
    const char* sign = op == UnaryOp::kNeg ? "-" : op == UnaryOp::kPos ? "+" : "~";
    return raise_type_error("bad operand type for unary %s: '%.200s'", sign, type_name(a));
  }
  Value args[2] = {a};
  return call_special(t, method, args, 1);
}

static Value call_pow(Thread& t, Value method, Value self, Value other, Value modulus) {
  Value args[4] = {self, other, modulus};
  return call_special(t, method, args, 3);
}

Value object_pow(Thread& t, Value a, Value b, Value modulus) {
  if (modulus.is_null() || modulus.is_none()) return object_binary(t, BinaryOp::kPow, a, b);
  if ((is_exact_int(a) || a.is_bool()) && (is_exact_int(b) || b.is_bool()) && (is_exact_int(modulus) || modulus.is_bool())) {
    return int_pow_mod(t, a, b, modulus);
  }
  // Three operands: only the methods of the left one are asked (Python code never sees a reflected ternary power).
  PyType* left = type_of(a);
  Value method = type_lookup(left, names::d_pow);
  if (method) {
    Value r = call_pow(t, method, a, b, modulus);
    if (r != kNotImplemented) return r;
  }
  if (is_float(a) || is_float(b) || is_float(modulus)) {
    return raise_type_error("pow() 3rd argument not allowed unless all arguments are integers");
  }
  return raise_type_error("unsupported operand type(s) for ** or pow(): '%.100s', '%.100s', '%.100s'", type_name(a),
                          type_name(b), type_name(modulus));
}

}  // namespace pyvm
