// math: functions of ints, on GMP.
#include <gmp.h>

#include "stdlib/math/math.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

int64_t small_gcd(int64_t a, int64_t b) {
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  while (b) {
    int64_t r = a % b;
    a = b;
    b = r;
  }
  return a;
}

Value gcd(Value a, Value b) {
  if (a.is_small_int() && b.is_small_int()) return int_from_int64(small_gcd(a.small_int(), b.small_int()));
  IntView x(a), y(b);
  mpz_t rx, ry;
  Mpz r;
  mpz_gcd(r, x.mpz(rx), y.mpz(ry));
  return int_from_mpz(r);
}

Value math_gcd(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[0]);
  Value r = Value::from_small_int(0);
  for (int64_t i = 0; i < given->length; i++) {
    Value v = object_as_int(t, given->items[i]);
    r = v ? gcd(r, v) : kNull;
    if (!r) return kNull;
  }
  return r;
}
Value math_lcm(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[0]);
  Value r = Value::from_small_int(1);
  for (int64_t i = 0; i < given->length; i++) {
    Value v = object_as_int(t, given->items[i]);
    if (!v) return kNull;
    if (int_sign(v) == 0 || int_sign(r) == 0) {
      r = Value::from_small_int(0);
      continue;
    }
    Value divisor = gcd(r, v), part = divisor ? int_floordiv(t, r, divisor) : kNull;
    r = part ? int_mul(t, part, v) : kNull;
    if (r && int_sign(r) < 0) r = int_neg(t, r);
    if (!r) return kNull;
  }
  return r;
}

Value math_isqrt(Thread& t, Value* args) {
  Value v = object_as_int(t, args[0]);
  if (!v) return kNull;
  if (int_sign(v) < 0) return raise_value_error("isqrt() argument must be nonnegative");
  if (v.is_small_int()) {   // exact: 48 bits
    int64_t n = v.small_int();
    auto r = static_cast<int64_t>(__builtin_sqrt(static_cast<double>(n)));
    return Value::from_small_int(r);
  }
  IntView x(v);
  mpz_t rx;
  Mpz r;
  mpz_sqrt(r, x.mpz(rx));
  return int_from_mpz(r);
}

Value factorial_of(Thread& t, Value v) {
  v = object_as_int(t, v);
  if (!v) return kNull;
  if (int_sign(v) < 0) return raise_value_error("factorial() not defined for negative values");
  int64_t n;
  if (!int_to_int64(v, &n)) {
    return raise_error(exc::OverflowError, "factorial() argument should not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  if (n > int64_t{1} << 30) return raise_memory_error();
  Mpz r;
  mpz_fac_ui(r, static_cast<unsigned long>(n));
  return int_from_mpz(r);
}
Value math_factorial(Thread& t, Value* args) { return factorial_of(t, args[0]); }

// n (n-1) ... (n-k+1) by halves, so that the factors stay of like size.
void falling(mpz_ptr r, mpz_srcptr n, unsigned long from, unsigned long k) {
  if (k <= 8) {
    mpz_sub_ui(r, n, from);
    Mpz factor;
    for (unsigned long i = 1; i < k; i++) {
      mpz_sub_ui(factor, n, from + i);
      mpz_mul(r, r, factor);
    }
    return;
  }
  Mpz right;
  falling(r, n, from, k / 2);
  falling(right, n, from + k / 2, k - k / 2);
  mpz_mul(r, r, right);
}

bool read_pair(Thread& t, Value* args, Value* n, Value* k) {
  *n = object_as_int(t, args[0]);
  *k = *n ? object_as_int(t, args[1]) : kNull;
  if (!*k) return false;
  if (int_sign(*n) < 0) return (void)raise_value_error("n must be a non-negative integer"), false;
  if (int_sign(*k) < 0) return (void)raise_value_error("k must be a non-negative integer"), false;
  return true;
}

Value math_perm(Thread& t, Value* args) {
  if (args[1].is_none()) return factorial_of(t, args[0]);
  Value n, k;
  if (!read_pair(t, args, &n, &k)) return kNull;
  if (int_compare(n, k) < 0) return Value::from_small_int(0);
  int64_t count;
  if (!int_to_int64(k, &count)) {
    return raise_error(exc::OverflowError, "k must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  if (count == 0) return Value::from_small_int(1);
  if (IntView(n).bits() > kMaxIntLimbs * 64 / count) return raise_memory_error();
  IntView x(n);
  mpz_t rx;
  Mpz r;
  falling(r, x.mpz(rx), 0, static_cast<unsigned long>(count));
  return int_from_mpz(r);
}

Value math_comb(Thread& t, Value* args) {
  Value n, k;
  if (!read_pair(t, args, &n, &k)) return kNull;
  Value rest = int_sub(t, n, k);
  if (!rest) return kNull;
  if (int_sign(rest) < 0) return Value::from_small_int(0);
  if (int_compare(rest, k) < 0) k = rest;
  int64_t count;
  if (!int_to_int64(k, &count)) {
    return raise_error(exc::OverflowError, "min(n - k, k) must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  if (count && IntView(n).bits() > kMaxIntLimbs * 64 / count) return raise_memory_error();
  IntView x(n);
  mpz_t rx;
  Mpz r;
  mpz_bin_ui(r, x.mpz(rx), static_cast<unsigned long>(count));
  return int_from_mpz(r);
}

}  // namespace

const NativeDef kMathIntFunctions[] = {
    {"gcd(*integers)", math_gcd, kEffectAll, "Greatest Common Divisor."},
    {"lcm(*integers)", math_lcm, kEffectAll, "Least Common Multiple."},
    {"isqrt(n, /)", math_isqrt, kEffectAll, "Return the integer part of the square root of the input."},
    {"factorial(n, /)", math_factorial, kEffectAll,
     "Find n!.\n\nRaise a ValueError if x is negative or non-integral."},
    {"perm(n, k=None, /)", math_perm, kEffectAll,
     "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and "
     "evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises "
     "TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative."},
    {"comb(n, k, /)", math_comb, kEffectAll,
     "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= "
     "n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th "
     "term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\n"
     "Raises ValueError if either of the arguments are negative."},
    {}};

}  // namespace pyvm
