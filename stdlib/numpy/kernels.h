// The scalar formulas behind the elementwise functions, as templates over the element type.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace pyvm::np::formula {

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
    if (b == 0) return 0;
    if constexpr (std::is_signed_v<T>) {
      if (b == -1) return static_cast<T>(0 - static_cast<wrap_t<T>>(a));
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
    if (b == 0) return 0;
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
T power(T a, T b) {
  if constexpr (is_int_type<T>) {
    wrap_t<T> base = static_cast<wrap_t<T>>(a), result = 1;
    for (auto e = static_cast<std::make_unsigned_t<T>>(b); e; e >>= 1) {
      if (e & 1) result *= base;
      base *= base;
    }
    return static_cast<T>(result);
  } else if constexpr (is_complex_type<T>) {
    if (b == T(0)) return T(1);
    if (b == T(1)) return a;
    if (b == T(2)) return a * a;
    return std::pow(a, b);
  } else {
    if (b == T(2)) return a * a;
    return std::pow(a, b);
  }
}

template <class T>
bool is_nan(T v) {
  if constexpr (is_complex_type<T>) return std::isnan(v.real()) || std::isnan(v.imag());
  else if constexpr (is_float_type<T>) return v != v;
  else return false;
}

template <class T>
bool less(T a, T b) {
  if constexpr (is_complex_type<T>) return a.real() < b.real() || (a.real() == b.real() && a.imag() < b.imag());
  else return a < b;
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
