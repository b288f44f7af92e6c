#ifndef __clang__
#pragma GCC optimize("O3")   // vectorises loops of unknown length, which -O2 does not
#endif

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

namespace {

using namespace formula;

// Elements of type S are computed as T (Half as float). The loops that vectors can take stand apart: an operand that is one
// number for all stays in a register, as does the result of a reduction or an accumulation.
template <class Out, class S, class F>
void binary_loop(uint8_t** p, const int64_t* step, int64_t n, F f) {
  using T = compute_t<S>;
  constexpr int64_t kItem = sizeof(S);
  auto apply = [&](const S& a, const S& b) { return static_cast<Out>(f(static_cast<T>(a), static_cast<T>(b))); };
  auto* o = reinterpret_cast<Out*>(p[0]);
  auto* x = reinterpret_cast<const S*>(p[1]);
  auto* y = reinterpret_cast<const S*>(p[2]);
  if (step[0] == sizeof(Out) && step[2] == kItem && step[1] == kItem && !(sizeof(Out) == kItem && p[0] == p[1] + kItem)) {
    for (int64_t i = 0; i < n; i++) o[i] = apply(x[i], y[i]);
    return;
  }
  if (step[0] == sizeof(Out) && step[1] == kItem && step[2] == 0) {
    const S b = *y;
    for (int64_t i = 0; i < n; i++) o[i] = apply(x[i], b);
    return;
  }
  if (step[0] == sizeof(Out) && step[1] == 0 && step[2] == kItem) {
    const S a = *x;
    for (int64_t i = 0; i < n; i++) o[i] = apply(a, y[i]);
    return;
  }
  if constexpr (std::is_same_v<Out, S>) {
    if (step[0] == 0 && step[1] == 0 && p[0] == p[1]) {
      S total = *o;
      if (step[2] == kItem) {
        for (int64_t i = 0; i < n; i++) total = apply(total, y[i]);
      } else {
        for (int64_t i = 0; i < n; i++) total = apply(total, *reinterpret_cast<const S*>(p[2] + i * step[2]));
      }
      *o = total;
      return;
    }
    if (step[0] == step[1] && p[0] == p[1] + step[1]) {
      S total = *x;
      for (int64_t i = 0; i < n; i++) {
        total = apply(total, *reinterpret_cast<const S*>(p[2] + i * step[2]));
        *reinterpret_cast<S*>(p[0] + i * step[0]) = total;
      }
      return;
    }
  }
  for (int64_t i = 0; i < n; i++) {
    *reinterpret_cast<Out*>(p[0] + i * step[0]) =
        apply(*reinterpret_cast<const S*>(p[1] + i * step[1]), *reinterpret_cast<const S*>(p[2] + i * step[2]));
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

// ---- division of integers

// Quotients of integers of up to 32 bits are those of floats or doubles, rounded down: a quotient that is not whole is farther
// from the next whole number than a rounding error. Divisors that would raise other floating-point flags are replaced.
template <class T, bool remainder>
struct NarrowDivision {
  using F = std::conditional_t<(sizeof(T) <= 2), float, double>;
  static F exact(T v) {
    // Only signed integers are converted by vector instructions everywhere.
    if constexpr (std::is_same_v<T, uint32_t>) return static_cast<F>(static_cast<int32_t>(v ^ 0x80000000u)) + F(0x1p31);
    else return static_cast<F>(v);
  }
  static T apply(T a, T b, unsigned& zero, unsigned& overflow) {
    using U = wrap_t<T>;
    bool plain = std::is_signed_v<T> ? b != 0 && b != T(-1) : b > T(1);
    T divisor = plain ? b : T(2);
    auto q = static_cast<T>(static_cast<int32_t>(exact(a) / exact(divisor)));
    auto rest = static_cast<T>(static_cast<U>(a) - static_cast<U>(q) * static_cast<U>(divisor));
    zero |= b == 0;
    if constexpr (remainder) {
      if constexpr (std::is_signed_v<T>) rest = rest != 0 && (rest ^ divisor) < 0 ? static_cast<T>(rest + divisor) : rest;
      return plain ? rest : T(0);
    } else {
      if constexpr (std::is_signed_v<T>) {
        q = rest != 0 && (rest ^ divisor) < 0 ? static_cast<T>(q - 1) : q;
        overflow |= b == T(-1) && a == std::numeric_limits<T>::min();
        return plain ? q : b == 0 ? T(0) : static_cast<T>(U(0) - static_cast<U>(a));
      }
      return plain ? q : b == 0 ? T(0) : a;
    }
  }
};

// Division of 64-bit integers by one number by a multiplication (T. Granlund, P. L. Montgomery, "Division by invariant integers
// using multiplication", 1994, figure 4.1).
struct Divider {
  uint64_t factor;
  int first, second;
  explicit Divider(uint64_t d) {
    int bits = d > 1 ? 64 - __builtin_clzll(d - 1) : 0;   // 2^bits >= d
    auto power = bits < 64 ? static_cast<unsigned __int128>(1) << bits : static_cast<unsigned __int128>(1) << 64;
    factor = static_cast<uint64_t>(((power - d) << 64) / d + 1);
    first = bits < 1 ? bits : 1;
    second = bits > 1 ? bits - 1 : 0;
  }
  uint64_t divide(uint64_t n) const {
    auto t = static_cast<uint64_t>(static_cast<unsigned __int128>(factor) * n >> 64);
    return (t + ((n - t) >> first)) >> second;
  }
};

template <class T, bool remainder>
void division_loop(uint8_t** p, const int64_t* step, int64_t n) {
  if constexpr (sizeof(T) < 8) {
    unsigned zero = 0, overflow = 0;
    binary_loop<T, T>(p, step, n, [&](T a, T b) { return NarrowDivision<T, remainder>::apply(a, b, zero, overflow); });
    if (zero) raise_float_flag(FE_DIVBYZERO);
    if (overflow) raise_float_flag(FE_OVERFLOW);
  } else {
    T number = *reinterpret_cast<const T*>(p[2]);
    if (step[2] == 0 && n > 8 && number > 0) {
      const Divider by(static_cast<uint64_t>(number));
      binary_loop<T, T>(p, step, n, [&by](T a, T b) {
        // A negative one is divided as -1 - a, whose quotient is -1 - the wanted one.
        uint64_t sign = std::is_signed_v<T> && a < 0 ? ~uint64_t{0} : 0;
        uint64_t q = by.divide(static_cast<uint64_t>(a) ^ sign) ^ sign;
        return static_cast<T>(remainder ? static_cast<uint64_t>(a) - q * static_cast<uint64_t>(b) : q);
      });
      return;
    }
    binary_loop<T, T>(p, step, n, [](T a, T b) { return remainder ? formula::remainder(a, b) : formula::floor_divide(a, b); });
  }
}

// One exponent for all: bit by bit for some elements at a time, so that vectors can multiply.
template <class T>
void integer_power_loop(uint8_t** p, const int64_t* step, int64_t n) {
  if (step[2] != 0 || step[0] != sizeof(T) || step[1] != sizeof(T) || n < 8) {
    return binary_loop<T, T>(p, step, n, [](T a, T b) { return formula::power(a, b); });
  }
  constexpr int64_t kPiece = 256;
  using U = wrap_t<T>;
  auto exponent = static_cast<std::make_unsigned_t<T>>(*reinterpret_cast<const T*>(p[2]));
  auto* out = reinterpret_cast<T*>(p[0]);
  auto* in = reinterpret_cast<const T*>(p[1]);
  for (; n > 0; n -= kPiece, out += kPiece, in += kPiece) {
    U base[kPiece], result[kPiece];
    int64_t piece = n < kPiece ? n : kPiece;
    for (int64_t i = 0; i < piece; i++) base[i] = static_cast<U>(in[i]);
    for (int64_t i = 0; i < piece; i++) result[i] = 1;
    for (auto e = exponent; e;) {
      if (e & 1) {
        for (int64_t i = 0; i < piece; i++) result[i] *= base[i];
      }
      if (e >>= 1) {
        for (int64_t i = 0; i < piece; i++) base[i] *= base[i];
      }
    }
    for (int64_t i = 0; i < piece; i++) out[i] = static_cast<T>(result[i]);
  }
}

template <class S, class T = compute_t<S>>
Kernel int_kernel(Ufunc f) {
  constexpr int kBits = sizeof(T) * 8;
  switch (f) {
    case Ufunc::add: LOOP(S, WRAPPED(+));
    case Ufunc::subtract: LOOP(S, WRAPPED(-));
    case Ufunc::multiply: LOOP(S, WRAPPED(*));
    case Ufunc::floor_divide: return division_loop<T, false>;
    case Ufunc::remainder: return division_loop<T, true>;
    case Ufunc::fmod: LOOP(S, formula::fmod(a, b));
    case Ufunc::gcd: LOOP(S, formula::gcd(a, b));
    case Ufunc::lcm: LOOP(S, formula::lcm(a, b));
    case Ufunc::power: return integer_power_loop<T>;
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
  static const Kernel kernel = ufunc_kernel(f, DType::kFloat64);
  constexpr int64_t kSteps[3] = {8, 8, 8};
  double out;
  uint8_t* p[3] = {reinterpret_cast<uint8_t*>(&out), reinterpret_cast<uint8_t*>(&x), reinterpret_cast<uint8_t*>(&y)};
  kernel(p, kSteps, 1);
  return out;
}

}  // namespace

double (*binary_of_doubles(Ufunc f))(double, double) {
  if (ufunc_info(f).result == UfuncResult::kBool || !binary_kernel(f, DType::kFloat64)) return nullptr;
  if (auto* single = simd_pair_loops(f).single) return single;
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
