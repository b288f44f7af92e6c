// int: construction, conversion, comparison and hash. Arithmetic is in int_arith.cpp, text in int_text.cpp, methods in
// int_methods.cpp.
#include "vm/object/int.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "vm/base/address_space.h"
#include "vm/object/alloc.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int_limbs.h"

namespace pyvm {

PyInt* int_allocate(int64_t n) {
  if (n > kMaxIntLimbs) {
    (void)raise_memory_error();
    return nullptr;
  }
  return allocate_object<PyInt>(layouts.int_, sizeof(PyInt) + static_cast<size_t>(n) * sizeof(mp_limb_t));
}

bool int_check_scratch(int64_t limbs) {
  constexpr int64_t kFew = 1 << 14;
  if (PYVM_LIKELY(limbs < kFew)) return true;
  size_t bytes = static_cast<size_t>(limbs) * sizeof(mp_limb_t);
  void* probe = bytes < machine_memory() ? std::malloc(bytes) : nullptr;
  if (!probe && gc::relieve(bytes)) probe = std::malloc(bytes);
  std::free(probe);
  return probe || raise_memory_error();
}

Value int_finish(PyInt* i, int64_t n, bool negative) {
  while (n > 0 && i->limbs[n - 1] == 0) n--;
  if (n == 0) return Value::from_small_int(0);
  if (n == 1 && i->limbs[0] <= static_cast<uint64_t>(Value::kIntMax) + negative) {
    int64_t small = static_cast<int64_t>(i->limbs[0]);
    return Value::from_small_int(negative ? -small : small);
  }
  i->size = negative ? -n : n;
  return Value(&i->header);
}

Value int_from_limbs(const mp_limb_t* limbs, int64_t n, bool negative) {
  while (n > 0 && limbs[n - 1] == 0) n--;
  if (n == 0) return Value::from_small_int(0);
  if (n == 1 && limbs[0] <= static_cast<uint64_t>(Value::kIntMax) + negative) {
    int64_t small = static_cast<int64_t>(limbs[0]);
    return Value::from_small_int(negative ? -small : small);
  }
  PyInt* i = int_allocate(n);
  if (!i) return kNull;
  std::memcpy(i->limbs, limbs, static_cast<size_t>(n) * sizeof(mp_limb_t));
  i->size = negative ? -n : n;
  return Value(&i->header);
}

Value int_from_mpz(mpz_srcptr z) {
  return int_from_limbs(mpz_limbs_read(z), static_cast<int64_t>(mpz_size(z)), mpz_sgn(z) < 0);
}

Value int_from_int64_slow(int64_t i) {
  if (Value::fits_int(i)) return Value::from_small_int(i);
  mp_limb_t limb = i < 0 ? -static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
  return int_from_limbs(&limb, 1, i < 0);
}

Value int_from_uint64(uint64_t i) {
  if (i <= static_cast<uint64_t>(Value::kIntMax)) return Value::from_small_int(static_cast<int64_t>(i));
  mp_limb_t limb = i;
  return int_from_limbs(&limb, 1, false);
}

Value int_new_of(PyType* type, Value value) {
  if (type == type_int) {
    if (is_exact_int(value)) return value;
    IntView v(value);
    return int_from_limbs(v.limbs, v.n, v.negative);
  }
  IntView v(value);
  auto* i = allocate_instance_of<PyInt>(type, sizeof(PyInt) + static_cast<size_t>(v.n) * sizeof(mp_limb_t));
  if (!i) return kNull;
  i->size = v.negative ? -v.n : v.n;
  std::memcpy(i->limbs, v.limbs, static_cast<size_t>(v.n) * sizeof(mp_limb_t));
  return Value(&i->header);
}

Value int_from_double(Thread&, double d) {
  if (std::isnan(d)) return raise_value_error("cannot convert float NaN to integer");
  if (std::isinf(d)) return raise_error(exc::OverflowError, "cannot convert float infinity to integer");
  d = std::trunc(d);
  if (std::fabs(d) < 9.0e18) return int_from_int64(static_cast<int64_t>(d));
  int exponent;
  double fraction = std::frexp(std::fabs(d), &exponent);
  auto mantissa = static_cast<mp_limb_t>(std::ldexp(fraction, 53));
  int shift = exponent - 53;
  mp_limb_t limbs[18] = {};
  int word = shift / 64, bit = shift % 64;
  limbs[word] = mantissa << bit;
  if (bit) limbs[word + 1] = mantissa >> (64 - bit);
  return int_from_limbs(limbs, word + 2, d < 0);
}

bool is_int(Value v) { return v.is_small_int() || v.is_bool() || has_type_flag(v, kTypeInt); }

bool int_to_int64(Value v, int64_t* out) {
  if (PYVM_LIKELY(v.is_small_int())) {
    *out = v.small_int();
    return true;
  }
  IntView i(v);
  if (i.n > 1) return false;
  uint64_t magnitude = i.n ? i.limbs[0] : 0;
  if (magnitude > static_cast<uint64_t>(INT64_MAX) + i.negative) return false;
  *out = i.negative ? static_cast<int64_t>(-magnitude) : static_cast<int64_t>(magnitude);
  return true;
}

bool int_to_uint64(Value v, uint64_t* out) {
  IntView i(v);
  if (i.negative || i.n > 1) return false;
  *out = i.n ? i.limbs[0] : 0;
  return true;
}

double int_to_double(Value v, bool* overflow) {
  *overflow = false;
  if (PYVM_LIKELY(v.is_small_int())) return static_cast<double>(v.small_int());
  IntView i(v);
  if (i.n == 0) return 0;
  if (i.n == 1) {
    double d = static_cast<double>(i.limbs[0]);
    return i.negative ? -d : d;
  }
  // The top 64 bits, the last of them sticky: the conversion then rounds to nearest even.
  int shift = __builtin_clzll(i.limbs[i.n - 1]);
  uint64_t top = i.limbs[i.n - 1] << shift;
  uint64_t below = i.limbs[i.n - 2];
  if (shift) {
    top |= below >> (64 - shift);
    below <<= shift;
  }
  bool sticky = below != 0;
  for (int64_t k = i.n - 3; k >= 0 && !sticky; k--) sticky = i.limbs[k] != 0;
  if (sticky) top |= 1;
  double d = std::ldexp(static_cast<double>(top), static_cast<int>((i.n - 1) * 64 - shift > 4096 ? 4096 : (i.n - 1) * 64 - shift));
  if (std::isinf(d)) {
    *overflow = true;
    return -1;
  }
  return i.negative ? -d : d;
}

int int_sign(Value v) {
  if (v.is_small_int()) return v.small_int() < 0 ? -1 : v.small_int() > 0;
  IntView i(v);
  return i.n == 0 ? 0 : i.negative ? -1 : 1;
}

// The value modulo 2^61-1 with the sign of the value, -1 replaced by -2 (CPython's numeric hash).
int64_t int_hash(Value v) {
  IntView i(v);
  constexpr uint64_t kModulus = (uint64_t{1} << 61) - 1;
  uint64_t h = 0;
  for (int64_t k = i.n - 1; k >= 0; k--) {
    // h * 2^64 + limb, with 2^61 == 1: h * 8 + limb
    unsigned __int128 x = (static_cast<unsigned __int128>(h) << 3) + i.limbs[k];
    h = static_cast<uint64_t>(x & kModulus) + static_cast<uint64_t>(x >> 61);
    if (h >= kModulus) h -= kModulus;
    if (h >= kModulus) h -= kModulus;
  }
  int64_t r = i.negative ? -static_cast<int64_t>(h) : static_cast<int64_t>(h);
  return r == -1 ? -2 : r;
}

int int_compare(Value a, Value b) {
  if (PYVM_LIKELY(a.is_small_int() && b.is_small_int())) {
    int64_t x = a.small_int(), y = b.small_int();
    return x < y ? -1 : x > y;
  }
  IntView x(a), y(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  int r = x.n != y.n ? (x.n < y.n ? -1 : 1) : x.n == 0 ? 0 : mpn_cmp(x.limbs, y.limbs, x.n);
  r = r < 0 ? -1 : r > 0;
  return x.negative ? -r : r;
}

int int_compare_double(Value a, double b) {
  if (std::isnan(b)) return 2;
  if (std::isinf(b)) return b > 0 ? -1 : 1;
  if (a.is_small_int()) {
    double x = static_cast<double>(a.small_int());   // exact: 49 bits
    return x < b ? -1 : x > b;
  }
  IntView x(a);
  int sign_a = x.n == 0 ? 0 : x.negative ? -1 : 1, sign_b = b < 0 ? -1 : b > 0;
  if (sign_a != sign_b) return sign_a < sign_b ? -1 : 1;
  if (sign_a == 0) return 0;
  int exponent;
  std::frexp(b, &exponent);
  int64_t bits = x.bits();
  if (bits != exponent) return (bits < exponent ? -1 : 1) * sign_a;
  // Same number of bits before the point: compare with the truncated double, then look at its fraction.
  double whole = std::trunc(b);
  mp_limb_t limbs[18] = {};
  int64_t n = 1;
  double magnitude = std::fabs(whole);
  if (exponent <= 64) {
    limbs[0] = static_cast<mp_limb_t>(magnitude);
  } else {
    auto mantissa = static_cast<mp_limb_t>(std::ldexp(magnitude, 53 - exponent));
    int shift = exponent - 53, word = shift / 64, bit = shift % 64;
    limbs[word] = mantissa << bit;
    if (bit) limbs[word + 1] = mantissa >> (64 - bit);
    n = word + 2;
    while (limbs[n - 1] == 0) n--;
  }
  int r = mpn_cmp(x.limbs, limbs, x.n);
  if (r == 0 && whole != b) r = -1;   // |a| equals the whole part, |b| has a fraction
  r = r < 0 ? -1 : r > 0;
  return r * sign_a;
}

}  // namespace pyvm
