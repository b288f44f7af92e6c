// cmath: functions of complex numbers, by the C library's complex functions (their special values are C99 Annex G's).
#include <cmath>
#include <complex>

#include "stdlib/containers.h"
#include "stdlib/module_util.h"
#include "vm/object/complex.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

using Complex = std::complex<double>;

Value domain_error() { return raise_value_error("math domain error"); }
Value range_error() { return raise_error(exc::OverflowError, "math range error"); }

bool read(Thread& t, Value v, Complex* out) {
  double re, im;
  if (!number_as_complex(t, v, &re, &im)) return false;
  *out = {re, im};
  return true;
}
Value make(Complex c) { return complex_new(c.real(), c.imag()); }
bool finite(Complex c) { return std::isfinite(c.real()) && std::isfinite(c.imag()); }
bool has_nan(Complex c) { return std::isnan(c.real()) || std::isnan(c.imag()); }
bool has_inf(Complex c) { return std::isinf(c.real()) || std::isinf(c.imag()); }

// Which part of the argument is an angle: an infinite one has no meaning.
enum class Angle { kNone, kReal, kImaginary };

template <Complex (*F)(const Complex&), Angle A>
Value function(Thread& t, Value* args) {
  Complex z;
  if (!read(t, args[0], &z)) return kNull;
  if (A != Angle::kNone && !has_nan(z)) {
    double angle = A == Angle::kReal ? z.real() : z.imag(), other = A == Angle::kReal ? z.imag() : z.real();
    if (std::isinf(angle) && !(std::isinf(other) && other < 0)) return domain_error();
  }
  Complex r = F(z);
  if (finite(z) && has_inf(r)) return range_error();
  return make(r);
}

Complex do_sqrt(const Complex& z) { return std::sqrt(z); }
Complex do_exp(const Complex& z) { return std::exp(z); }
Complex do_sin(const Complex& z) { return std::sin(z); }
Complex do_cos(const Complex& z) { return std::cos(z); }
Complex do_tan(const Complex& z) { return std::tan(z); }
Complex do_sinh(const Complex& z) { return std::sinh(z); }
Complex do_cosh(const Complex& z) { return std::cosh(z); }
Complex do_tanh(const Complex& z) { return std::tanh(z); }
Complex do_asin(const Complex& z) { return std::asin(z); }
Complex do_acos(const Complex& z) { return std::acos(z); }
Complex do_atan(const Complex& z) { return std::atan(z); }
Complex do_asinh(const Complex& z) { return std::asinh(z); }
Complex do_acosh(const Complex& z) { return std::acosh(z); }
Complex do_atanh(const Complex& z) { return std::atanh(z); }

template <Complex (*F)(const Complex&), bool Rotated>
Value inverse_tangent(Thread& t, Value* args) {
  Complex z;
  if (!read(t, args[0], &z)) return kNull;
  bool pole = Rotated ? z.real() == 0 && std::fabs(z.imag()) == 1 : z.imag() == 0 && std::fabs(z.real()) == 1;
  return pole ? domain_error() : make(F(z));
}

Value logarithm(Thread& t, Value v, Complex* out) {
  Complex z;
  if (!read(t, v, &z)) return kNull;
  if (z == 0.0) return domain_error();
  *out = std::log(z);
  return kNone;
}
Value cmath_log(Thread& t, Value* args) {
  Complex x, base;
  if (!logarithm(t, args[0], &x)) return kNull;
  if (!args[1]) return make(x);
  double re, im;
  if (!number_as_complex(t, args[1], &re, &im)) return kNull;
  if (re == 0 && im == 0) return raise_value_error("math domain error");
  base = std::log(Complex(re, im));
  if (base == 0.0) return raise_error(exc::ZeroDivisionError, "complex division by zero");
  return object_binary(t, BinaryOp::kTrueDiv, make(x), make(base));
}
Value cmath_log10(Thread& t, Value* args) {
  Complex x;
  return logarithm(t, args[0], &x) ? make(x / M_LN10) : kNull;
}

Value cmath_phase(Thread& t, Value* args) {
  Complex z;
  return read(t, args[0], &z) ? Value::from_double(std::atan2(z.imag(), z.real())) : kNull;
}
Value cmath_polar(Thread& t, Value* args) {
  Complex z;
  if (!read(t, args[0], &z)) return kNull;
  double r = std::hypot(z.real(), z.imag());
  if (std::isinf(r) && finite(z)) return range_error();
  Value parts[] = {Value::from_double(r), Value::from_double(std::atan2(z.imag(), z.real()))};
  PyTuple* pair = tuple_from(parts, 2);
  return pair ? Value(&pair->header) : kNull;
}
Value cmath_rect(Thread& t, Value* args) {
  double r, phi;
  if (!number_as_double(t, args[0], &r) || !number_as_double(t, args[1], &phi)) return kNull;
  if (phi == 0) return complex_new(r, r * phi);
  if (std::isinf(phi) && r != 0 && !std::isnan(r)) return domain_error();
  return complex_new(r * std::cos(phi), r * std::sin(phi));
}

template <bool (*F)(Complex)>
Value test(Thread& t, Value* args) {
  Complex z;
  return read(t, args[0], &z) ? Value::from_bool(F(z)) : kNull;
}
Value cmath_isclose(Thread& t, Value* args) {
  Complex a, b;
  double relative, absolute;
  if (!read(t, args[0], &a) || !read(t, args[1], &b) || !number_as_double(t, args[2], &relative) ||
      !number_as_double(t, args[3], &absolute)) {
    return kNull;
  }
  if (relative < 0 || absolute < 0) return raise_value_error("tolerances must be non-negative");
  if (a == b) return kTrue;
  if (has_inf(a) || has_inf(b)) return kFalse;
  double difference = std::abs(a - b);
  return Value::from_bool(difference <= relative * std::abs(b) || difference <= relative * std::abs(a) || difference <= absolute);
}

#define FUNCTION(name, fn, angle, doc) {name "(z, /)", function<fn, Angle::angle>, kEffectAll, doc}
const NativeDef kFunctions[] = {
    FUNCTION("sqrt", do_sqrt, kNone, "Return the square root of z."),
    FUNCTION("exp", do_exp, kImaginary, "Return the exponential value e**z."),
    FUNCTION("sin", do_sin, kReal, "Return the sine of z."),
    FUNCTION("cos", do_cos, kReal, "Return the cosine of z."),
    FUNCTION("tan", do_tan, kReal, "Return the tangent of z."),
    FUNCTION("sinh", do_sinh, kImaginary, "Return the hyperbolic sine of z."),
    FUNCTION("cosh", do_cosh, kImaginary, "Return the hyperbolic cosine of z."),
    FUNCTION("tanh", do_tanh, kImaginary, "Return the hyperbolic tangent of z."),
    FUNCTION("asin", do_asin, kNone, "Return the arc sine of z."),
    FUNCTION("acos", do_acos, kNone, "Return the arc cosine of z."),
    FUNCTION("asinh", do_asinh, kNone, "Return the inverse hyperbolic sine of z."),
    FUNCTION("acosh", do_acosh, kNone, "Return the inverse hyperbolic cosine of z."),
    {"atan(z, /)", inverse_tangent<do_atan, true>, kEffectAll, "Return the arc tangent of z."},
    {"atanh(z, /)", inverse_tangent<do_atanh, false>, kEffectAll, "Return the inverse hyperbolic tangent of z."},
    {"log(z, base=<absent>, /)", cmath_log, kEffectAll,
     "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z."},
    {"log10(z, /)", cmath_log10, kEffectAll, "Return the base-10 logarithm of z."},
    {"phase(z, /)", cmath_phase, kEffectAll, "Return argument, also known as the phase angle, of a complex."},
    {"polar(z, /)", cmath_polar, kEffectAll,
     "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle."},
    {"rect(r, phi, /)", cmath_rect, kEffectAll, "Convert from polar coordinates to rectangular coordinates."},
    {"isfinite(z, /)", test<finite>, kEffectAll, "Return True if both the real and imaginary parts of z are finite, else False."},
    {"isnan(z, /)", test<has_nan>, kEffectAll, "Checks if the real or imaginary part of z not a number (NaN)."},
    {"isinf(z, /)", test<has_inf>, kEffectAll, "Checks if the real or imaginary part of z is infinite."},
    {"isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", cmath_isclose, kEffectAll, "Determine whether two complex numbers are close in value."},
    {}};

bool cmath_init(Thread&, PyDict* dict) {
  return module_add_doc(dict, "This module provides access to mathematical functions for complex\nnumbers.") &&
         module_add_functions(dict, "cmath", kFunctions) && module_add(dict, "pi", Value::from_double(M_PI)) &&
         module_add(dict, "e", Value::from_double(M_E)) && module_add(dict, "tau", Value::from_double(2 * M_PI)) &&
         module_add(dict, "inf", Value::from_double(HUGE_VAL)) && module_add(dict, "infj", complex_new(0, HUGE_VAL)) &&
         module_add(dict, "nan", Value::from_double(NAN)) && module_add(dict, "nanj", complex_new(0, NAN));
}

}  // namespace

const NativeModule kCmathModule = {"cmath", cmath_init};

}  // namespace pyvm
