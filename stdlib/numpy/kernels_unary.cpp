#ifndef __clang__
#pragma GCC optimize("O3")   // vectorises loops of unknown length, which -O2 does not
#endif

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

namespace {

using namespace formula;

// Elements of type S are computed as T (Half as float).
template <class Out, class S, class F>
void unary_loop(uint8_t** p, const int64_t* step, int64_t n, F f) {
  using T = compute_t<S>;
  if (step[0] == sizeof(Out) && step[1] == sizeof(S)) {
    auto* o = reinterpret_cast<Out*>(p[0]);
    auto* x = reinterpret_cast<const S*>(p[1]);
    for (int64_t i = 0; i < n; i++) o[i] = static_cast<Out>(f(static_cast<T>(x[i])));
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<Out*>(p[0] + i * step[0]) =
        static_cast<Out>(f(static_cast<T>(*reinterpret_cast<const S*>(p[1] + i * step[1]))));
  }
}

#define LOOP(Out, expr)                                            \
  return +[](uint8_t** p, const int64_t* step, int64_t n) {        \
    unary_loop<Out, S>(p, step, n, [](T x) { return expr; });      \
  }

// Functions defined for floats, complex numbers (c) or both.
template <class S, class T = compute_t<S>>
Kernel math_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::sqrt: LOOP(S, std::sqrt(x));
    case Ufunc::exp: LOOP(S, std::exp(x));
    case Ufunc::log: LOOP(S, std::log(x));
    case Ufunc::log10:
      if constexpr (is_complex_type<T>) {
        LOOP(S, std::log(x) * typename T::value_type(M_LOG10E));
      } else {
        LOOP(S, std::log10(x));
      }
    case Ufunc::sin: LOOP(S, std::sin(x));
    case Ufunc::cos: LOOP(S, std::cos(x));
    case Ufunc::tan: LOOP(S, std::tan(x));
    case Ufunc::arcsin: LOOP(S, std::asin(x));
    case Ufunc::arccos: LOOP(S, std::acos(x));
    case Ufunc::arctan: LOOP(S, std::atan(x));
    case Ufunc::sinh: LOOP(S, std::sinh(x));
    case Ufunc::cosh: LOOP(S, std::cosh(x));
    case Ufunc::tanh: LOOP(S, std::tanh(x));
    case Ufunc::arcsinh: LOOP(S, std::asinh(x));
    case Ufunc::arccosh: LOOP(S, std::acosh(x));
    case Ufunc::arctanh: LOOP(S, std::atanh(x));
    default: break;
  }
  if constexpr (is_complex_type<T>) {
    using P = typename T::value_type;
    switch (f) {
      case Ufunc::rint: LOOP(S, T(std::nearbyint(x.real()), std::nearbyint(x.imag())));
      case Ufunc::log2: LOOP(S, std::log(x) * P(M_LOG2E));
      case Ufunc::exp2: LOOP(S, std::exp(x * P(M_LN2)));
      case Ufunc::log1p:
        LOOP(S, T(std::log(std::hypot(x.real() + P(1), x.imag())), std::atan2(x.imag(), x.real() + P(1))));
      case Ufunc::expm1:
        LOOP(S, T(std::expm1(x.real()) * std::cos(x.imag()) - 2 * std::sin(x.imag() / 2) * std::sin(x.imag() / 2),
                  std::exp(x.real()) * std::sin(x.imag())));
      default: break;
    }
  }
  if constexpr (is_float_type<T>) {
    constexpr T kDegree = T(M_PI) / 180;
    switch (f) {
      case Ufunc::fabs: LOOP(S, std::fabs(x));
      case Ufunc::cbrt: LOOP(S, formula::cube_root(x));
      case Ufunc::exp2: LOOP(S, std::exp2(x));
      case Ufunc::expm1: LOOP(S, std::expm1(x));
      case Ufunc::log2: LOOP(S, std::log2(x));
      case Ufunc::log1p: LOOP(S, std::log1p(x));
      case Ufunc::degrees: case Ufunc::rad2deg: LOOP(S, x * (180 / T(M_PI)));
      case Ufunc::radians: case Ufunc::deg2rad: LOOP(S, x * kDegree);
      case Ufunc::spacing: LOOP(S, formula::spacing(x));
      case Ufunc::floor: LOOP(S, std::floor(x));
      case Ufunc::ceil: LOOP(S, std::ceil(x));
      case Ufunc::trunc: LOOP(S, std::trunc(x));
      case Ufunc::rint: LOOP(S, std::nearbyint(x));
      default: break;
    }
  }
  return nullptr;
}

template <class S, class T = compute_t<S>>
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
          LOOP(S, static_cast<T>(0 - static_cast<wrap_t<T>>(x)));
        } else {
          LOOP(S, -x);
        }
      case Ufunc::positive: LOOP(S, x);
      case Ufunc::square:
        if constexpr (is_int_type<T>) {
          LOOP(S, static_cast<T>(static_cast<wrap_t<T>>(x) * static_cast<wrap_t<T>>(x)));
        } else {
          if constexpr (is_complex_type<T>) {
            LOOP(S, complex_multiply(x, x));
          } else {
            LOOP(S, x* x);
          }
        }
      case Ufunc::sign: LOOP(S, formula::sign(x));
      case Ufunc::reciprocal:
        if constexpr (is_int_type<T>) {
          LOOP(S, x == 0 ? (raise_float_flag(FE_DIVBYZERO), sizeof(T) < 4 ? T(0) : std::numeric_limits<T>::min()) : static_cast<T>(1 / x));
        } else if constexpr (is_complex_type<T>) {
          LOOP(S, complex_reciprocal(x));
        } else {
          LOOP(S, T(1) / x);
        }
      case Ufunc::conjugate:
        if constexpr (is_complex_type<T>) {
          LOOP(S, std::conj(x));
        } else {
          LOOP(S, x);
        }
      case Ufunc::absolute:
        if constexpr (is_complex_type<T>) {
          LOOP(typename S::value_type, std::abs(x));
        } else if constexpr (std::is_unsigned_v<T>) {
          LOOP(S, x);
        } else if constexpr (is_int_type<T>) {
          LOOP(S, x < 0 ? static_cast<T>(0 - static_cast<wrap_t<T>>(x)) : x);
        } else {
          LOOP(S, std::fabs(x));
        }
      default: break;
    }
  }
  if constexpr (is_complex_type<T>) {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, std::isinf(x.real()) || std::isinf(x.imag()));
      case Ufunc::isfinite: LOOP(bool, std::isfinite(x.real()) && std::isfinite(x.imag()));
      default: return math_kernel<S>(f);
    }
  } else if constexpr (is_float_type<T>) {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, std::isinf(x));
      case Ufunc::isfinite: LOOP(bool, std::isfinite(x));
      case Ufunc::signbit: LOOP(bool, std::signbit(x));
      default: return math_kernel<S>(f);
    }
  } else {
    switch (f) {
      case Ufunc::isinf: LOOP(bool, (static_cast<void>(x), false));
      case Ufunc::isfinite: LOOP(bool, (static_cast<void>(x), true));
      case Ufunc::invert:
        if constexpr (std::is_same_v<T, bool>) {
          LOOP(bool, !x);
        } else {
          LOOP(S, static_cast<T>(~x));
        }
      case Ufunc::absolute: LOOP(S, x);
      default: return nullptr;
    }
  }
}

#undef LOOP

}  // namespace

Kernel unary_kernel(Ufunc f, DType type) {
  return dispatch(type, [&](auto zero) { return kernel_for<decltype(zero)>(f); });
}

namespace {

// By the kernel that arrays use: a scalar's result has the same bits.
template <Ufunc f>
double through_kernel(double x) {
  static const Kernel vectors = simd_kernel(f, DType::kFloat64);
  static const Kernel kernel = vectors ? vectors : unary_kernel(f, DType::kFloat64);
  constexpr int64_t kSteps[2] = {8, 8};
  double out;
  uint8_t* p[2] = {reinterpret_cast<uint8_t*>(&out), reinterpret_cast<uint8_t*>(&x)};
  kernel(p, kSteps, 1);
  return out;
}

}  // namespace

double (*unary_of_doubles(Ufunc f))(double) {
  if (ufunc_info(f).result == UfuncResult::kBool || !unary_kernel(f, DType::kFloat64)) return nullptr;
  if (auto* single = simd_math_loops(f).single) return single;
  switch (f) {
#define UNARY(name, ...) case Ufunc::name: return through_kernel<Ufunc::name>;
#define BINARY(name, ...)
#include "stdlib/numpy/ufuncs.def"
#undef UNARY
#undef BINARY
    default: return nullptr;
  }
}

}  // namespace pyvm::np
