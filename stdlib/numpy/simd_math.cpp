// Elementary functions of float64 and float32 as vectors. Errors in float64 stay below 0.8 units in the last place.
//
// Every element is computed by the same instructions wherever it stands, so results depend on neither length nor layout.
// Elements out of a method's range (infinities, NaNs, huge and tiny ones) are left to the C library, which also raises the
// right floating-point exceptions.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "stdlib/numpy/simd_math.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

#include <cmath>

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#endif

#include "stdlib/numpy/simd_math_parts.h"

HWY_BEFORE_NAMESPACE();
namespace pyvm::np::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
MathLoops find_math_loops(Ufunc) { return {}; }
PairLoops find_pair_loops(Ufunc) { return {}; }
#else

constexpr double kTiny = 0x1p-200, kLarge = 0x1p500;
constexpr double kTanhIsOne = 20;   // from here on tanh rounds to 1
constexpr double kSeries = 0x1p-10; // up to here the inverse hyperbolic functions are short series

// The functions for vectors of one kind: full ones, and those of one lane for single numbers. special() has the lanes that
// plain() computes.
template <class D>
struct Functions {
  using P = Parts<D>;
  using V = typename P::V;
  using M = typename P::M;
  using Two = typename P::Two;
  using ExpParts = typename P::ExpParts;
  static V set(double v) { return hn::Set(D(), v); }
  static M not_within(V magnitude, double least, double most) { return hn::Not(P::within(magnitude, least, most)); }

  struct Exp {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(708.0))); }
    static double plain(double x) { return std::exp(x); }
    static V compute(V x) {
      ExpParts e = P::exp_parts(x);
      return P::scaled(hn::Add(e.high, e.tail), e.exponent);
    }
  };

  struct Exp2 {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(1022.0))); }
    static double plain(double x) { return std::exp2(x); }
    static V compute(V x) {
      V shifted = hn::Add(x, set(kShift / 128));
      V r = hn::Sub(x, hn::Sub(shifted, set(kShift / 128)));   // exact
      ExpParts e = P::exp_from(P::bits_of(shifted), hn::Mul(r, set(0x1.62e42fefa39efp-1)));
      return P::scaled(hn::Add(e.high, e.tail), e.exponent);
    }
  };

  struct Expm1 {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 708); }
    static double plain(double x) { return std::expm1(x); }
    static V compute(V x) { return P::rounded(P::exp_less_one(hn::Max(x, set(-40)))); }
  };

  struct Log {
    static M special(V x) { return not_within(x, 0x1p-1022, INFINITY); }
    static double plain(double x) { return std::log(x); }
    static V compute(V x) { return P::rounded(P::log_parts(x)); }
  };
  struct Log2 : Log {
    static double plain(double x) { return std::log2(x); }
    static V compute(V x) { return P::multiple(P::log_parts(x), 0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56); }
  };
  struct Log10 : Log {
    static double plain(double x) { return std::log10(x); }
    static V compute(V x) { return P::multiple(P::log_parts(x), 0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57); }
  };
  struct Log1p {
    static M special(V x) { return hn::Or(not_within(hn::Abs(x), kTiny, kLarge), hn::Not(hn::Gt(x, set(-1)))); }
    static double plain(double x) { return std::log1p(x); }
    static V compute(V x) { return P::rounded(P::log_parts(P::sum(set(1), x))); }
  };

  // Of the smallest ones sin x = x and tan x = x, and -0 stays.
  struct Sin {
    static M special(V x) { return not_within(hn::Abs(x), 0x1p-500, 1e5); }
    static double plain(double x) { return std::sin(x); }
    static V compute(V x) { return circular<0>(x); }
  };
  struct Cos {
    static M special(V x) { return hn::Not(hn::Lt(hn::Abs(x), set(1e5))); }
    static double plain(double x) { return std::cos(x); }
    static V compute(V x) { return circular<1>(x); }
  };
  // sin or cos: the quadrant is shifted by kQuarter.
  template <int kQuarter>
  static V circular(V x) {
    typename P::Reduced r = P::reduced(x);
    auto quadrant = hn::Add(r.quadrant, P::set_int(kQuarter));
    V result = hn::IfThenElse(P::is_even(quadrant), P::rounded(P::sine_parts(r.rest)), P::rounded(P::cosine_parts(r.rest)));
    return P::double_of(hn::Xor(P::bits_of(result), hn::ShiftLeft<62>(hn::And(quadrant, P::set_int(2)))));
  }
  struct Tan {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 1e5); }
    static double plain(double x) { return std::tan(x); }
    static V compute(V x) {
      typename P::Reduced r = P::reduced(x);
      Two s = P::sine_parts(r.rest), c = P::cosine_parts(r.rest);
      s = P::sum_of_ordered(s.high, s.low);
      c = P::sum_of_ordered(c.high, c.low);
      M even = P::is_even(r.quadrant);
      Two over{hn::IfThenElse(even, s.high, hn::Neg(c.high)), hn::IfThenElse(even, s.low, hn::Neg(c.low))};
      Two under{hn::IfThenElse(even, c.high, s.high), hn::IfThenElse(even, c.low, s.low)};
      return P::rounded(P::quotient(over, under));
    }
  };

  // The root of 1 - x*x.
  static Two co_root(V x) {
    Two square = P::product(x, x), rest = P::sum(set(1), hn::Neg(square.high));
    return P::square_root({rest.high, hn::Sub(rest.low, square.low)});
  }
  struct Arctan {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 0x1p200); }
    static double plain(double x) { return std::atan(x); }
    static V compute(V x) { return P::angle(P::exact(x), P::exact(set(1))); }
  };
  struct Arcsin {
    static M special(V x) { return hn::Or(hn::Lt(hn::Abs(x), set(kTiny)), hn::Not(hn::Le(hn::Abs(x), set(1)))); }
    static double plain(double x) { return std::asin(x); }
    static V compute(V x) { return P::angle(P::exact(x), co_root(x)); }
  };
  struct Arccos : Arcsin {
    static double plain(double x) { return std::acos(x); }
    static V compute(V x) { return P::angle(co_root(x), P::exact(x)); }
  };

  // 1/e, or something as small beside e: the inverse of a huge number would raise an underflow.
  static Two small_inverse(Two e) {
    V most = set(0x1p80);
    return P::quotient(P::exact(set(1)), {hn::Min(e.high, most), hn::IfThenElseZero(hn::Lt(e.high, most), e.low)});
  }
  struct Sinh {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 708); }
    static double plain(double x) { return std::sinh(x); }
    static V compute(V x) {
      V a = hn::Abs(x);
      Two e = P::exp_two(a), inverse = small_inverse(e), s = P::sum_of_ordered(e.high, hn::Neg(inverse.high));
      V far = hn::Mul(set(0.5), hn::Add(s.high, hn::Add(s.low, hn::Sub(e.low, inverse.low))));
      V near = hn::Min(a, set(0.5)), z = hn::Mul(near, near);
      V p = P::horner(z, 1.0 / 1307674368000, 1.0 / 6227020800, 1.0 / 39916800, 1.0 / 362880, 1.0 / 5040, 1.0 / 120, 1.0 / 6);
      near = hn::MulAdd(hn::Mul(z, near), p, near);
      return hn::CopySign(hn::IfThenElse(hn::Lt(a, set(0.5)), near, far), x);
    }
  };
  struct Cosh : Exp {
    static double plain(double x) { return std::cosh(x); }
    static V compute(V x) {
      Two e = P::exp_two(hn::Abs(x)), inverse = small_inverse(e), s = P::sum_of_ordered(e.high, inverse.high);
      return hn::Mul(set(0.5), hn::Add(s.high, hn::Add(s.low, hn::Add(e.low, inverse.low))));
    }
  };
  struct Tanh {
    static M special(V x) { return hn::Not(hn::Eq(x, x)); }
    static double plain(double x) { return std::tanh(x); }
    static V compute(V x) {
      V all = hn::Abs(x);
      V a = hn::IfThenElse(hn::Lt(all, set(kTanhIsOne)), all, set(kTanhIsOne));
      Two m = P::exp_less_one(hn::Add(a, a));
      V denominator = hn::Add(m.high, set(2.0));
      V d_part = hn::Sub(denominator, m.high);
      V d_low = hn::Add(hn::Add(hn::Sub(m.high, hn::Sub(denominator, d_part)), hn::Sub(set(2.0), d_part)), m.low);
      V q = hn::Div(m.high, denominator);
      V rest = hn::Add(hn::NegMulAdd(q, denominator, m.high), hn::NegMulAdd(q, d_low, m.low));
      V result = hn::CopySign(hn::Add(q, hn::Div(rest, denominator)), x);
      // Of the smallest ones tanh x = x.
      return hn::IfThenElse(hn::Gt(all, set(kTiny)), result, x);
    }
  };

  // log(x + root(x*x + 1)), log(x + root(x*x - 1)), log((1 + x) / (1 - x)) / 2
  static V log_of_sum(V x, double one) {
    Two square = P::product(x, x), inside = P::sum(square.high, set(one));
    Two root = P::square_root({inside.high, hn::Add(inside.low, square.low)});
    Two total = P::sum(x, root.high);
    return P::rounded(P::log_parts(Two{total.high, hn::Add(total.low, root.low)}));
  }
  template <class... Coefficients>
  static V series_or(V x, V far, Coefficients... c) {
    V a = hn::Abs(x), near = hn::Min(a, set(kSeries)), z = hn::Mul(near, near);
    near = hn::MulAdd(hn::Mul(z, near), P::horner(z, c...), near);
    return hn::CopySign(hn::IfThenElse(hn::Lt(a, set(kSeries)), near, far), x);
  }
  struct Arcsinh {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 0x1p200); }
    static double plain(double x) { return std::asinh(x); }
    static V compute(V x) { return series_or(x, log_of_sum(hn::Abs(x), 1), -15.0 / 336, 3.0 / 40, -1.0 / 6); }
  };
  struct Arccosh {
    static M special(V x) { return not_within(x, 1, 0x1p200); }
    static double plain(double x) { return std::acosh(x); }
    static V compute(V x) { return log_of_sum(x, -1); }
  };
  struct Arctanh {
    static M special(V x) { return not_within(hn::Abs(x), kTiny, 1); }
    static double plain(double x) { return std::atanh(x); }
    static V compute(V x) {
      V a = hn::Abs(x);
      Two over = P::sum_of_ordered(set(1), a), under = P::sum_of_ordered(set(1), hn::Neg(a)), q = P::quotient(over, under);
      return series_or(x, hn::Mul(set(0.5), P::rounded(P::log_parts(q))), 1.0 / 7, 1.0 / 5, 1.0 / 3);
    }
  };
  struct Cbrt {
    static M special(V x) { return not_within(hn::Abs(x), 0x1p-1022, INFINITY); }
    static double plain(double x) { return formula::cube_root(x); }
    static V compute(V x) {
      V root = P::exp_of_product(P::log_parts(hn::Abs(x)), {set(1.0 / 3), set(0x1.5555555555555p-56)});
      return hn::CopySign(root, x);
    }
  };

  // ---- of two numbers

  struct Power {
    // Exponents that are so small that the result is neither huge nor tiny; negative numbers only with whole exponents.
    static M special(V x, V y) {
      V a = hn::Abs(x), size = hn::Abs(y);
      auto exponent = hn::Sub(hn::ShiftRight<52>(P::bits_of(a)), P::set_int(1023));
      V log2 = hn::Sub(P::double_of(hn::Add(exponent, P::bits_of(set(kShift)))), set(kShift));
      M moderate = hn::Lt(hn::Mul(size, hn::Add(hn::Abs(log2), set(1))), set(1000));
      M sign = hn::And(hn::Lt(x, hn::Zero(D())), hn::Not(hn::Eq(hn::Round(y), y)));
      return hn::Or(hn::Or(not_within(a, 0x1p-1022, INFINITY), hn::Not(moderate)), hn::Or(hn::Lt(size, set(kTiny)), sign));
    }
    static double plain(double x, double y) { return std::pow(x, y); }
    static V compute(V x, V y) {
      V power = P::exp_of_product(P::log_parts(hn::Abs(x)), P::exact(y));
      V half = hn::Mul(y, set(0.5));
      return hn::IfThenElse(hn::Eq(hn::Round(half), half), power, hn::Or(power, P::sign_of(x)));
    }
  };
  struct Arctan2 {
    static M special(V y, V x) {
      V a = hn::Min(hn::Abs(x), hn::Abs(y)), b = hn::Max(hn::Abs(x), hn::Abs(y));
      M far = hn::And(hn::Lt(a, hn::Mul(b, set(kTiny))), hn::Gt(a, hn::Zero(D())));
      return hn::Or(hn::Or(not_within(b, 0x1p-300, 0x1p300), far), hn::Not(hn::And(hn::Eq(x, x), hn::Eq(y, y))));
    }
    static double plain(double y, double x) { return std::atan2(y, x); }
    static V compute(V y, V x) { return P::angle(P::exact(y), P::exact(x)); }
  };
};

using Vectors = Functions<hn::ScalableTag<double> >;
using Single = Functions<hn::CappedTag<double, 1> >;
constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<double>()));

template <class Function, class... X>
double one(X... x) {
  const hn::CappedTag<double, 1> d;
  if (HWY_UNLIKELY(!hn::AllFalse(d, Function::special(hn::Set(d, x)...)))) return Function::plain(x...);
  return hn::GetLane(Function::compute(hn::Set(d, x)...));
}

// A branch that the processor foresees in place of divisions; `>=` would raise a flag for NaNs.
double one_tanh(double x) {
  return std::isgreaterequal(std::fabs(x), kTanhIsOne) ? std::copysign(1.0, x) : one<Single::Tanh>(x);
}

// Elements of type T as doubles.
template <class T>
auto load(const T* from) {
  const hn::ScalableTag<double> d;
  if constexpr (std::is_same_v<T, double>) return hn::LoadU(d, from);
  else return hn::PromoteTo(d, hn::LoadU(hn::Rebind<T, decltype(d)>(), from));
}

// Computes kLanes elements.
template <class T, class Function, auto one, class... From>
void math_vector(T* to, const From*... from) {
  const hn::ScalableTag<double> d;
  if (HWY_UNLIKELY(!hn::AllFalse(d, Function::special(load(from)...)))) {
    for (int64_t k = 0; k < kLanes; k++) to[k] = static_cast<T>(one(static_cast<double>(from[k])...));
  } else if constexpr (std::is_same_v<T, double>) {
    hn::StoreU(Function::compute(load(from)...), d, to);
  } else {
    const hn::Rebind<T, decltype(d)> own;
    hn::StoreU(hn::DemoteTo(own, Function::compute(load(from)...)), own, to);
  }
}

template <class T>
T* element(uint8_t* p, int64_t step, int64_t i) { return reinterpret_cast<T*>(p + i * step); }

// The operand's elements i, i + 1, ... kLanes: where they are, or gathered in `room`; one number for all only at the start.
template <class T>
const T* gathered(uint8_t* p, int64_t step, int64_t i, T* room) {
  if (step == sizeof(T)) return element<const T>(p, step, i);
  if (step != 0 || i == 0) {
    for (int64_t k = 0; k < kLanes; k++) room[k] = *element<T>(p, step, i + k);
  }
  return room;
}

template <class T, class Function, double one(double)>
void math_loop(uint8_t** p, const int64_t* step, int64_t n) {
  T x[kLanes], to[kLanes];
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const T* from = gathered(p[1], step[1], i, x);
    if (step[0] == sizeof(T)) {
      math_vector<T, Function, one>(element<T>(p[0], step[0], i), from);
      continue;
    }
    math_vector<T, Function, one>(to, from);
    for (int64_t k = 0; k < kLanes; k++) *element<T>(p[0], step[0], i + k) = to[k];
  }
  for (; i < n; i++) *element<T>(p[0], step[0], i) = static_cast<T>(one(static_cast<double>(*element<T>(p[1], step[1], i))));
}

template <class T, class Function, double one(double, double)>
void pair_loop(uint8_t** p, const int64_t* step, int64_t n) {
  T x[kLanes], y[kLanes], to[kLanes];
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const T *from = gathered(p[1], step[1], i, x), *with = gathered(p[2], step[2], i, y);
    if (step[0] == sizeof(T)) {
      math_vector<T, Function, one>(element<T>(p[0], step[0], i), from, with);
      continue;
    }
    math_vector<T, Function, one>(to, from, with);
    for (int64_t k = 0; k < kLanes; k++) *element<T>(p[0], step[0], i + k) = to[k];
  }
  for (; i < n; i++) {
    *element<T>(p[0], step[0], i) =
        static_cast<T>(one(static_cast<double>(*element<T>(p[1], step[1], i)), static_cast<double>(*element<T>(p[2], step[2], i))));
  }
}

template <class Function, double one(double)>
MathLoops loops_of() {
  return {math_loop<double, Function, one>, math_loop<float, Function, one>, one};
}
template <class Function, double one(double, double)>
PairLoops pair_loops_of() {
  return {pair_loop<double, Function, one>, pair_loop<float, Function, one>, one};
}

#define MATH_CASE(name, Function) \
  case Ufunc::name: return loops_of<Vectors::Function, one<Single::Function, double> >();

MathLoops find_math_loops(Ufunc f) {
  switch (f) {
    MATH_CASE(exp, Exp)
    MATH_CASE(exp2, Exp2)
    MATH_CASE(expm1, Expm1)
    MATH_CASE(log, Log)
    MATH_CASE(log2, Log2)
    MATH_CASE(log10, Log10)
    MATH_CASE(log1p, Log1p)
    MATH_CASE(sin, Sin)
    MATH_CASE(cos, Cos)
    MATH_CASE(tan, Tan)
    MATH_CASE(arcsin, Arcsin)
    MATH_CASE(arccos, Arccos)
    MATH_CASE(arctan, Arctan)
    MATH_CASE(sinh, Sinh)
    MATH_CASE(cosh, Cosh)
    MATH_CASE(arcsinh, Arcsinh)
    MATH_CASE(arccosh, Arccosh)
    MATH_CASE(arctanh, Arctanh)
    MATH_CASE(cbrt, Cbrt)
    case Ufunc::tanh: return loops_of<Vectors::Tanh, one_tanh>();
    default: return {};
  }
}

#undef MATH_CASE

PairLoops find_pair_loops(Ufunc f) {
  switch (f) {
    case Ufunc::power: case Ufunc::float_power: return pair_loops_of<Vectors::Power, one<Single::Power, double, double> >();
    case Ufunc::arctan2: return pair_loops_of<Vectors::Arctan2, one<Single::Arctan2, double, double> >();
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
PairLoops simd_pair_loops(Ufunc f) {
  static auto* const best = PYVM_SIMD(find_pair_loops);
  return best(f);
}

}  // namespace pyvm::np
#endif
