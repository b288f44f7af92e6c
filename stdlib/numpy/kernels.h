// The scalar formulas behind the elementwise functions, as templates over the element type.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <numeric>
#include <type_traits>

#include "stdlib/numpy/float_flags.h"
#include "stdlib/numpy/half.h"

namespace pyvm::np::formula {

// What an element is computed as.
template <class S>
using compute_t = std::conditional_t<std::is_same_v<S, Half>, float, S>;

template <class T>
inline constexpr bool is_complex_type = std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;
template <class T>
inline constexpr bool is_number = !std::is_same_v<T, bool>;
template <class T>
inline constexpr bool is_int_type = std::is_integral_v<T> && is_number<T>;
template <class T>
inline constexpr bool is_float_type = std::is_floating_point_v<T>;

// Integer arithmetic wraps: it is done unsigned.
template <class T>
struct wrapping {
  using type = T;
};
template <class T>
  requires is_int_type<T>
struct wrapping<T> {
  using type = std::make_unsigned_t<std::conditional_t<(sizeof(T) < 4), int32_t, T>>;
};
template <class T>
using wrap_t = typename wrapping<T>::type;

template <class T>
T floor_divide(T a, T b) {
  if constexpr (is_int_type<T>) {
    if (b == 0) {
      raise_float_flag(FE_DIVBYZERO);
      return 0;
    }
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) {
        if (a == std::numeric_limits<T>::min()) raise_float_flag(FE_OVERFLOW);
        return static_cast<T>(0 - static_cast<wrap_t<T>>(a));
      }
      T q = static_cast<T>(a / b);
      return (a % b != 0 && ((a < 0) != (b < 0))) ? static_cast<T>(q - 1) : q;
    } else {
      return static_cast<T>(a / b);
    }
  } else {
    if (b == 0) return a / b;
    T mod = std::fmod(a, b);
    T div = (a - mod) / b;
    if (mod != 0 && ((b < 0) != (mod < 0))) div -= 1;
    if (div == 0) return std::copysign(T(0), a / b);
    T floored = std::floor(div);
    return div - floored > T(0.5) ? floored + 1 : floored;
  }
}

template <class T>
T remainder(T a, T b) {
  if constexpr (is_int_type<T>) {
    if (b == 0) {
      raise_float_flag(FE_DIVBYZERO);
      return 0;
    }
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) return 0;
      T r = static_cast<T>(a % b);
      return (r != 0 && ((r < 0) != (b < 0))) ? static_cast<T>(r + b) : r;
    } else {
      return static_cast<T>(a % b);
    }
  } else {
    T mod = std::fmod(a, b);
    if (b == 0) return mod;
    if (mod != 0) return ((b < 0) != (mod < 0)) ? mod + b : mod;
    return std::copysign(T(0), b);
  }
}

template <class T>
T fmod(T a, T b) {
  if constexpr (is_int_type<T>) {
    if (b == 0) {
      raise_float_flag(FE_DIVBYZERO);
      return 0;
    }
    return b == T(-1) ? T(0) : static_cast<T>(a % b);
  } else {
    return std::fmod(a, b);
  }
}

// Complex products and quotients as NumPy has them: no special care for infinities; Smith's method (1962) to divide.
template <class P>
std::complex<P> complex_multiply(std::complex<P> a, std::complex<P> b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}
template <class P>
std::complex<P> complex_divide(std::complex<P> a, std::complex<P> b) {
  P ar = a.real(), ai = a.imag(), br = b.real(), bi = b.imag();
  if (std::fabs(br) >= std::fabs(bi)) {
    if (br == 0 && bi == 0) return {ar / std::fabs(br), ai / std::fabs(br)};
    P ratio = bi / br, scale = P(1) / (br + bi * ratio);
    return {(ar + ai * ratio) * scale, (ai - ar * ratio) * scale};
  }
  P ratio = br / bi, scale = P(1) / (bi + br * ratio);
  return {(ar * ratio + ai) * scale, (ai * ratio - ar) * scale};
}
template <class P>
std::complex<P> complex_reciprocal(std::complex<P> z) {
  P r = z.real(), i = z.imag();
  if (std::fabs(i) <= std::fabs(r)) {
    P ratio = i / r, d = r + i * ratio;
    return {P(1) / d, -ratio / d};
  }
  P ratio = r / i, d = r * ratio + i;
  return {ratio / d, P(-1) / d};
}

// Small whole powers by repeated squaring, the rest by the C library.
template <class P>
std::complex<P> complex_power(std::complex<P> a, std::complex<P> b) {
  using T = std::complex<P>;
  if (b == T(0)) return T(1);
  if (a == T(0)) {
    if (b.real() > 0 && b.imag() == 0) return T(0);
    raise_float_flag(FE_INVALID);
    return T(std::numeric_limits<P>::quiet_NaN(), std::numeric_limits<P>::quiet_NaN());
  }
  if (b.imag() == 0 && b.real() > -100 && b.real() < 100 && std::trunc(b.real()) == b.real()) {
    int n = static_cast<int>(b.real());
    if (n == 1) return a;
    if (n == 2) return complex_multiply(a, a);
    if (n == 3) return complex_multiply(a, complex_multiply(a, a));
    T result(1), p = a;
    for (int k = n < 0 ? -n : n;;) {
      if (k & 1) result = complex_multiply(result, p);
      k >>= 1;
      if (!k) break;
      p = complex_multiply(p, p);
    }
    return n < 0 ? complex_divide(T(1), result) : result;
  }
  return std::pow(a, b);
}

template <class T>
T power(T a, T b) {
  if constexpr (is_int_type<T>) {
    wrap_t<T> base = static_cast<wrap_t<T>>(a), result = 1;
    for (auto e = static_cast<std::make_unsigned_t<T>>(b); e; e >>= 1) {
      if (e & 1) result *= base;
      base *= base;
    }
    return static_cast<T>(result);
  } else if constexpr (is_complex_type<T>) {
    return complex_power(a, b);
  } else {
    return std::pow(a, b);
  }
}

template <class T>
T gcd(T a, T b) {
  return static_cast<T>(std::gcd(static_cast<std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>>(a), b));
}
template <class T>
T lcm(T a, T b) {
  T g = gcd(a, b);
  if (g == 0) return 0;
  T v = static_cast<T>(static_cast<wrap_t<T>>(a / g) * static_cast<wrap_t<T>>(b));
  if constexpr (std::is_signed_v<T>) return v < 0 ? static_cast<T>(0 - static_cast<wrap_t<T>>(v)) : v;
  return v;
}

template <class T>
T log_add_exp(T a, T b) {
  if (a == b) return a + T(M_LN2);
  T d = a - b;
  return d > 0 ? a + std::log1p(std::exp(-d)) : d <= 0 ? b + std::log1p(std::exp(d)) : d;
}
template <class T>
T log_add_exp2(T a, T b) {
  if (a == b) return a + 1;
  T d = a - b;
  auto log2_1p = [](T x) { return T(M_LOG2E) * std::log1p(x); };
  return d > 0 ? a + log2_1p(std::exp2(-d)) : d <= 0 ? b + log2_1p(std::exp2(d)) : d;
}
// The C library's result with one step of Newton's method, so that cubes have exact roots.
template <class T>
T cube_root(T x) {
  T r = std::cbrt(x);
  if (!std::isfinite(r) || r == 0) return r;
  long double e = static_cast<long double>(r) * r * r - x;
  return static_cast<T>(r - e / (3 * static_cast<long double>(r) * r));
}
template <class T>
T heaviside(T x, T at_zero) {
  return x != x ? x : x == 0 ? at_zero : x < 0 ? T(0) : T(1);
}
template <class T>
T spacing(T x) {
  if (std::isinf(x)) return std::numeric_limits<T>::quiet_NaN();
  T next = std::nextafter(x, std::copysign(std::numeric_limits<T>::infinity(), x));
  return next - x;
}

template <class T>
bool is_nan(T v) {
  if constexpr (is_complex_type<T>) return std::isnan(v.real()) || std::isnan(v.imag());
  else if constexpr (is_float_type<T>) return v != v;
  else return false;
}

template <class T>
bool less(T a, T b) {
  if constexpr (is_complex_type<T>) {
    return (a.real() < b.real() && a.imag() == a.imag() && b.imag() == b.imag()) ||
           (a.real() == b.real() && a.imag() < b.imag());
  } else {
    return a < b;
  }
}

// NaN wins.
template <class T>
T maximum(T a, T b) { return is_nan(a) || !(less(a, b) || is_nan(b)) ? a : b; }
template <class T>
T minimum(T a, T b) { return is_nan(a) || !(less(b, a) || is_nan(b)) ? a : b; }

template <class T>
T sign(T v) {
  if constexpr (is_complex_type<T>) {
    return is_nan(v) ? T(std::numeric_limits<typename T::value_type>::quiet_NaN()) : less(T(0), v) ? T(1) : less(v, T(0)) ? T(-1) : T(0);
  } else if constexpr (std::is_unsigned_v<T>) {
    return v > 0;
  } else {
    return v > 0 ? T(1) : v < 0 ? T(-1) : v == 0 ? T(0) : v;
  }
}

}  // namespace pyvm::np::formula
