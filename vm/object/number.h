// Arithmetic and comparison of exact numbers (int, bool, float), shared by ops and the methods of these types.
#pragma once

#include "vm/object/exact.h"
#include "vm/object/ops.h"
#include "vm/object/value.h"

namespace pyvm {

// int operands in any form (bool, subclasses). Null: exception pending. Not for kMatMul.
Value int_binary(Thread& t, BinaryOp op, Value a, Value b);
// kNotImplemented for operators that float has not.
Value float_binary(Thread& t, BinaryOp op, double a, double b);
// 1, 0; both ints or floats in any form.
bool number_compare(Value a, Value b, CompareOp op);
inline bool compare_holds(int order, CompareOp op) {
  switch (op) {
    case CompareOp::kLt: return order < 0;
    case CompareOp::kLe: return order <= 0;
    case CompareOp::kEq: return order == 0;
    case CompareOp::kNe: return order != 0;
    case CompareOp::kGt: return order > 0;
    default: return order >= 0;
  }
}
inline bool double_compare(double a, double b, CompareOp op) {
  switch (op) {
    case CompareOp::kLt: return a < b;
    case CompareOp::kLe: return a <= b;
    case CompareOp::kEq: return a == b;
    case CompareOp::kNe: return a != b;
    case CompareOp::kGt: return a > b;
    default: return a >= b;
  }
}
// Exactly int, bool or float.
inline bool is_exact_number(Value v) { return v.is_small_int() || v.is_double() || v.is_bool() || is_big_int(v); }

}  // namespace pyvm
