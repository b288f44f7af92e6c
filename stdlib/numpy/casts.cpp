#ifndef __clang__
#pragma GCC optimize("O3")   // vectorises loops of unknown length, which -O2 does not
#endif

#include "stdlib/numpy/casts.h"

#include <complex>
#include <limits>
#include <type_traits>

#include "stdlib/numpy/float_flags.h"

namespace pyvm::np {

namespace {

// What x86-64's conversion instructions give, with FE_INVALID, for what is out of range.
template <class To, class From>
To integer_from_float(From v) {
  auto cast = [&](auto limit) {
    using Wide = decltype(limit);
    constexpr double kEnd = 2.0 * (uint64_t{1} << (sizeof(Wide) * 8 - 2));
    if (v >= static_cast<From>(-kEnd) && v < static_cast<From>(kEnd)) return static_cast<To>(static_cast<Wide>(v));
    raise_float_flag(FE_INVALID);
    return static_cast<To>(std::numeric_limits<Wide>::min());
  };
  if constexpr (std::is_same_v<To, uint64_t>) {
    if (v >= static_cast<From>(0x1p63)) {
      if (v < static_cast<From>(0x1p64)) return static_cast<uint64_t>(v);
      raise_float_flag(FE_INVALID);
      return 0;
    }
    return cast(int64_t{});
  } else if constexpr (sizeof(To) == 8 || std::is_same_v<To, uint32_t>) {
    return cast(int64_t{});
  } else {
    return cast(int32_t{});
  }
}

template <class T>
inline constexpr bool is_complex_v = std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;

template <class To, class From>
To element_cast(From v) {
  if constexpr (std::is_same_v<To, From>) {
    return v;
  } else if constexpr (std::is_same_v<From, Half>) {
    return element_cast<To>(static_cast<float>(v));
  } else if constexpr (std::is_same_v<To, bool>) {
    return v != From{};
  } else if constexpr (is_complex_v<From>) {
    if constexpr (is_complex_v<To>) {
      using Part = typename To::value_type;
      return {static_cast<Part>(v.real()), static_cast<Part>(v.imag())};
    } else {
      return element_cast<To>(v.real());
    }
  } else if constexpr (is_complex_v<To>) {
    return {static_cast<typename To::value_type>(v), 0};
  } else if constexpr (std::is_same_v<To, Half>) {
    return Half(static_cast<float>(v));
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    return integer_from_float<To>(v);
  } else {
    return static_cast<To>(v);
  }
}

// A float that is none of Half's becomes an integer by way of this type.
template <class To>
using float_to_t = std::conditional_t<(sizeof(To) == 8 || std::is_same_v<To, uint32_t>), int64_t, int32_t>;

template <class To, class From>
void cast_run(To* out, const From* in, int64_t n) {
  if constexpr (std::is_same_v<From, bool> && std::is_arithmetic_v<To>) {
    cast_run<To, uint8_t>(out, reinterpret_cast<const uint8_t*>(in), n);   // vectors hold no bools
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To> && !std::is_same_v<To, bool> && !std::is_same_v<To, uint64_t>) {
    // Elements that are all in range need no decision each.
    using Wide = float_to_t<To>;
    constexpr int64_t kPiece = 512;
    constexpr auto kEnd = static_cast<From>(2.0 * (uint64_t{1} << (sizeof(Wide) * 8 - 2)));
    for (; n > 0; n -= kPiece, out += kPiece, in += kPiece) {
      int64_t piece = n < kPiece ? n : kPiece;
      unsigned outside = 0;
      for (int64_t i = 0; i < piece; i++) outside |= !(in[i] >= -kEnd) | !(in[i] < kEnd);
      if (outside) {
        for (int64_t i = 0; i < piece; i++) out[i] = element_cast<To>(in[i]);
      } else {
        for (int64_t i = 0; i < piece; i++) out[i] = static_cast<To>(static_cast<Wide>(in[i]));
      }
    }
  } else {
    for (int64_t i = 0; i < n; i++) out[i] = element_cast<To>(in[i]);
  }
}

template <class To, class From>
void cast_loop(void* out, int64_t out_stride, const void* in, int64_t in_stride, int64_t n) {
  if (out_stride == sizeof(To) && in_stride == sizeof(From)) {
    return cast_run(static_cast<To*>(out), static_cast<const From*>(in), n);
  }
  auto* o = static_cast<char*>(out);
  auto* i = static_cast<const char*>(in);
  for (int64_t k = 0; k < n; k++, o += out_stride, i += in_stride) {
    *reinterpret_cast<To*>(o) = element_cast<To>(*reinterpret_cast<const From*>(i));
  }
}

Cast find_cast(DType to, DType from) {
  return dispatch(to, [&](auto to_zero) {
    return dispatch(from, [&](auto from_zero) -> Cast { return cast_loop<decltype(to_zero), decltype(from_zero)>; });
  });
}

}  // namespace

#ifdef PYVM_CASTS_AVX2
Cast cast_between_avx2(DType to, DType from) { return find_cast(to, from); }
#else
Cast cast_between_avx2(DType to, DType from);   // casts_avx2.cpp

Cast cast_between(DType to, DType from) {
  static const bool wide = __builtin_cpu_supports("avx2");
  return wide ? cast_between_avx2(to, from) : find_cast(to, from);
}
#endif

}  // namespace pyvm::np
