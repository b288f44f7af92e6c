#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

namespace {

using namespace formula;

// Contiguous operands, and a scalar on either side, get loops that the compiler vectorises.
template <class Out, class In, class F>
void binary_loop(uint8_t** p, const int64_t* step, int64_t n, F f) {
  if (step[0] == sizeof(Out)) {
    auto* o = reinterpret_cast<Out*>(p[0]);
    auto* x = reinterpret_cast<const In*>(p[1]);
    auto* y = reinterpret_cast<const In*>(p[2]);
    if (step[1] == sizeof(In) && step[2] == sizeof(In)) {
      for (int64_t i = 0; i < n; i++) o[i] = f(x[i], y[i]);
      return;
    }
    if (step[1] == sizeof(In) && step[2] == 0) {
      In b = *y;
      for (int64_t i = 0; i < n; i++) o[i] = f(x[i], b);
      return;
    }
    if (step[1] == 0 && step[2] == sizeof(In)) {
      In a = *x;
      for (int64_t i = 0; i < n; i++) o[i] = f(a, y[i]);
      return;
    }
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<Out*>(p[0] + i * step[0]) =
        f(*reinterpret_cast<const In*>(p[1] + i * step[1]), *reinterpret_cast<const In*>(p[2] + i * step[2]));
  }
}

#define LOOP(Out, expr)                                                      \
  return +[](uint8_t** p, const int64_t* step, int64_t n) {                  \
    binary_loop<Out, T>(p, step, n, [](T a, T b) -> Out { return expr; });   \
  }
#define WRAPPED(op) static_cast<T>(static_cast<wrap_t<T>>(a) op static_cast<wrap_t<T>>(b))

template <class T>
Kernel compare_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::equal: LOOP(bool, a == b);
    case Ufunc::not_equal: LOOP(bool, a != b);
    case Ufunc::less: LOOP(bool, formula::less(a, b));
    case Ufunc::less_equal: LOOP(bool, formula::less(a, b) || a == b);
    case Ufunc::greater: LOOP(bool, formula::less(b, a));
    case Ufunc::greater_equal: LOOP(bool, formula::less(b, a) || a == b);
    case Ufunc::logical_and: LOOP(bool, a != T(0) && b != T(0));
    case Ufunc::logical_or: LOOP(bool, a != T(0) || b != T(0));
    case Ufunc::logical_xor: LOOP(bool, (a != T(0)) != (b != T(0)));
    case Ufunc::maximum: LOOP(T, formula::maximum(a, b));
    case Ufunc::minimum: LOOP(T, formula::minimum(a, b));
    case Ufunc::fmax: LOOP(T, is_nan(a) ? b : is_nan(b) || !formula::less(a, b) ? a : b);
    case Ufunc::fmin: LOOP(T, is_nan(a) ? b : is_nan(b) || !formula::less(b, a) ? a : b);
    default: return nullptr;
  }
}

template <class T>
Kernel int_kernel(Ufunc f) {
  constexpr int kBits = sizeof(T) * 8;
  switch (f) {
    case Ufunc::add: LOOP(T, WRAPPED(+));
    case Ufunc::subtract: LOOP(T, WRAPPED(-));
    case Ufunc::multiply: LOOP(T, WRAPPED(*));
    case Ufunc::floor_divide: LOOP(T, formula::floor_divide(a, b));
    case Ufunc::remainder: LOOP(T, formula::remainder(a, b));
    case Ufunc::fmod: LOOP(T, b == 0 || b == T(-1) ? T(0) : static_cast<T>(a % b));
    case Ufunc::power: LOOP(T, formula::power(a, b));
    case Ufunc::bitwise_and: LOOP(T, static_cast<T>(a & b));
    case Ufunc::bitwise_or: LOOP(T, static_cast<T>(a | b));
    case Ufunc::bitwise_xor: LOOP(T, static_cast<T>(a ^ b));
    case Ufunc::left_shift:
      LOOP(T, static_cast<std::make_unsigned_t<T>>(b) < kBits ? static_cast<T>(static_cast<wrap_t<T>>(a) << b) : T(0));
    case Ufunc::right_shift:
      LOOP(T, static_cast<std::make_unsigned_t<T>>(b) < kBits ? static_cast<T>(a >> b) : a < 0 ? T(-1) : T(0));
    default: return nullptr;
  }
}

template <class T>
Kernel float_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::add: LOOP(T, a + b);
    case Ufunc::subtract: LOOP(T, a - b);
    case Ufunc::multiply: LOOP(T, a* b);
    case Ufunc::divide: LOOP(T, a / b);
    case Ufunc::power: LOOP(T, formula::power(a, b));
    default: break;
  }
  if constexpr (is_float_type<T>) {
    switch (f) {
      case Ufunc::floor_divide: LOOP(T, formula::floor_divide(a, b));
      case Ufunc::remainder: LOOP(T, formula::remainder(a, b));
      case Ufunc::fmod: LOOP(T, std::fmod(a, b));
      case Ufunc::arctan2: LOOP(T, std::atan2(a, b));
      case Ufunc::hypot: LOOP(T, std::hypot(a, b));
      case Ufunc::copysign: LOOP(T, std::copysign(a, b));
      case Ufunc::logaddexp:
        LOOP(T, a == b ? a + std::log(T(2)) : a > b ? a + std::log1p(std::exp(b - a)) : b + std::log1p(std::exp(a - b)));
      default: break;
    }
  }
  return nullptr;
}

template <class T>
Kernel bool_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::add: case Ufunc::bitwise_or: LOOP(bool, a || b);
    case Ufunc::multiply: case Ufunc::bitwise_and: LOOP(bool, a && b);
    case Ufunc::bitwise_xor: LOOP(bool, a != b);
    default: return nullptr;
  }
}

#undef LOOP
#undef WRAPPED

template <class T>
Kernel kernel_for(Ufunc f) {
  if (Kernel k = compare_kernel<T>(f)) return k;
  if constexpr (std::is_same_v<T, bool>) {
    return bool_kernel<T>(f);
  } else if constexpr (is_int_type<T>) {
    return int_kernel<T>(f);
  } else {
    return float_kernel<T>(f);
  }
}

}  // namespace

Kernel binary_kernel(Ufunc f, DType type) {
  return dispatch(type, [&](auto zero) { return kernel_for<decltype(zero)>(f); });
}

}  // namespace pyvm::np
