// Operators in code that numba compiles: ints are of 64 bits and wrap, and with error_model='numpy' a division by zero gives
// inf or nan. The dispatch loop comes here with what its fast paths leave: results beyond 49 bits among them.
#include <cmath>
#include <limits>

#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/jitted.h"
#include "vm/run/layouts.h"

namespace pyvm {

namespace {

bool is_whole(Value v) { return v.is_small_int() || v.is_bool() || v.is_layout(layouts.int_); }

// The low 64 bits in two's complement.
int64_t low_word(Value v) {
  if (!v.is_layout(layouts.int_)) return v.is_bool() ? v.is_true() : v.small_int();
  const auto* i = v.as<PyInt>();
  uint64_t low = i->size ? i->limbs[0] : 0;
  return static_cast<int64_t>(i->size < 0 ? 0 - low : low);
}
Value wrapped(Value v) { return v.is_layout(layouts.int_) ? int_from_int64(low_word(v)) : v; }

// As machine code converts: what does not fit, NaN among it, is the smallest int.
int64_t truncated(double x) { return x >= -0x1p63 && x < 0x1p63 ? static_cast<int64_t>(x) : INT64_MIN; }

// By squaring, modulo 2^64, then rounded: Numba's power is a double that becomes an int again. Large exponents go to pow();
// negative ones leave 0 but of 1 and -1.
int64_t power(int64_t base, int64_t exponent) {
  constexpr int64_t kMostMultiplied = 0x10000;
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
  if (exponent > kMostMultiplied) return truncated(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
  uint64_t result = 1, square = static_cast<uint64_t>(base);
  for (; exponent; exponent >>= 1, square *= square) {
    if (exponent & 1) result *= square;
  }
  return truncated(static_cast<double>(static_cast<int64_t>(result)));
}

bool as_real(Value v, double* out) {
  if (v.is_double()) return *out = v.as_double(), true;
  if (!is_whole(v)) return false;
  bool overflow = false;
  *out = int_to_double(v, &overflow);
  return true;
}

// What IEEE arithmetic makes of a division by zero.
double divided_by_zero(BinaryOp op, double x) {
  if (op == BinaryOp::kMod || x == 0 || x != x) return std::numeric_limits<double>::quiet_NaN();
  return std::copysign(std::numeric_limits<double>::infinity(), x);
}

// A uint64 beside another or an int. Two of them give one, as a shifted one does; beside an int its bits count as those of an int.
Value unsigned_binary(Thread& t, uint32_t flags, BinaryOp op, Value a, Value b) {
  bool first = np::is_unsigned_scalar(a), second = np::is_unsigned_scalar(b);
  if (op == BinaryOp::kTrueDiv || !(first || is_whole(a)) || !(second || is_whole(b))) return kNotImplemented;
  uint64_t x = first ? a.as<np::PyScalar>()->u : static_cast<uint64_t>(low_word(a));
  uint64_t y = second ? b.as<np::PyScalar>()->u : static_cast<uint64_t>(low_word(b));
  bool shifts = op == BinaryOp::kLShift || op == BinaryOp::kRShift;
  if (!(first && (second || shifts))) {
    return jitted_binary(t, flags, op, int_from_int64(static_cast<int64_t>(x)), int_from_int64(static_cast<int64_t>(y)));
  }
  if ((op == BinaryOp::kFloorDiv || op == BinaryOp::kMod) && y == 0) {
    if (!(flags & kCodeNumpyErrors)) return raise_error(exc::ZeroDivisionError, "integer division by zero");
    return np::unsigned_scalar(0);
  }
  switch (op) {
    case BinaryOp::kAdd: return np::unsigned_scalar(x + y);
    case BinaryOp::kSub: return np::unsigned_scalar(x - y);
    case BinaryOp::kMul: return np::unsigned_scalar(x * y);
    case BinaryOp::kFloorDiv: return np::unsigned_scalar(x / y);
    case BinaryOp::kMod: return np::unsigned_scalar(x % y);
    case BinaryOp::kAnd: return np::unsigned_scalar(x & y);
    case BinaryOp::kOr: return np::unsigned_scalar(x | y);
    case BinaryOp::kXor: return np::unsigned_scalar(x ^ y);
    case BinaryOp::kLShift: return np::unsigned_scalar(x << (y & 63));
    case BinaryOp::kRShift: return np::unsigned_scalar(x >> (y & 63));
    default: return kNotImplemented;
  }
}

}  // namespace

double jitted_power(double x, double y) { return y == 2.0 ? x * x : std::pow(x, y); }

Value jitted_binary(Thread& t, uint32_t flags, BinaryOp op, Value a, Value b) {
  if (np::is_unsigned_scalar(a) || np::is_unsigned_scalar(b)) return unsigned_binary(t, flags, op, a, b);
  bool divides = op == BinaryOp::kTrueDiv || op == BinaryOp::kFloorDiv || op == BinaryOp::kMod;
  double x, y;
  if (divides && as_real(a, &x) && as_real(b, &y) && y == 0) {
    bool whole = is_whole(a) && is_whole(b) && op != BinaryOp::kTrueDiv;
    if (!(flags & kCodeNumpyErrors)) {
      return raise_error(exc::ZeroDivisionError, "%s", whole ? "integer division by zero" : "division by zero");
    }
    if (whole) return Value::from_small_int(0);
    return Value::from_double(divided_by_zero(op, std::signbit(y) ? -x : x));
  }
  if (op == BinaryOp::kPow && (a.is_double() || b.is_double()) && as_real(a, &x) && as_real(b, &y)) {
    return Value::from_double(jitted_power(x, y));
  }
  if (!is_whole(a) || !is_whole(b) || (a.is_bool() && b.is_bool())) return kNotImplemented;
  int64_t i = low_word(a), n = low_word(b);
  switch (op) {
    case BinaryOp::kPow: return int_from_int64(power(i, n));
    case BinaryOp::kLShift: return int_from_int64(static_cast<int64_t>(static_cast<uint64_t>(i) << (n & 63)));
    case BinaryOp::kRShift: return int_from_int64(i >> (n & 63));
    default: break;
  }
  Value result = object_binary(t, op, a, b);
  return result ? wrapped(result) : kNull;
}

Value jitted_unary(Thread& t, UnaryOp op, Value v) {
  if (op == UnaryOp::kNeg && np::is_unsigned_scalar(v)) return np::unsigned_scalar(0 - v.as<np::PyScalar>()->u);
  if (!is_whole(v)) return kNotImplemented;
  Value result = object_unary(t, op, v);
  return result ? wrapped(result) : kNull;
}

}  // namespace pyvm
