// float and complex values: conversion, hash and arithmetic rules. Methods are in float_methods.cpp and complex.cpp.
#include "vm/object/float.h"

#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "vm/object/alloc.h"
#include "vm/object/complex.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/object/warn.h"

namespace pyvm {

bool is_float(Value v) { return v.is_double() || has_type_flag(v, kTypeFloat); }
double float_value(Value v) { return v.is_double() ? v.as_double() : v.as<PyFloatObject>()->value; }

Value complex_new(double real, double imag) {
  auto* c = allocate_object<PyComplex>(layouts.complex);
  if (!c) return kNull;
  c->real = real;
  c->imag = imag;
  return Value(&c->header);
}

// The value modulo 2^61-1 (CPython's numeric hash), so that equal ints and floats agree.
int64_t float_hash(double d) {
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  if (!std::isfinite(d)) return std::isinf(d) ? (d > 0 ? 314159 : -314159) : 0x7FF8;
  if (d == std::trunc(d) && std::fabs(d) < 1e15) {
    int64_t i = static_cast<int64_t>(d);
    return i == -1 ? -2 : i;
  }
  int exponent;
  double m = std::frexp(d, &exponent);
  int64_t sign = m < 0 ? -1 : 1;
  m = std::fabs(m);
  uint64_t x = 0;
  while (m != 0) {   // 28 bits at a time
    x = ((x << 28) & kModulus) | x >> (kBits - 28);
    m *= 268435456.0;
    exponent -= 28;
    auto y = static_cast<uint64_t>(m);
    m -= static_cast<double>(y);
    x += y;
    if (x >= kModulus) x -= kModulus;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - ((-1 - exponent) % kBits);
  x = ((x << exponent) & kModulus) | x >> (kBits - exponent);
  int64_t r = static_cast<int64_t>(x) * sign;
  return r == -1 ? -2 : r;
}

bool float_parse(std::string_view text, double* out) {
  auto blank = [](unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!text.empty() && blank(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && blank(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  char plain[512];
  std::string_view digits = text;
  char* heap = nullptr;
  if (text.find('_') != std::string_view::npos) {   // allowed between two digits only
    char* room = text.size() <= sizeof plain ? plain : (heap = static_cast<char*>(std::malloc(text.size())));
    if (!room) return false;
    size_t n = 0;
    for (size_t i = 0; i < text.size(); i++) {
      if (text[i] != '_') {
        room[n++] = text[i];
      } else if (i == 0 || i + 1 == text.size() || !std::isdigit(static_cast<unsigned char>(text[i - 1])) ||
                 !std::isdigit(static_cast<unsigned char>(text[i + 1]))) {
        std::free(heap);
        return false;
      }
    }
    digits = {room, n};
  }
  const char* p = digits.data();
  const char* end = p + digits.size();
  bool negative = false;
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  double d = 0;
  bool ok = false;
  auto is_word = [&](const char* word) {
    size_t n = std::strlen(word);
    if (static_cast<size_t>(end - p) != n) return false;
    for (size_t i = 0; i < n; i++) {
      if ((p[i] | 0x20) != word[i]) return false;
    }
    return true;
  };
  if (p < end && (std::isdigit(static_cast<unsigned char>(*p)) || *p == '.')) {
    auto [stop, error] = std::from_chars(p, end, d, std::chars_format::general);
    if (stop == end) {
      ok = true;
      if (error == std::errc::result_out_of_range) {
        // Too large or too small: which one, strtod says.
        char* copy = static_cast<char*>(std::malloc(static_cast<size_t>(end - p) + 1));
        if (copy) {
          std::memcpy(copy, p, static_cast<size_t>(end - p));
          copy[end - p] = 0;
          d = std::strtod(copy, nullptr);
          std::free(copy);
        }
      } else {
        ok = error == std::errc();
      }
    }
  } else if (is_word("inf") || is_word("infinity")) {
    d = HUGE_VAL;
    ok = true;
  } else if (is_word("nan")) {
    d = NAN;
    ok = true;
  }
  std::free(heap);
  *out = negative ? -d : d;
  return ok;
}

double float_mod(double a, double b) {
  double r = std::fmod(a, b);
  if (r != 0) {
    if ((b < 0) != (r < 0)) r += b;
    return r;
  }
  return std::copysign(0.0, b);
}

double float_floordiv(double a, double b) {
  double r = std::fmod(a, b);
  double q = (a - r) / b;
  if (r != 0 && (b < 0) != (r < 0)) q -= 1.0;
  if (q == 0) return std::copysign(0.0, a / b);
  double whole = std::floor(q);
  return q - whole > 0.5 ? whole + 1.0 : whole;
}

// x * x is correctly rounded, pow(x, 2) nearly: glibc gives its error as at most 0.511 units in the last place and, for
// squares within the exponents of kSquare..., 0.002 more. So the two agree unless the exact square, whose distance from
// x * x an FMA tells, lies within 0.016 units of the middle between two doubles.
double float_square(double x) {
  double square = x * x;
  uint64_t bits;
  std::memcpy(&bits, &square, 8);
  uint64_t exponent = (bits - 1) >> 52;   // just below a power of two the unit is half as large
  if (exponent - kSquareLowExponent >= kSquareExponents) return float_square_slow(x);
  uint64_t limit = (exponent << 52) + kSquareLimitBits;
  double safe;
  std::memcpy(&safe, &limit, 8);
  return std::fabs(std::fma(x, x, -square)) <= safe ? square : float_square_slow(x);
}

double float_square_slow(double x) {
  static const volatile double kTwo = 2.0;   // not known to the compiler, which would make it x * x
  return std::pow(x, kTwo);
}

Value float_pow(Thread& t, double x, double y) {
  if (x == 0 && y < 0 && std::isfinite(y)) return raise_error(exc::ZeroDivisionError, "0.0 cannot be raised to a negative power");
  if (x < 0 && std::isfinite(x) && std::isfinite(y) && y != std::floor(y)) return complex_pow(t, x, 0, y, 0);
  double r = std::pow(x, y);
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) {
    PyTuple* args = tuple_new(2);
    PyStr* text = args ? str_from_utf8("Numerical result out of range") : nullptr;
    if (!text) return kNull;
    args->items[0] = Value::from_small_int(ERANGE);
    args->items[1] = Value(&text->header);
    gc::barrier(&args->header);
    Value e = exception_new(t, exc::OverflowError, Value(&args->header));
    return e ? raise_instance(e) : kNull;
  }
  return Value::from_double(r);
}

bool float_result(Thread& t, Value object, Value result, double* out) {
  if (!is_float(result)) {
    return raise_type_error("%.50s.__float__ returned non-float (type %.50s)", type_name(object), type_name(result));
  }
  *out = float_value(result);
  return result.is_double() ||
         warn(t, exc::DeprecationWarning,
              str_format("%.50s.__float__ returned non-float (type %.50s).  The ability to return an instance of a strict "
                         "subclass of float is deprecated, and may be removed in a future version of Python.",
                         type_name(object), type_name(result)));
}

bool number_as_double(Thread& t, Value v, double* out) {
  if (PYVM_LIKELY(v.is_double())) {
    *out = v.as_double();
    return true;
  }
  if (v.is_small_int()) {
    *out = static_cast<double>(v.small_int());
    return true;
  }
  if (is_float(v)) {
    *out = float_value(v);
    return true;
  }
  Value method = is_exact_int(v) || v.is_bool() ? kNull : type_lookup(type_of(v), names::d_float);
  if (method && !is_int(v)) {
    Value r = object_call_method(t, v, names::d_float, nullptr, 0);
    return r && float_result(t, v, r, out);
  }
  if (!is_int(v)) {
    if (!type_lookup(type_of(v), names::d_index)) {
      (void)raise_type_error("must be real number, not %s", type_name(v));
      return false;
    }
    v = object_as_int(t, v);
    if (!v) return false;
  } else if (method && is_int(v) && type_of(v) != type_int && type_of(v) != type_bool &&
             method != type_lookup(type_int, names::d_float)) {
    Value r = object_call_method(t, v, names::d_float, nullptr, 0);
    return r && float_result(t, v, r, out);
  }
  bool overflow;
  *out = int_to_double(v, &overflow);
  if (overflow) (void)raise_error(exc::OverflowError, "int too large to convert to float");
  return !overflow;
}

}  // namespace pyvm
