// int: arithmetic. Small operands take the inline path, others GMP's mpn layer on borrowed limbs.
//
// 1. Operands are ints, bools or instances of int subclasses; results are exact ints.
// 2. GMP aborts when it runs out of memory, so sizes are bounded before it is called.
#include <cmath>
#include <cstring>

#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/run/poll.h"

namespace pyvm {

static Value add_magnitudes(const IntView& a, const IntView& b, bool negative) {
  const IntView& x = a.n >= b.n ? a : b;
  const IntView& y = a.n >= b.n ? b : a;
  mp_limb_t room[9];
  if (x.n < 8) {
    if (y.n == 0) return int_from_limbs(x.limbs, x.n, negative);
    room[x.n] = mpn_add(room, x.limbs, x.n, y.limbs, y.n);
    return int_from_limbs(room, x.n + 1, negative);
  }
  // One limb more only when the sum can need it.
  int64_t size = x.n + (y.n == x.n || x.limbs[x.n - 1] == ~mp_limb_t{0});
  PyInt* r = int_allocate(size);
  if (!r) return kNull;
  mp_limb_t carry = 0;
  auto* out = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (y.n == 0) std::memcpy(out, x.limbs, static_cast<size_t>(x.n) * 8);
  else carry = mpn_add(out, x.limbs, x.n, y.limbs, y.n);
  if (size > x.n) out[x.n] = carry;
  return int_finish(r, size, negative);
}

// |a| - |b| with the sign of a.
static Value sub_magnitudes(const IntView& a, const IntView& b, bool negative) {
  int order = a.n != b.n ? (a.n < b.n ? -1 : 1) : a.n == 0 ? 0 : mpn_cmp(a.limbs, b.limbs, a.n);
  if (order == 0) return Value::from_small_int(0);
  const IntView& x = order > 0 ? a : b;
  const IntView& y = order > 0 ? b : a;
  if (order < 0) negative = !negative;
  if (y.n == 0) return int_from_limbs(x.limbs, x.n, negative);
  mp_limb_t room[8];
  if (x.n <= 8) {
    mpn_sub(room, x.limbs, x.n, y.limbs, y.n);
    return int_from_limbs(room, x.n, negative);
  }
  PyInt* r = int_allocate(x.n);
  if (!r) return kNull;
  mpn_sub(reinterpret_cast<mp_limb_t*>(r->limbs), x.limbs, x.n, y.limbs, y.n);
  return int_finish(r, x.n, negative);
}

Value int_add(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) return int_from_int64(a.small_int() + b.small_int());
  IntView x(a), y(b);
  return x.negative == y.negative ? add_magnitudes(x, y, x.negative) : sub_magnitudes(x, y, x.negative);
}

Value int_sub(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) return int_from_int64(a.small_int() - b.small_int());
  IntView x(a), y(b);
  return x.negative != y.negative ? add_magnitudes(x, y, x.negative) : sub_magnitudes(x, y, x.negative);
}

Value int_mul(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) {
    int64_t r;
    if (!__builtin_mul_overflow(a.small_int(), b.small_int(), &r)) return int_from_int64(r);
  }
  IntView x(a), y(b);
  if (x.n == 0 || y.n == 0) return Value::from_small_int(0);
  bool negative = x.negative != y.negative;
  const IntView& p = x.n >= y.n ? x : y;
  const IntView& q = x.n >= y.n ? y : x;
  int64_t n = p.n + q.n;
  if (n <= 16) {
    mp_limb_t room[16];
    mpn_mul(room, p.limbs, p.n, q.limbs, q.n);
    return int_from_limbs(room, n, negative);
  }
  PyInt* r = int_check_scratch(n * kGmpScratch) ? int_allocate(n) : nullptr;
  if (!r) return kNull;
  auto* out = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (p.limbs == q.limbs && p.n == q.n) mpn_sqr(out, p.limbs, p.n);
  else mpn_mul(out, p.limbs, p.n, q.limbs, q.n);
  return int_finish(r, n, negative);
}

// Floor quotient and remainder of big operands; either result pointer may be null. False: MemoryError pending.
static bool divide_big(const IntView& a, const IntView& b, Value* quotient, Value* remainder) {
  bool signs_differ = a.negative != b.negative;
  if (a.n < b.n) {   // |a| < |b|: quotient 0 truncated
    bool adjust = a.n != 0 && signs_differ;
    if (quotient) *quotient = Value::from_small_int(adjust ? -1 : 0);
    if (remainder) {
      *remainder = adjust ? sub_magnitudes(b, a, b.negative) : int_from_limbs(a.limbs, a.n, a.negative);
      return bool(*remainder);
    }
    return true;
  }
  int64_t qn = a.n - b.n + 1;
  PyInt* q = int_check_scratch(a.n * kGmpScratch) ? int_allocate(qn + 1) : nullptr;
  PyInt* r = q ? int_allocate(b.n) : nullptr;
  if (!r) return false;
  auto* ql = reinterpret_cast<mp_limb_t*>(q->limbs);
  auto* rl = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (b.n == 1) rl[0] = mpn_divrem_1(ql, 0, a.limbs, a.n, b.limbs[0]);
  else mpn_tdiv_qr(ql, rl, 0, a.limbs, a.n, b.limbs, b.n);
  bool exact = mpn_zero_p(rl, b.n);
  if (signs_differ && !exact) {
    ql[qn] = mpn_add_1(ql, ql, qn, 1);
    qn++;
    mpn_sub_n(rl, b.limbs, rl, b.n);
  }
  if (quotient) *quotient = int_finish(q, qn, signs_differ);
  if (remainder) *remainder = int_finish(r, b.n, b.negative);
  return true;
}

static Value raise_zero_division(const char* text) { return raise_error(exc::ZeroDivisionError, "%s", text); }

Value int_floordiv(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) {
    int64_t x = a.small_int(), y = b.small_int();
    if (y == 0) return raise_zero_division("integer division or modulo by zero");
    int64_t q = x / y;
    if ((x ^ y) < 0 && q * y != x) q--;
    return int_from_int64(q);
  }
  IntView x(a), y(b);
  if (y.n == 0) return raise_zero_division("integer division or modulo by zero");
  Value q;
  return divide_big(x, y, &q, nullptr) ? q : kNull;
}

Value int_mod(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) {
    int64_t x = a.small_int(), y = b.small_int();
    if (y == 0) return raise_zero_division("integer modulo by zero");
    int64_t r = x % y;
    if (r != 0 && (r ^ y) < 0) r += y;
    return Value::from_small_int(r);
  }
  IntView x(a), y(b);
  if (y.n == 0) return raise_zero_division("integer modulo by zero");
  if (y.n == 1) {
    mp_limb_t r = x.n ? mpn_mod_1(x.limbs, x.n, y.limbs[0]) : 0;
    if (r && x.negative != y.negative) r = y.limbs[0] - r;
    return int_from_limbs(&r, 1, y.negative);
  }
  Value r;
  return divide_big(x, y, nullptr, &r) ? r : kNull;
}

bool int_divmod(Thread& t, Value a, Value b, Value* quotient, Value* remainder) {
  if (a.is_small_int() && b.is_small_int()) {
    *quotient = int_floordiv(t, a, b);
    if (!*quotient) return false;
    *remainder = int_mod(t, a, b);
    return true;
  }
  IntView x(a), y(b);
  if (y.n == 0) {
    (void)raise_zero_division("integer division or modulo by zero");
    return false;
  }
  return divide_big(x, y, quotient, remainder);
}

// Correctly rounded |a| / |b|: a quotient of at least 55 bits whose last bit is sticky, rounded once by hand because the
// result may be subnormal.
static double divide_rounded(const IntView& a, const IntView& b, bool* overflow) {
  *overflow = false;
  int64_t difference = a.bits() - b.bits();   // the quotient lies in (2^(d-1), 2^(d+1))
  if (difference > 1024) {
    *overflow = true;
    return 0;
  }
  if (difference < -1080) return 0;
  Mpz quotient, remainder, numerator;
  mpz_t ra, rb;
  mpz_abs(numerator, a.mpz(ra));
  int64_t shift = 66 - difference;
  Mpz divisor;
  mpz_abs(divisor, b.mpz(rb));
  if (shift >= 0) mpz_mul_2exp(numerator, numerator, static_cast<mp_bitcnt_t>(shift));
  else mpz_mul_2exp(divisor, divisor, static_cast<mp_bitcnt_t>(-shift));
  mpz_tdiv_qr(quotient, remainder, numerator, divisor);
  // quotient has 66 or 67 bits; value = quotient * 2^-shift
  int64_t bits = static_cast<int64_t>(mpz_sizeinbase(quotient, 2));
  int64_t exponent = bits - shift;                         // value in [2^(exponent-1), 2^exponent)
  int64_t keep = exponent < -1021 ? 53 - (-1021 - exponent) : 53;   // fewer bits when subnormal
  if (keep < 0) return 0;
  mp_bitcnt_t drop = static_cast<mp_bitcnt_t>(bits - keep);
  Mpz kept;
  mpz_tdiv_q_2exp(kept, quotient, drop);
  uint64_t mantissa = mpz_get_ui(kept);
  bool half = drop > 0 && mpz_tstbit(quotient, drop - 1);
  bool sticky = mpz_sgn(remainder.z) != 0 || (drop > 1 && mpz_scan1(quotient, 0) < drop - 1);
  if (half && (sticky || (mantissa & 1))) mantissa++;
  double d = std::ldexp(static_cast<double>(mantissa), static_cast<int>(static_cast<int64_t>(drop) - shift));
  *overflow = std::isinf(d);
  return d;
}

Value int_truediv(Thread&, Value a, Value b) {
  IntView x(a), y(b);
  if (y.n == 0) return raise_zero_division("division by zero");
  if (x.n == 0) return Value::from_double(y.negative ? -0.0 : 0.0);
  constexpr uint64_t kExact = uint64_t{1} << 53;
  bool negative = x.negative != y.negative;
  double d;
  if (x.n == 1 && y.n == 1 && x.limbs[0] <= kExact && y.limbs[0] <= kExact) {
    d = static_cast<double>(x.limbs[0]) / static_cast<double>(y.limbs[0]);
  } else {
    bool overflow;
    d = divide_rounded(x, y, &overflow);
    if (overflow) return raise_error(exc::OverflowError, "integer division result too large for a float");
  }
  return Value::from_double(negative ? -d : d);
}

// Powers up to this size take some milliseconds.
static constexpr int64_t kInstantPowerBits = int64_t{1} << 22;

// x ** exponent with a poll before each multiplication. False: a signal's handler raised.
static bool pow_interruptibly(Thread& t, Mpz& result, mpz_srcptr x, uint64_t exponent) {
  mp_bitcnt_t zeros = mpz_scan1(x, 0);   // factors of two are left to one shift at the end
  Mpz odd;
  mpz_tdiv_q_2exp(odd, x, zeros);
  mpz_set(result, odd);
  for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; bit--) {
    if (!poll_in_native_loop(t)) return false;
    mpz_mul(result, result, result);
    if (exponent >> bit & 1) mpz_mul(result, result, odd);
  }
  mpz_mul_2exp(result, result, zeros * exponent);
  return true;
}

Value int_pow(Thread& t, Value a, Value b) {
  int64_t exponent;
  if (int_sign(b) < 0) {
    bool overflow;
    double x = int_to_double(a, &overflow), y = overflow ? 0 : int_to_double(b, &overflow);
    if (overflow) return raise_error(exc::OverflowError, "int too large to convert to float");
    return float_pow(t, x, y);
  }
  IntView x(a);
  if (x.n == 0) return Value::from_small_int(int_sign(b) == 0);
  bool odd = IntView(b).n != 0 && (IntView(b).limbs[0] & 1);
  bool negative = x.negative && odd;
  if (x.n == 1 && x.limbs[0] == 1) return Value::from_small_int(negative ? -1 : 1);
  if (!int_to_int64(b, &exponent)) return raise_memory_error();
  if (exponent == 0) return Value::from_small_int(1);
  if (exponent == 1) return int_from_limbs(x.limbs, x.n, x.negative);
  int64_t bits = x.bits();
  if (exponent > kMaxIntLimbs * 64 / bits) return raise_memory_error();
  if (bits * exponent <= 63) {
    uint64_t result = 1, base = x.limbs[0];
    for (int64_t e = exponent;; base *= base) {
      if (e & 1) result *= base;
      if ((e >>= 1) == 0) break;
    }
    int64_t r = static_cast<int64_t>(result);
    return int_from_int64(negative ? -r : r);
  }
  if (!int_check_scratch(bits * exponent / 64 * kGmpScratch)) return kNull;
  Mpz result;
  mpz_t room;
  if (bits * exponent <= kInstantPowerBits) {
    mpz_pow_ui(result, x.mpz(room), static_cast<unsigned long>(exponent));
  } else if (!pow_interruptibly(t, result, x.mpz(room), static_cast<uint64_t>(exponent))) {
    return kNull;
  }
  return int_from_mpz(result);
}

Value int_pow_mod(Thread& t, Value a, Value b, Value modulus) {
  mpz_t ra, rb, rm;
  IntView va(a), vb(b), vm(modulus);
  if (vm.n == 0) return raise_value_error("pow() 3rd argument cannot be 0");
  if (!int_check_scratch((va.n + vb.n + vm.n) * kGmpScratch)) return kNull;
  Mpz base, exponent, m, result;
  mpz_set(base, va.mpz(ra));
  mpz_abs(exponent, vb.mpz(rb));
  mpz_abs(m, vm.mpz(rm));
  if (vb.negative && !mpz_invert(base, base, m)) {
    // GMP calls 0 invertible modulo 1 or not by version: anything is.
    if (mpz_cmp_ui(m.z, 1) != 0) return raise_value_error("base is not invertible for the given modulus");
    mpz_set_ui(base, 0);
  }
  mpz_powm(result, base, exponent, m);
  if (vm.negative && mpz_sgn(result.z) != 0) mpz_sub(result, result, m);
  (void)t;
  return int_from_mpz(result);
}

Value int_lshift(Thread&, Value a, Value b) {
  if (int_sign(b) < 0) return raise_value_error("negative shift count");
  int64_t shift;
  if (a.is_small_int() && b.is_small_int()) {
    int64_t x = a.small_int();
    shift = b.small_int();
    if (shift < 14 || (shift < 63 && (x << shift) >> shift == x)) return int_from_int64(x << shift);
  }
  IntView x(a);
  if (x.n == 0) return Value::from_small_int(0);
  if (!int_to_int64(b, &shift)) return raise_error(exc::OverflowError, "too many digits in integer");
  int64_t words = shift / 64;
  unsigned bits = static_cast<unsigned>(shift % 64);
  if (words > kMaxIntLimbs) return raise_memory_error();
  bool spills = bits && (x.limbs[x.n - 1] >> (64 - bits));
  int64_t n = x.n + words + spills;
  PyInt* r = int_allocate(n);
  if (!r) return kNull;
  auto* out = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (bits) {
    mp_limb_t top = mpn_lshift(out + words, x.limbs, x.n, bits);
    if (spills) out[n - 1] = top;
  } else {
    std::memcpy(out + words, x.limbs, static_cast<size_t>(x.n) * 8);
  }
  return int_finish(r, n, x.negative);
}

Value int_rshift(Thread&, Value a, Value b) {
  if (int_sign(b) < 0) return raise_value_error("negative shift count");
  int64_t shift;
  if (!int_to_int64(b, &shift)) return Value::from_small_int(int_sign(a) < 0 ? -1 : 0);
  if (a.is_small_int()) return Value::from_small_int(a.small_int() >> (shift > 63 ? 63 : shift));
  IntView x(a);
  int64_t words = shift / 64;
  unsigned bits = static_cast<unsigned>(shift % 64);
  if (words >= x.n) return Value::from_small_int(x.negative ? -1 : 0);
  int64_t n = x.n - words;
  bool lost = x.negative && !mpn_zero_p(x.limbs, words ? words : 1) && words;
  PyInt* r = int_allocate(n + 1);
  if (!r) return kNull;
  auto* out = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (bits) {
    mp_limb_t dropped = mpn_rshift(out, x.limbs + words, n, bits);
    lost = lost || dropped;
  } else {
    std::memcpy(out, x.limbs + words, static_cast<size_t>(n) * 8);
  }
  if (x.negative && lost) {   // towards minus infinity
    out[n] = mpn_add_1(out, out, n, 1);
    n++;
  }
  return int_finish(r, n, x.negative);
}

template <class F>
static Value bitwise(Value a, Value b, F op) {
  IntView x(a), y(b);
  if (!int_check_scratch(x.n + y.n)) return kNull;
  mpz_t ra, rb;
  Mpz result;
  op(result.z, x.mpz(ra), y.mpz(rb));
  return int_from_mpz(result);
}

// Both not negative: no two's complement is needed.
enum class Bits { kAnd, kOr, kXor };
static Value bitwise_plain(const IntView& a, const IntView& b, Bits op) {
  const IntView& x = a.n >= b.n ? a : b;
  const IntView& y = a.n >= b.n ? b : a;
  int64_t n = op == Bits::kAnd ? y.n : x.n;
  if (n == 0) return Value::from_small_int(0);
  PyInt* r = int_allocate(n);
  if (!r) return kNull;
  auto* out = reinterpret_cast<mp_limb_t*>(r->limbs);
  if (y.n) {
    if (op == Bits::kAnd) mpn_and_n(out, x.limbs, y.limbs, y.n);
    else if (op == Bits::kOr) mpn_ior_n(out, x.limbs, y.limbs, y.n);
    else mpn_xor_n(out, x.limbs, y.limbs, y.n);
  }
  if (n > y.n) std::memcpy(out + y.n, x.limbs + y.n, static_cast<size_t>(n - y.n) * 8);
  return int_finish(r, n, false);
}

Value int_and(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) return Value::from_small_int(a.small_int() & b.small_int());
  IntView x(a), y(b);
  if (!x.negative && !y.negative) return bitwise_plain(x, y, Bits::kAnd);
  return bitwise(a, b, mpz_and);
}
Value int_or(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) return Value::from_small_int(a.small_int() | b.small_int());
  IntView x(a), y(b);
  if (!x.negative && !y.negative) return bitwise_plain(x, y, Bits::kOr);
  return bitwise(a, b, mpz_ior);
}
Value int_xor(Thread&, Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) return Value::from_small_int(a.small_int() ^ b.small_int());
  IntView x(a), y(b);
  if (!x.negative && !y.negative) return bitwise_plain(x, y, Bits::kXor);
  return bitwise(a, b, mpz_xor);
}

Value int_neg(Thread&, Value a) {
  if (PYVM_LIKELY(a.is_small_int())) return int_from_int64(-a.small_int());
  IntView x(a);
  return int_from_limbs(x.limbs, x.n, !x.negative);
}

Value int_invert(Thread& t, Value a) {
  if (PYVM_LIKELY(a.is_small_int())) return Value::from_small_int(~a.small_int());
  return int_sub(t, Value::from_small_int(-1), a);
}

}  // namespace pyvm
