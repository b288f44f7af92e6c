// exp, exp2, log, sin, cos and tanh of float64 and float32 as vectors. Errors in float64 stay below 0.71 units in the last
// place (tanh: 1.4).
//
// Every element is computed by the same instructions wherever it stands, so results depend on
// neither length nor layout. Elements out of a method's range (infinities, NaNs, huge ones) are
// left to the C library, which also raises the right floating-point exceptions.
//
// Methods: exp and log with tables of 128 entries in two doubles (P. T. P. Tang, "Table-driven
// implementation of the exponential function", 1989, and "... of the logarithm function", 1990);
// sin and cos by reduction modulo pi/2 in three parts (W. J. Cody, W. Waite, 1980) and Taylor's
// series; tanh x = m / (m + 2) with m = exp(2x) - 1 in two doubles.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "stdlib/numpy/simd_math.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

#include <cmath>
#include <cstring>

#include "stdlib/numpy/simd.h"

#ifndef PYVM_NUMPY_SIMD_MATH_TABLES
#define PYVM_NUMPY_SIMD_MATH_TABLES
namespace pyvm::np {

struct MathTables {
  static constexpr uint64_t kLogOffset =
      0x3FE6000000000000;              // intervals of the logarithm start at 0.6875
  double exp_high[128], exp_low[128];  // 2^(i/128)
  double inverse[128], log_high[128],
      log_low[128];  // 1/c and log(c) for c in the middle of interval i
  MathTables() {
    for (int i = 0; i < 128; i++) {
      long double power = exp2l(static_cast<long double>(i) / 128);
      exp_high[i] = static_cast<double>(power);
      exp_low[i] = static_cast<double>(power - exp_high[i]);
      uint64_t middle = kLogOffset + (static_cast<uint64_t>(i) << 45) + (uint64_t{1} << 44);
      double c;
      std::memcpy(&c, &middle, sizeof c);
      bool around_one = i == 79 || i == 80;
      inverse[i] = around_one ? 1.0 : 1.0 / c;
      long double log = -logl(static_cast<long double>(inverse[i]));
      // Few enough bits that adding a multiple of log 2's high part is exact.
      log_high[i] = static_cast<double>(roundl(log * 0x1p42L) * 0x1p-42L);
      log_low[i] = static_cast<double>(log - log_high[i]);
    }
  }
};
inline const MathTables& math_tables() {
  static const MathTables tables;
  return tables;
}

constexpr double kTanhIsOne = 20;  // from here on tanh rounds to 1

}  // namespace pyvm::np
#endif

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#endif

HWY_BEFORE_NAMESPACE();
namespace pyvm::np::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
MathLoops find_math_loops(Ufunc) { return {}; }
#else

// Adding this rounds to an integer, which then stands in the low bits.
constexpr double kShift = 0x1.8p52;

// The functions for vectors of one kind: full ones, and those of one lane for single numbers.
template <class D>
struct Functions {
  using DI = hn::RebindToSigned<D>;
  using V = hn::Vec<D>;
  using VI = hn::Vec<DI>;
  using M = hn::Mask<D>;

  static V set(double v) { return hn::Set(D(), v); }
  static VI set_int(int64_t v) { return hn::Set(DI(), v); }
  static VI bits_of(V v) { return hn::BitCast(DI(), v); }
  static V double_of(VI v) { return hn::BitCast(D(), v); }
  static V look_up(const double* table, VI i) {
    if constexpr (hn::MaxLanes(D()) == 1)
      return set(table[hn::GetLane(i)]);
    else
      return hn::GatherIndex(D(), table, i);
  }
  // ((first x + c1) x + c2) x + ...
  template <class... Coefficients>
  static V horner(V x, double first, Coefficients... rest) {
    V p = set(first);
    ((p = hn::MulAdd(x, p, set(rest))), ...);
    return p;
  }

  // exp(x) = scale * (high + tail), scale a power of two given as what to add to the exponent bits.
  struct ExpParts {
    V high, tail;
    VI exponent;
  };
  static ExpParts exp_parts(V x) {
    V shifted = hn::Add(hn::Mul(x, set(0x1.71547652b82fep7)), set(kShift));   // 128 / log 2
    V n = hn::Sub(shifted, set(kShift));
    V r = hn::NegMulAdd(n, set(0x1.62e42fefa39efp-8), x);                     // log 2 / 128 in two parts
    r = hn::NegMulAdd(n, set(0x1.abc9e3b39803fp-63), r);
    return exp_from(bits_of(shifted), r);
  }
  // 2^(k/128) exp(r), k in the low bits.
  static ExpParts exp_from(VI k, V r) {
    const MathTables& t = math_tables();
    VI i = hn::And(k, set_int(127));
    V high = look_up(t.exp_high, i), low = look_up(t.exp_low, i);
    V p = horner(r, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5);
    p = hn::MulAdd(hn::Mul(r, r), p, r);
    return {high, hn::MulAdd(high, p, low), hn::ShiftLeft<45>(hn::AndNot(set_int(127), k))};
  }
  static V scaled(V v, VI exponent) { return double_of(hn::Add(bits_of(v), exponent)); }

  struct Exp {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(708.0))); }
    static double plain(double x) { return std::exp(x); }
    static V compute(V x) {
      ExpParts e = exp_parts(x);
      return scaled(hn::Add(e.high, e.tail), e.exponent);
    }
  };

  struct Exp2 {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(1022.0))); }
    static double plain(double x) { return std::exp2(x); }
    static V compute(V x) {
      V shifted = hn::Add(x, set(kShift / 128));
      V r = hn::Sub(x, hn::Sub(shifted, set(kShift / 128)));   // exact
      ExpParts e = exp_from(bits_of(shifted), hn::Mul(r, set(0x1.62e42fefa39efp-1)));
      return scaled(hn::Add(e.high, e.tail), e.exponent);
    }
  };

  struct Log {
    static M special(V x) {
      return hn::Not(hn::And(hn::Ge(x, set(0x1p-1022)), hn::Lt(x, set(INFINITY))));
    }
    static double plain(double x) { return std::log(x); }
    static V compute(V x) {
      const MathTables& t = math_tables();
      VI bits = bits_of(x),
         from = hn::Sub(bits, set_int(static_cast<int64_t>(MathTables::kLogOffset)));
      VI i = hn::And(hn::ShiftRight<45>(from), set_int(127));
      VI exponent = hn::ShiftRight<52>(from);
      V z = double_of(hn::Sub(bits, hn::ShiftLeft<52>(exponent)));
      V k = hn::Sub(double_of(hn::Add(exponent, bits_of(set(kShift)))), set(kShift));
      V r = hn::MulSub(z, look_up(t.inverse, i), set(1.0));
      V high = hn::MulAdd(k, set(0x1.62e42fefa38p-1), look_up(t.log_high, i));  // exact
      V low = hn::MulAdd(k, set(0x1.ef35793c7673p-45), look_up(t.log_low, i));
      V sum = hn::Add(high, r), part = hn::Sub(sum, high);
      V error = hn::Add(hn::Sub(high, hn::Sub(sum, part)), hn::Sub(r, part));
      V p = horner(r, 1.0 / 9, -1.0 / 8, 1.0 / 7, -1.0 / 6, 1.0 / 5, -1.0 / 4, 1.0 / 3);
      // -r*r/2 with its own rounding error, as r may be most of the result.
      V square = hn::Mul(r, r), square_error = hn::MulSub(r, r, square);
      V half = hn::Mul(square, set(-0.5));
      V total = hn::Add(sum, half), rest = hn::Add(hn::Sub(sum, total), half);
      V tail = hn::MulAdd(hn::Mul(square, r), p, hn::Add(error, low));
      tail = hn::Add(hn::Add(rest, hn::Mul(square_error, set(-0.5))), tail);
      return hn::Add(total, tail);
    }
  };

  // sin or cos: the quadrant is shifted by kQuarter.
  template <int kQuarter>
  static V circular(V x) {
    V shifted = hn::Add(hn::Mul(x, set(0x1.45f306dc9c883p-1)), set(kShift));  // 2 / pi
    VI quadrant = hn::Add(bits_of(shifted), set_int(kQuarter));
    V n = hn::Sub(shifted, set(kShift));
    // pi/2 in three parts; the first step is exact.
    V t = hn::NegMulAdd(n, set(0x1.921fb54442d18p0), x);
    V second = hn::Mul(n, set(0x1.1a62633145c07p-54)),
      second_error = hn::MulSub(n, set(0x1.1a62633145c07p-54), second);
    V r = hn::Sub(t, second);
    V low = hn::Sub(hn::Sub(hn::Sub(t, r), second),
                    hn::MulAdd(n, set(-0x1.f1976b7ed8fbcp-110), second_error));
    V z = hn::Mul(r, r);
    V s = horner(z, 1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880,
                    -1.0 / 5040, 1.0 / 120, -1.0 / 6);
    // sin(r + low) = r + (r^3 S + low (1 - z/2))
    V sine =
        hn::Add(r, hn::MulAdd(hn::Mul(z, r), s, hn::NegMulAdd(hn::Mul(low, z), set(0.5), low)));
    V c = horner(z, 1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320,
                    -1.0 / 720, 1.0 / 24);
    // cos(r + low) = 1 - z/2 + (z^2 C - r low), with the rounding errors of z and 1 - z/2
    V z_error = hn::MulSub(r, r, z), half = hn::Mul(z, set(0.5));
    V w = hn::Sub(set(1.0), half);
    V w_error = hn::Sub(hn::Sub(set(1.0), w), half);
    V correction = hn::Sub(hn::NegMulAdd(z_error, set(0.5), w_error), hn::Mul(r, low));
    V cosine = hn::Add(w, hn::MulAdd(hn::Mul(z, z), c, correction));
    V result = hn::IfThenElse(
        hn::RebindMask(D(), hn::Eq(hn::And(quadrant, set_int(1)), set_int(0))), sine, cosine);
    return double_of(hn::Xor(bits_of(result), hn::ShiftLeft<62>(hn::And(quadrant, set_int(2)))));
  }
  struct Sin {
    // Of the smallest ones sin x = x, and -0 stays.
    static M special(V x) {
      V a = hn::Abs(x);
      return hn::Not(hn::And(hn::Lt(a, set(1e5)), hn::Gt(a, set(0x1p-500))));
    }
    static double plain(double x) { return std::sin(x); }
    static V compute(V x) { return circular<0>(x); }
  };
  struct Cos {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(1e5))); }
    static double plain(double x) { return std::cos(x); }
    static V compute(V x) { return circular<1>(x); }
  };

  struct Tanh {
    static M special(V x) { return hn::Not(hn::Eq(x, x)); }
    static double plain(double x) { return std::tanh(x); }
    static V compute(V x) {
      V all = hn::Abs(x);
      V a = hn::IfThenElse(hn::Lt(all, set(kTanhIsOne)), all, set(kTanhIsOne));
      ExpParts e = exp_parts(hn::Add(a, a));
      // m = exp(2a) - 1 = high + low
      V high = scaled(e.high, e.exponent);
      V tail = hn::IfThenZeroElse(hn::Eq(e.tail, hn::Zero(D())), scaled(e.tail, e.exponent));
      V one_less = hn::Sub(high, set(1.0));
      V lost = hn::Sub(hn::Sub(high, hn::Add(one_less, set(1.0))), hn::Zero(D()));
      V m = hn::Add(one_less, tail);
      V part = hn::Sub(m, one_less);
      V low = hn::Add(hn::Add(hn::Sub(one_less, hn::Sub(m, part)), hn::Sub(tail, part)), lost);
      V denominator = hn::Add(m, set(2.0));
      V d_part = hn::Sub(denominator, m);
      V d_low = hn::Add(
          hn::Add(hn::Sub(m, hn::Sub(denominator, d_part)), hn::Sub(set(2.0), d_part)), low);
      V q = hn::Div(m, denominator);
      V rest = hn::Add(hn::NegMulAdd(q, denominator, m), hn::NegMulAdd(q, d_low, low));
      V result = hn::CopySign(hn::Add(q, hn::Div(rest, denominator)), x);
      // Of the smallest ones tanh x = x.
      return hn::IfThenElse(hn::Gt(all, set(0x1p-200)), result, x);
    }
  };
};

using Vectors = Functions<hn::ScalableTag<double> >;
using Single = Functions<hn::CappedTag<double, 1> >;

template <class Function>
double one(double x) {
  const hn::CappedTag<double, 1> d;
  auto v = hn::Set(d, x);
  if (HWY_UNLIKELY(!hn::AllFalse(d, Function::special(v)))) return Function::plain(x);
  return hn::GetLane(Function::compute(v));
}

// A branch that the processor foresees in place of divisions; `>=` would raise a flag for NaNs.
double one_tanh(double x) {
  return std::isgreaterequal(std::fabs(x), kTanhIsOne) ? std::copysign(1.0, x) : one<Single::Tanh>(x);
}

// Elements of type T, which are computed as doubles.
template <class T, class Function, double one(double)>
void math_loop(uint8_t** p, const int64_t* step, int64_t n) {
  constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<double>()));
  auto vector = [](const T* from, T* to) {
    const hn::ScalableTag<double> d;
    const hn::Rebind<T, decltype(d)> own;
    auto v = [&] {
      if constexpr (std::is_same_v<T, double>) return hn::LoadU(d, from);
      else return hn::PromoteTo(d, hn::LoadU(own, from));
    }();
    if (HWY_UNLIKELY(!hn::AllFalse(d, Function::special(v)))) {
      for (int64_t k = 0; k < kLanes; k++) to[k] = static_cast<T>(one(static_cast<double>(from[k])));
    } else if constexpr (std::is_same_v<T, double>) {
      hn::StoreU(Function::compute(v), d, to);
    } else {
      hn::StoreU(hn::DemoteTo(own, Function::compute(v)), own, to);
    }
  };
  auto out = [&](int64_t i) { return reinterpret_cast<T*>(p[0] + i * step[0]); };
  auto in = [&](int64_t i) { return reinterpret_cast<const T*>(p[1] + i * step[1]); };
  bool contiguous = step[0] == sizeof(T) && step[1] == sizeof(T);
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    if (contiguous) {
      vector(in(i), out(i));
      continue;
    }
    T from[kLanes], to[kLanes];
    for (int64_t k = 0; k < kLanes; k++) from[k] = *in(i + k);
    vector(from, to);
    for (int64_t k = 0; k < kLanes; k++) *out(i + k) = to[k];
  }
  for (; i < n; i++) *out(i) = static_cast<T>(one(static_cast<double>(*in(i))));
}

template <class Function, double one(double)>
MathLoops loops_of() {
  return {math_loop<double, Function, one>, math_loop<float, Function, one>, one};
}

MathLoops find_math_loops(Ufunc f) {
  switch (f) {
    case Ufunc::exp: return loops_of<Vectors::Exp, one<Single::Exp>>();
    case Ufunc::exp2: return loops_of<Vectors::Exp2, one<Single::Exp2>>();
    case Ufunc::log: return loops_of<Vectors::Log, one<Single::Log>>();
    case Ufunc::sin: return loops_of<Vectors::Sin, one<Single::Sin>>();
    case Ufunc::cos: return loops_of<Vectors::Cos, one<Single::Cos>>();
    case Ufunc::tanh: return loops_of<Vectors::Tanh, one_tanh>();
    default: return {};
  }
}

#endif

}  // namespace pyvm::np::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif

#if HWY_ONCE
#include "stdlib/numpy/simd_dispatch.h"

namespace pyvm::np {

MathLoops simd_math_loops(Ufunc f) {
  static auto* const best = PYVM_SIMD(find_math_loops);
  return best(f);
}

}  // namespace pyvm::np
#endif
