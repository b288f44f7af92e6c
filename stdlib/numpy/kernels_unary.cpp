#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

namespace {

using namespace formula;

template <class Out, class In, class F>
void unary_loop(uint8_t** p, const int64_t* step, int64_t n, F f) {
  if (step[0] == sizeof(Out) && step[1] == sizeof(In)) {
    auto* o = reinterpret_cast<Out*>(p[0]);
    auto* x = reinterpret_cast<const In*>(p[1]);
    for (int64_t i = 0; i < n; i++) o[i] = f(x[i]);
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<Out*>(p[0] + i * step[0]) = f(*reinterpret_cast<const In*>(p[1] + i * step[1]));
  }
}

#define LOOP(Out, expr)                                               \
  return +[](uint8_t** p, const int64_t* step, int64_t n) {           \
    unary_loop<Out, T>(p, step, n, [](T x) -> Out { return expr; });  \
  }

// Functions defined for floats, complex numbers (c) or both.
template <class T>
Kernel math_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::sqrt: LOOP(T, std::sqrt(x));
    case Ufunc::exp: LOOP(T, std::exp(x));
    case Ufunc::log: LOOP(T, std::log(x));
    case Ufunc::log10: LOOP(T, std::log10(x));
    case Ufunc::sin: LOOP(T, std::sin(x));
    case Ufunc::cos: LOOP(T, std::cos(x));
    case Ufunc::tan: LOOP(T, std::tan(x));
    case Ufunc::arcsin: LOOP(T, std::asin(x));
    case Ufunc::arccos: LOOP(T, std::acos(x));
    case Ufunc::arctan: LOOP(T, std::atan(x));
    case Ufunc::sinh: LOOP(T, std::sinh(x));
    case Ufunc::cosh: LOOP(T, std::cosh(x));
    case Ufunc::tanh: LOOP(T, std::tanh(x));
    case Ufunc::arcsinh: LOOP(T, std::asinh(x));
    case Ufunc::arccosh: LOOP(T, std::acosh(x));
    case Ufunc::arctanh: LOOP(T, std::atanh(x));
    default: break;
  }
  if constexpr (is_float_type<T>) {
    constexpr T kDegree = T(M_PI) / 180;
    switch (f) {
      case Ufunc::fabs: LOOP(T, std::fabs(x));
      case Ufunc::cbrt: LOOP(T, std::cbrt(x));
      case Ufunc::exp2: LOOP(T, std::exp2(x));
      case Ufunc::expm1: LOOP(T, std::expm1(x));
      case Ufunc::log2: LOOP(T, std::log2(x));
      case Ufunc::log1p: LOOP(T, std::log1p(x));
      case Ufunc::degrees: LOOP(T, x * (180 / T(M_PI)));
      case Ufunc::radians: LOOP(T, x * kDegree);
      case Ufunc::floor: LOOP(T, std::floor(x));
      case Ufunc::ceil: LOOP(T, std::ceil(x));
      case Ufunc::trunc: LOOP(T, std::trunc(x));
      case Ufunc::rint: LOOP(T, std::nearbyint(x));
      default: break;
    }
  }
  return nullptr;
}

template <class T>
Kernel kernel_for(Ufunc f) {
  switch (f) {
    case Ufunc::logical_not: LOOP(bool, x == T(0));
    case Ufunc::isnan: LOOP(bool, is_nan(x));
    default: break;
  }
  if constexpr (is_number<T>) {
    switch (f) {
      case Ufunc::negative:
        if constexpr (is_int_type<T>) {
          LOOP(T, static_cast<T>(0 - static_cast<wrap_t<T>>(x)));
        } else {
          LOOP(T, -x);
        }
      case Ufunc::positive: LOOP(T, x);
      case Ufunc::square:
        if constexpr (is_int_type<T>) {
          LOOP(T, static_cast<T>(static_cast<wrap_t<T>>(x) * static_cast<wrap_t<T>>(x)));
        } else {
          LOOP(T, x* x);
        }
      case Ufunc::sign: LOOP(T, formula::sign(x));
      case Ufunc::reciprocal:
        if constexpr (is_int_type<T>) {
          LOOP(T, x == 0 ? T(0) : static_cast<T>(1 / x));
        } else {
          LOOP(T, T(1) / x);
        }
      case Ufunc::conjugate:
        if constexpr (is_complex_type<T>) {
          LOOP(T, std::conj(x));
        } else {
          LOOP(T, x);
        }
      case Ufunc::absolute:
        if constexpr (is_complex_type<T>) {
          LOOP(typename T::value_type, std::abs(x));
        } else if constexpr (std::is_unsigned_v<T>) {
          LOOP(T, x);
        } else if constexpr (is_int_type<T>) {
          LOOP(T, x < 0 ? static_cast<T>(0 - static_cast<wrap_t<T>>(x)) : x);
        } else {
          LOOP(T, std::fabs(x));
        }
      default: break;
    }
  }
  if constexpr (is_complex_type<T>) {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, std::isinf(x.real()) || std::isinf(x.imag()));
      case Ufunc::isfinite: LOOP(bool, std::isfinite(x.real()) && std::isfinite(x.imag()));
      default: return math_kernel<T>(f);
    }
  } else if constexpr (is_float_type<T>) {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, std::isinf(x));
      case Ufunc::isfinite: LOOP(bool, std::isfinite(x));
      case Ufunc::signbit: LOOP(bool, std::signbit(x));
      default: return math_kernel<T>(f);
    }
  } else {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, (static_cast<void>(x), false));
      case Ufunc::isfinite: LOOP(bool, (static_cast<void>(x), true));
      case Ufunc::invert:
        if constexpr (std::is_same_v<T, bool>) {
          LOOP(bool, !x);
        } else {
          LOOP(T, static_cast<T>(~x));
        }
      case Ufunc::absolute: LOOP(T, x);
      default: return nullptr;
    }
  }
}

#undef LOOP

}  // namespace

Kernel unary_kernel(Ufunc f, DType type) {
  return dispatch(type, [&](auto zero) { return kernel_for<decltype(zero)>(f); });
}

}  // namespace pyvm::np
