#pragma GCC optimize("O3")   // vectorises loops of unknown length, which -O2 does not

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

namespace {

using namespace formula;

// Elements of type S are computed as T (Half as float).
template <class Out, class S, class F>
void binary_loop(uint8_t** p, const int64_t* step, int64_t n, F f) {
  using T = compute_t<S>;
  if (step[0] == sizeof(Out) && step[1] == sizeof(S) && step[2] == sizeof(S)) {
    auto* o = reinterpret_cast<Out*>(p[0]);
    auto* x = reinterpret_cast<const S*>(p[1]);
    auto* y = reinterpret_cast<const S*>(p[2]);
    for (int64_t i = 0; i < n; i++) o[i] = static_cast<Out>(f(static_cast<T>(x[i]), static_cast<T>(y[i])));
    return;
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<Out*>(p[0] + i * step[0]) =
        static_cast<Out>(f(static_cast<T>(*reinterpret_cast<const S*>(p[1] + i * step[1])),
                           static_cast<T>(*reinterpret_cast<const S*>(p[2] + i * step[2]))));
  }
}

#define LOOP(Out, expr)                                                                               \
  return +[](uint8_t** p, const int64_t* step, int64_t n) {                                           \
    binary_loop<Out, S>(p, step, n, [](T a, T b) { return expr; });                                   \
  }
#define WRAPPED(op) static_cast<T>(static_cast<wrap_t<T>>(a) op static_cast<wrap_t<T>>(b))

template <class S, class T = compute_t<S>>
Kernel compare_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::equal: LOOP(bool, a == b);
    case Ufunc::not_equal: LOOP(bool, a != b);
    case Ufunc::less: LOOP(bool, formula::less(a, b));
    case Ufunc::less_equal: LOOP(bool, formula::less(a, b) || a == b);
    case Ufunc::greater: LOOP(bool, formula::less(b, a));
    case Ufunc::greater_equal: LOOP(bool, formula::less(b, a) || a == b);
    case Ufunc::logical_and: LOOP(bool, static_cast<int>(a != T(0)) & static_cast<int>(b != T(0)));
    case Ufunc::logical_or: LOOP(bool, static_cast<int>(a != T(0)) | static_cast<int>(b != T(0)));
    case Ufunc::logical_xor: LOOP(bool, (a != T(0)) != (b != T(0)));
    case Ufunc::maximum: LOOP(S, formula::maximum(a, b));
    case Ufunc::minimum: LOOP(S, formula::minimum(a, b));
    case Ufunc::fmax: LOOP(S, is_nan(a) ? b : is_nan(b) || !formula::less(a, b) ? a : b);
    case Ufunc::fmin: LOOP(S, is_nan(a) ? b : is_nan(b) || !formula::less(b, a) ? a : b);
    default: return nullptr;
  }
}

template <class S, class T = compute_t<S>>
Kernel int_kernel(Ufunc f) {
  constexpr int kBits = sizeof(T) * 8;
  switch (f) {
    case Ufunc::add: LOOP(S, WRAPPED(+));
    case Ufunc::subtract: LOOP(S, WRAPPED(-));
    case Ufunc::multiply: LOOP(S, WRAPPED(*));
    case Ufunc::floor_divide: LOOP(S, formula::floor_divide(a, b));
    case Ufunc::remainder: LOOP(S, formula::remainder(a, b));
    case Ufunc::fmod: LOOP(S, formula::fmod(a, b));
    case Ufunc::gcd: LOOP(S, formula::gcd(a, b));
    case Ufunc::lcm: LOOP(S, formula::lcm(a, b));
    case Ufunc::power: LOOP(S, formula::power(a, b));
    case Ufunc::bitwise_and: LOOP(S, static_cast<T>(a & b));
    case Ufunc::bitwise_or: LOOP(S, static_cast<T>(a | b));
    case Ufunc::bitwise_xor: LOOP(S, static_cast<T>(a ^ b));
    case Ufunc::left_shift:
      LOOP(S, static_cast<std::make_unsigned_t<T>>(b) < kBits ? static_cast<T>(static_cast<wrap_t<T>>(a) << b) : T(0));
    case Ufunc::right_shift:
      LOOP(S, static_cast<std::make_unsigned_t<T>>(b) < kBits ? static_cast<T>(a >> b) : a < 0 ? T(-1) : T(0));
    default: return nullptr;
  }
}

template <class S, class T = compute_t<S>>
Kernel complex_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::add: LOOP(S, a + b);
    case Ufunc::subtract: LOOP(S, a - b);
    case Ufunc::multiply: LOOP(S, complex_multiply(a, b));
    case Ufunc::divide: LOOP(S, complex_divide(a, b));
    case Ufunc::power: case Ufunc::float_power: LOOP(S, complex_power(a, b));
    default: return nullptr;
  }
}

template <class S>
void power_loop(uint8_t** p, const int64_t* step, int64_t n) {
  using T = compute_t<S>;
  if (step[2] == 0 && static_cast<T>(*reinterpret_cast<const S*>(p[2])) == T(2)) {
    binary_loop<S, S>(p, step, n, [](T a, T) { return a * a; });
  } else {
    binary_loop<S, S>(p, step, n, [](T a, T b) { return std::pow(a, b); });
  }
}

template <class S, class T = compute_t<S>>
Kernel float_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::add: LOOP(S, a + b);
    case Ufunc::subtract: LOOP(S, a - b);
    case Ufunc::multiply: LOOP(S, a* b);
    case Ufunc::divide: LOOP(S, a / b);
    case Ufunc::power: case Ufunc::float_power: return power_loop<S>;
    case Ufunc::floor_divide: LOOP(S, formula::floor_divide(a, b));
    case Ufunc::remainder: LOOP(S, formula::remainder(a, b));
    case Ufunc::fmod: LOOP(S, std::fmod(a, b));
    case Ufunc::arctan2: LOOP(S, std::atan2(a, b));
    case Ufunc::hypot: LOOP(S, std::hypot(a, b));
    case Ufunc::copysign: LOOP(S, std::copysign(a, b));
    case Ufunc::nextafter: LOOP(S, std::nextafter(a, b));
    case Ufunc::ldexp: LOOP(S, std::ldexp(a, static_cast<int>(b)));
    case Ufunc::heaviside: LOOP(S, formula::heaviside(a, b));
    case Ufunc::logaddexp: LOOP(S, log_add_exp(a, b));
    case Ufunc::logaddexp2: LOOP(S, log_add_exp2(a, b));
    default: return nullptr;
  }
}

template <class S, class T = compute_t<S>>
Kernel bool_kernel(Ufunc f) {
  switch (f) {
    case Ufunc::add: case Ufunc::bitwise_or: LOOP(bool, a || b);
    case Ufunc::multiply: case Ufunc::bitwise_and: LOOP(bool, a && b);
    case Ufunc::bitwise_xor: LOOP(bool, a != b);
    default: return nullptr;
  }
}

template <class S>
Kernel kernel_for(Ufunc f) {
  if (Kernel k = compare_kernel<S>(f)) return k;
  if constexpr (std::is_same_v<S, bool>) {
    return bool_kernel<S>(f);
  } else if constexpr (is_int_type<S>) {
    return int_kernel<S>(f);
  } else if constexpr (is_complex_type<S>) {
    return complex_kernel<S>(f);
  } else {
    return float_kernel<S>(f);
  }
}

#undef LOOP
#undef WRAPPED

}  // namespace

#ifdef PYVM_KERNELS_AVX2
Kernel binary_kernel_avx2(Ufunc f, DType type) {
  return dispatch(type, [&](auto zero) { return kernel_for<decltype(zero)>(f); });
}
#else
Kernel binary_kernel_avx2(Ufunc f, DType type);   // kernels_binary_avx2.cpp

Kernel binary_kernel(Ufunc f, DType type) {
  static const bool wide = __builtin_cpu_supports("avx2");
  if (wide) return binary_kernel_avx2(f, type);
  return dispatch(type, [&](auto zero) { return kernel_for<decltype(zero)>(f); });
}

namespace {

template <Ufunc f>
double through_kernel(double x, double y) {
  static const Kernel kernel = binary_kernel(f, DType::kFloat64);
  constexpr int64_t kSteps[3] = {8, 8, 8};
  double out;
  uint8_t* p[3] = {reinterpret_cast<uint8_t*>(&out), reinterpret_cast<uint8_t*>(&x), reinterpret_cast<uint8_t*>(&y)};
  kernel(p, kSteps, 1);
  return out;
}

}  // namespace

double (*binary_of_doubles(Ufunc f))(double, double) {
  if (ufunc_info(f).result == UfuncResult::kBool || !binary_kernel(f, DType::kFloat64)) return nullptr;
  switch (f) {
#define UNARY(name, ...)
#define BINARY(name, ...) case Ufunc::name: return through_kernel<Ufunc::name>;
#include "stdlib/numpy/ufuncs.def"
#undef UNARY
#undef BINARY
    default: return nullptr;
  }
}

#endif

}  // namespace pyvm::np
