// math: functions of floats.
//
// Errors follow C99 Annex F read as Python does: NaN from a number is a domain error, infinity from finite arguments a
// range error (or a domain error where the function has a pole).
#include <cfloat>
#include <cmath>

#include "stdlib/math/math.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/special.h"

namespace pyvm {

namespace {

Value domain_error() { return raise_value_error("math domain error"); }
Value range_error() { return raise_error(exc::OverflowError, "math range error"); }

enum class Outcome { kFine, kDomain, kRange };
using Function = double (*)(double);
using Function2 = double (*)(double, double);

Outcome judge(double x, double r, bool overflows) {
  if (std::isnan(r) && !std::isnan(x)) return Outcome::kDomain;
  if (std::isinf(r) && std::isfinite(x)) return overflows ? Outcome::kRange : Outcome::kDomain;
  return Outcome::kFine;
}

template <Function F, bool Overflows>
double fast1(double x) {
  double r = F(x);
  return PYVM_LIKELY(std::isfinite(r)) || judge(x, r, Overflows) == Outcome::kFine ? r : NAN;
}
template <Function F, bool Overflows>
Value boxed1(Thread& t, Value* args) {
  double x;
  if (!number_as_double(t, args[0], &x)) return kNull;
  double r = F(x);
  if (PYVM_UNLIKELY(!std::isfinite(r))) {
    Outcome o = judge(x, r, Overflows);
    if (o != Outcome::kFine) return o == Outcome::kDomain ? domain_error() : range_error();
  }
  return Value::from_double(r);
}
#define FLOAT1(name, function, overflows, doc)                                                              \
  {name "(x, /)", boxed1<function, overflows>, kEffectAll, doc, nullptr,                                    \
   reinterpret_cast<void*>(fast1<function, overflows>), FastKind::kF64_F64}

template <Function2 F, Outcome (*Judge)(double, double, double)>
double fast2(double x, double y) {
  double r = F(x, y);
  return PYVM_LIKELY(std::isfinite(r)) || Judge(x, y, r) == Outcome::kFine ? r : NAN;
}
template <Function2 F, Outcome (*Judge)(double, double, double)>
Value boxed2(Thread& t, Value* args) {
  double x, y;
  if (!number_as_double(t, args[0], &x) || !number_as_double(t, args[1], &y)) return kNull;
  double r = F(x, y);
  if (PYVM_UNLIKELY(!std::isfinite(r))) {
    Outcome o = Judge(x, y, r);
    if (o != Outcome::kFine) return o == Outcome::kDomain ? domain_error() : range_error();
  }
  return Value::from_double(r);
}
#define FLOAT2(name, function, judge, doc)                                                       \
  {name "(x, y, /)", boxed2<function, judge>, kEffectAll, doc, nullptr,                          \
   reinterpret_cast<void*>(fast2<function, judge>), FastKind::kF64_F64F64}

Outcome judge_plain(double x, double y, double r) {
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return Outcome::kDomain;
  return std::isinf(r) && std::isfinite(x) && std::isfinite(y) ? Outcome::kRange : Outcome::kFine;
}
Outcome judge_pow(double x, double y, double r) {
  if (std::isinf(r) && x == 0 && std::isfinite(y)) return Outcome::kDomain;
  return judge_plain(x, y, r);
}

double fn_sqrt(double x) { return std::sqrt(x); }
double fn_cbrt(double x) { return std::cbrt(x); }
double fn_exp(double x) { return std::exp(x); }
double fn_exp2(double x) { return std::exp2(x); }
double fn_expm1(double x) { return std::expm1(x); }
double fn_log1p(double x) { return x == 0 ? x : std::log1p(x); }
double fn_sin(double x) { return std::sin(x); }
double fn_cos(double x) { return std::cos(x); }
double fn_tan(double x) { return std::tan(x); }
double fn_asin(double x) { return std::asin(x); }
double fn_acos(double x) { return std::acos(x); }
double fn_atan(double x) { return std::atan(x); }
double fn_sinh(double x) { return std::sinh(x); }
double fn_cosh(double x) { return std::cosh(x); }
double fn_tanh(double x) { return std::tanh(x); }
double fn_asinh(double x) { return std::asinh(x); }
double fn_acosh(double x) { return std::acosh(x); }
double fn_atanh(double x) { return std::atanh(x); }
double fn_fabs(double x) { return std::fabs(x); }
double fn_erf(double x) { return std::erf(x); }
double fn_erfc(double x) { return std::erfc(x); }
double fn_degrees(double x) { return x * (180.0 / M_PI); }
double fn_radians(double x) { return x * (M_PI / 180.0); }
double fn_atan2(double y, double x) { return std::atan2(y, x); }
double fn_copysign(double x, double y) { return std::copysign(x, y); }
double fn_fmod(double x, double y) { return std::isinf(y) && std::isfinite(x) ? x : std::fmod(x, y); }
double fn_remainder(double x, double y) { return std::remainder(x, y); }
double fn_nextafter(double x, double y) { return std::nextafter(x, y); }
double fn_pow(double x, double y) { return std::pow(x, y); }
double fn_log(double x) { return x > 0 || std::isnan(x) ? std::log(x) : NAN; }
double fn_log2(double x) { return x > 0 || std::isnan(x) ? std::log2(x) : NAN; }
double fn_log10(double x) { return x > 0 || std::isnan(x) ? std::log10(x) : NAN; }
double fn_gamma(double x) {
  if (std::isfinite(x) && x == std::floor(x) && x <= 0) return NAN;   // poles
  if (std::isinf(x)) return x > 0 ? x : NAN;
  return std::tgamma(x);
}
double fn_lgamma(double x) {
  if (std::isinf(x)) return HUGE_VAL;
  if (x == std::floor(x) && x <= 2) return x <= 0 ? NAN : 0.0;
  int sign;
  return lgamma_r(x, &sign);
}
double fn_ulp(double x) {
  if (std::isnan(x)) return x;
  x = std::fabs(x);
  if (std::isinf(x)) return x;
  double up = std::nextafter(x, HUGE_VAL);
  return std::isinf(up) ? x - std::nextafter(x, -HUGE_VAL) : up - x;
}
Outcome judge_never(double, double, double) { return Outcome::kFine; }
Value boxed_ulp(Thread& t, Value* args) {
  double x;
  return number_as_double(t, args[0], &x) ? Value::from_double(fn_ulp(x)) : kNull;
}

// ---- logarithms of ints of any size

// log of any number; an int beyond the range of doubles is split into fraction and exponent.
template <Function F>
Value log_of(Thread& t, Value v) {
  if (is_int(v)) {
    bool overflow;
    double x = int_to_double(v, &overflow);
    if (!overflow) return x > 0 ? Value::from_double(F(x)) : domain_error();
    if (int_sign(v) < 0) return domain_error();
    IntView view(v);
    mpz_t room;
    long exponent;
    double fraction = mpz_get_d_2exp(&exponent, view.mpz(room));
    return Value::from_double(F(fraction) + F(2.0) * static_cast<double>(exponent));
  }
  return boxed1<F, false>(t, &v);
}
Value math_log(Thread& t, Value* args) {
  Value x = log_of<fn_log>(t, args[0]);
  if (!x || !args[1]) return x;
  Value base = log_of<fn_log>(t, args[1]);
  if (!base) return kNull;
  if (base.as_double() == 0) return raise_error(exc::ZeroDivisionError, "float division by zero");
  return Value::from_double(x.as_double() / base.as_double());
}
Value math_log2(Thread& t, Value* args) { return log_of<fn_log2>(t, args[0]); }
Value math_log10(Thread& t, Value* args) { return log_of<fn_log10>(t, args[0]); }

// ---- rounding to ints

template <Function F>
Value round_with(Thread& t, Value v, PyStr* name) {
  if (v.is_double()) return int_from_double(t, F(v.as_double()));
  if (is_exact_int(v)) return v;
  Value method = type_lookup(type_of(v), name);
  if (method) {
    Value args[2] = {v};
    return call_special(t, method, args, 1);
  }
  double x;
  return number_as_double(t, v, &x) ? int_from_double(t, F(x)) : kNull;
}
double do_floor(double x) { return std::floor(x); }
double do_ceil(double x) { return std::ceil(x); }
Value math_floor(Thread& t, Value* args) { return round_with<do_floor>(t, args[0], names::d_floor); }
Value math_ceil(Thread& t, Value* args) { return round_with<do_ceil>(t, args[0], names::d_ceil); }
Value math_trunc(Thread& t, Value* args) {
  if (args[0].is_double()) return int_from_double(t, args[0].as_double());
  if (is_exact_int(args[0])) return args[0];
  Value method = type_lookup(type_of(args[0]), names::d_trunc);
  if (!method) return raise_type_error("type %.100s doesn't define __trunc__ method", type_name(args[0]));
  Value call[2] = {args[0]};
  return call_special(t, method, call, 1);
}

// ---- parts and tests

Value pair(Value a, Value b) {
  Value parts[] = {a, b};
  PyTuple* r = a && b ? tuple_from(parts, 2) : nullptr;
  return r ? Value(&r->header) : kNull;
}
Value math_frexp(Thread& t, Value* args) {
  double x;
  if (!number_as_double(t, args[0], &x)) return kNull;
  int exponent = 0;
  double m = std::isfinite(x) && x != 0 ? std::frexp(x, &exponent) : x;
  return pair(Value::from_double(m), Value::from_small_int(exponent));
}
Value math_modf(Thread& t, Value* args) {
  double x;
  if (!number_as_double(t, args[0], &x)) return kNull;
  if (std::isinf(x)) return pair(Value::from_double(std::copysign(0.0, x)), Value::from_double(x));
  double whole, fraction = std::modf(x, &whole);
  return pair(Value::from_double(fraction), Value::from_double(whole));
}
Value math_ldexp(Thread& t, Value* args) {
  double x;
  if (!number_as_double(t, args[0], &x)) return kNull;
  if (!is_int(args[1])) return raise_type_error("Expected an int as second argument to ldexp.");
  if (x == 0 || !std::isfinite(x)) return Value::from_double(x);
  int64_t e;
  if (!int_to_int64(args[1], &e)) e = int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  if (e > INT32_MAX) return range_error();
  if (e < INT32_MIN) return Value::from_double(std::copysign(0.0, x));
  double r = std::ldexp(x, static_cast<int>(e));
  return std::isinf(r) ? range_error() : Value::from_double(r);
}
template <bool (*F)(double)>
Value test(Thread& t, Value* args) {
  double x;
  return number_as_double(t, args[0], &x) ? Value::from_bool(F(x)) : kNull;
}
bool do_isnan(double x) { return std::isnan(x); }
bool do_isinf(double x) { return std::isinf(x); }
bool do_isfinite(double x) { return std::isfinite(x); }
Value math_isclose(Thread& t, Value* args) {
  double a, b, relative, absolute;
  if (!number_as_double(t, args[0], &a) || !number_as_double(t, args[1], &b) || !number_as_double(t, args[2], &relative) ||
      !number_as_double(t, args[3], &absolute)) {
    return kNull;
  }
  if (relative < 0 || absolute < 0) return raise_value_error("tolerances must be non-negative");
  if (a == b) return kTrue;
  if (std::isinf(a) || std::isinf(b)) return kFalse;
  double difference = std::fabs(b - a);
  return Value::from_bool(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

}  // namespace

const NativeDef kMathFloatFunctions[] = {
    FLOAT1("sqrt", fn_sqrt, false, "Return the square root of x."),
    FLOAT1("cbrt", fn_cbrt, false, "Return the cube root of x."),
    FLOAT1("exp", fn_exp, true, "Return e raised to the power of x."),
    FLOAT1("exp2", fn_exp2, true, "Return 2 raised to the power of x."),
    FLOAT1("expm1", fn_expm1, true,
           "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x."),
    FLOAT1("log1p", fn_log1p, false,
           "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero."),
    FLOAT1("sin", fn_sin, false, "Return the sine of x (measured in radians)."),
    FLOAT1("cos", fn_cos, false, "Return the cosine of x (measured in radians)."),
    FLOAT1("tan", fn_tan, false, "Return the tangent of x (measured in radians)."),
    FLOAT1("asin", fn_asin, false, "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    FLOAT1("acos", fn_acos, false, "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."),
    FLOAT1("atan", fn_atan, false, "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    FLOAT1("sinh", fn_sinh, true, "Return the hyperbolic sine of x."),
    FLOAT1("cosh", fn_cosh, true, "Return the hyperbolic cosine of x."),
    FLOAT1("tanh", fn_tanh, false, "Return the hyperbolic tangent of x."),
    FLOAT1("asinh", fn_asinh, false, "Return the inverse hyperbolic sine of x."),
    FLOAT1("acosh", fn_acosh, false, "Return the inverse hyperbolic cosine of x."),
    FLOAT1("atanh", fn_atanh, false, "Return the inverse hyperbolic tangent of x."),
    FLOAT1("fabs", fn_fabs, false, "Return the absolute value of the float x."),
    FLOAT1("erf", fn_erf, false, "Error function at x."),
    FLOAT1("erfc", fn_erfc, false, "Complementary error function at x."),
    FLOAT1("gamma", fn_gamma, true, "Gamma function at x."),
    FLOAT1("lgamma", fn_lgamma, true, "Natural logarithm of absolute value of Gamma function at x."),
    {"degrees(x, /)", boxed1<fn_degrees, true>, kEffectAll, "Convert angle x from radians to degrees.", nullptr,
     reinterpret_cast<void*>(fast1<fn_degrees, true>), FastKind::kF64_F64},
    {"radians(x, /)", boxed1<fn_radians, true>, kEffectAll, "Convert angle x from degrees to radians.", nullptr,
     reinterpret_cast<void*>(fast1<fn_radians, true>), FastKind::kF64_F64},
    {"ulp(x, /)", boxed_ulp, kEffectAll, "Return the value of the least significant bit of the float x.", nullptr,
     reinterpret_cast<void*>(fn_ulp), FastKind::kF64_F64},
    FLOAT2("pow", fn_pow, judge_pow, "Return x**y (x to the power of y)."),
    FLOAT2("fmod", fn_fmod, judge_plain, "Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    FLOAT2("remainder", fn_remainder, judge_plain,
           "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of "
           "y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is "
           "always exact."),
    FLOAT2("copysign", fn_copysign, judge_never,
           "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, "
           "copysign(1.0, -0.0)\nreturns -1.0.\n"),
    FLOAT2("nextafter", fn_nextafter, judge_never, "Return the next floating-point value after x towards y."),
    {"atan2(y, x, /)", boxed2<fn_atan2, judge_never>, kEffectAll,
     "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.", nullptr,
     reinterpret_cast<void*>(fast2<fn_atan2, judge_never>), FastKind::kF64_F64F64},
    {"log(x, base=<absent>, /)", math_log, kEffectAll,
     "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm "
     "(base e) of x.",
     nullptr, reinterpret_cast<void*>(fast1<fn_log, false>), FastKind::kF64_F64},
    {"log2(x, /)", math_log2, kEffectAll, "Return the base 2 logarithm of x.", nullptr,
     reinterpret_cast<void*>(fast1<fn_log2, false>), FastKind::kF64_F64},
    {"log10(x, /)", math_log10, kEffectAll, "Return the base 10 logarithm of x.", nullptr,
     reinterpret_cast<void*>(fast1<fn_log10, false>), FastKind::kF64_F64},
    {"floor(x, /)", math_floor, kEffectAll,
     "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."},
    {"ceil(x, /)", math_ceil, kEffectAll,
     "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."},
    {"trunc(x, /)", math_trunc, kEffectAll,
     "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."},
    {"frexp(x, /)", math_frexp, kEffectAll,
     "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and "
     "e are both 0.  Else 0.5 <= abs(m) < 1.0."},
    {"ldexp(x, i, /)", math_ldexp, kEffectAll, "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."},
    {"modf(x, /)", math_modf, kEffectAll,
     "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats."},
    {"isnan(x, /)", test<do_isnan>, kEffectAll, "Return True if x is a NaN (not a number), and False otherwise."},
    {"isinf(x, /)", test<do_isinf>, kEffectAll, "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isfinite(x, /)", test<do_isfinite>, kEffectAll,
     "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, kEffectAll,
     "Determine whether two floating point numbers are close in value."},
    {}};

}  // namespace pyvm
