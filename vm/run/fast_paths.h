// What the dispatch loop's fast paths are made of: operations on inline values, and macros for its locals and labels.
// For dispatch.cpp alone.
#pragma once

#include "jit/jit.h"
#include "vm/base/check.h"
#include "vm/object/str.h"
#include "vm/object/value.h"
#include "vm/run/layouts.h"

namespace pyvm {

PYVM_INLINE bool both_small_ints(Value x, Value y) { return (x.bits() & y.bits()) >= Value::kIntTag; }
PYVM_INLINE int64_t shifted(Value x) { return static_cast<int64_t>(x.bits() << Value::kIntShift); }
PYVM_INLINE Value from_shifted(int64_t i) {
  return Value((static_cast<uint64_t>(i) >> Value::kIntShift) | Value::kIntTag);
}
// Both as doubles if each is a float or an inline int and at least one is a float.
PYVM_INLINE bool as_doubles(Value x, Value y, double* dx, double* dy) {
  if (x.is_double()) {
    *dx = x.as_double();
    if (y.is_double()) {
      *dy = y.as_double();
      return true;
    }
    if (!y.is_small_int()) return false;
    *dy = static_cast<double>(y.small_int());
    return true;
  }
  if (!x.is_small_int() || !y.is_double()) return false;
  *dx = static_cast<double>(x.small_int());
  *dy = y.as_double();
  return true;
}
PYVM_INLINE int64_t floor_div(int64_t a, int64_t b) {
  int64_t q = a / b;
  return (a % b != 0 && ((a < 0) != (b < 0))) ? q - 1 : q;
}
PYVM_INLINE int64_t floor_mod(int64_t a, int64_t b) {
  int64_t r = a % b;
  return (r != 0 && ((r < 0) != (b < 0))) ? r + b : r;
}
// Same class without a special method: an item of a list by a small int, with negative indices.
PYVM_INLINE bool in_bounds(int64_t* i, int64_t length) {
  if (*i < 0) *i += length;
  return static_cast<uint64_t>(*i) < static_cast<uint64_t>(length);
}
PYVM_INLINE bool both_strs(Value x, Value y) { return x.is_layout(layouts.str) && y.is_layout(layouts.str); }
PYVM_INLINE bool equal_strs(Value x, Value y) {
  return x == y || (as_str(x)->length == as_str(y)->length && str_equal(as_str(x), as_str(y)));
}

}  // namespace pyvm

// A macro per idiom, undone at the end of the file: the loop needs labels and locals, which functions cannot share.
#define R(i) base[i]
#define A pc->a
#define B pc->b
#define C pc->c
#define K(i) consts[i]
#define CASE(name) L_##name
#define DISPATCH() goto* table[pc->op]
#define NEXT() \
  do {         \
    pc++;      \
    DISPATCH(); \
  } while (0)
#define SYNC() (t.pc = pc)
#define LOAD_FRAME()                        \
  do {                                      \
    code = frame_function(base)->code;      \
    consts = code->consts;                  \
  } while (0)
// Ends with a slow path's result, an error, a pushed frame or a value for the register.
#define FINISH_IN(register, expr)                      \
  do {                                                 \
    Value result_ = (expr);                            \
    if (PYVM_UNLIKELY(result_.is_null())) goto error;  \
    if (result_ == kFramePushed) goto pushed;          \
    R(register) = result_;                             \
    NEXT();                                            \
  } while (0)
#define FINISH(expr) FINISH_IN(A, expr)
#define CHECKED(ok)                       \
  do {                                    \
    if (PYVM_UNLIKELY(!(ok))) goto error; \
    NEXT();                               \
  } while (0)

// A comparison is mostly followed by the conditional jump that consumes it; then the jump is taken at once.
#define SET_BOOL(cond)                                                          \
  do {                                                                          \
    bool cond_ = (cond);                                                        \
    R(A) = Value::from_bool(cond_);                                             \
    const Instr* next_ = pc + 1;                                                \
    if (next_->op == static_cast<uint16_t>(Opcode::JUMP_IF_FALSE) && next_->a == A) { \
      pc = cond_ ? next_ + 1 : next_ + 1 + next_->sbx;                          \
      DISPATCH();                                                               \
    }                                                                           \
    NEXT();                                                                     \
  } while (0)

#define ARITHMETIC(name, int_code, float_code) \
  CASE(name) : {                               \
    Value x = R(B), y = R(C);                  \
    int_code float_code goto binary_slow;      \
  }                                            \
  CASE(name##_K) : {                           \
    Value x = R(B), y = K(C);                  \
    int_code float_code goto binary_slow;      \
  }                                            \
  CASE(I##name) : {                            \
    Value x = R(B), y = R(C);                  \
    int_code float_code goto binary_slow;      \
  }                                            \
  CASE(I##name##_K) : {                        \
    Value x = R(B), y = K(C);                  \
    int_code float_code goto binary_slow;      \
  }

#define FLOAT_RESULT(expr)                      \
  {                                             \
    double dx, dy;                              \
    if (as_doubles(x, y, &dx, &dy)) {           \
      R(A) = Value::from_double(expr);          \
      NEXT();                                   \
    }                                           \
  }

#define FLOAT_RESULT_IF(condition, expr)                  \
  {                                                       \
    double dx, dy;                                        \
    if (as_doubles(x, y, &dx, &dy) && (condition)) {      \
      R(A) = Value::from_double(expr);                    \
      NEXT();                                             \
    }                                                     \
  }

#define COMPARISON_BODY(op)                                                                 \
  if (PYVM_LIKELY(both_small_ints(x, y))) SET_BOOL(shifted(x) op shifted(y));                \
  {                                                                                          \
    double dx, dy;                                                                           \
    if (as_doubles(x, y, &dx, &dy)) SET_BOOL(dx op dy);                                      \
  }                                                                                          \
  goto compare_slow;
#define COMPARISON(name, op, str_code) \
  CASE(name) : {                       \
    Value x = R(B), y = R(C);          \
    str_code COMPARISON_BODY(op)       \
  }                                    \
  CASE(name##_K) : {                   \
    Value x = R(B), y = K(C);          \
    str_code COMPARISON_BODY(op)       \
  }

// From here on functions of sys.settrace() and sys.setprofile() see every instruction; nothing is recorded.
#define USE_HOOKS()                                       \
  do {                                                    \
    if (table == kRecordTable) jit::abort_recording();    \
    table = kHookTable;                                   \
  } while (0)
