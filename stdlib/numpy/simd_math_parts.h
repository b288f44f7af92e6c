// What the elementary functions of simd_math.cpp are made of, for vectors of one kind: included once for every instruction set,
// inside the options that say how it is compiled.
//
// Methods: exp and log with tables of 128 entries in two doubles (P. T. P. Tang, "Table-driven implementation of the exponential
// function", 1989, and "... of the logarithm function", 1990); sin and cos by reduction modulo pi/2 in three parts (W. J. Cody,
// W. Waite, 1980) and Taylor's series; angles by a table of arctan(i/64) and the addition theorem. Sums and products whose
// rounding errors count are kept as two doubles (T. J. Dekker, 1971).
#ifndef PYVM_NUMPY_SIMD_MATH_TABLES
#define PYVM_NUMPY_SIMD_MATH_TABLES

#include <cmath>
#include <cstdint>
#include <cstring>

namespace pyvm::np {

struct MathTables {
  static constexpr uint64_t kLogOffset = 0x3FE6000000000000;   // intervals of the logarithm start at 0.6875
  double exp_high[128], exp_low[128];                          // 2^(i/128)
  double inverse[128], log_high[128], log_low[128];            // 1/c and log(c) for c in the middle of interval i
  double arctan_high[65], arctan_low[65];                      // arctan(i/64)
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
    for (int i = 0; i <= 64; i++) {
      long double angle = atanl(static_cast<long double>(i) / 64);
      arctan_high[i] = static_cast<double>(angle);
      arctan_low[i] = static_cast<double>(angle - arctan_high[i]);
    }
  }
};
inline const MathTables& math_tables() {
  static const MathTables tables;
  return tables;
}

}  // namespace pyvm::np
#endif

HWY_BEFORE_NAMESPACE();
namespace pyvm::np::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128

// Adding this rounds to an integer, which then stands in the low bits.
constexpr double kShift = 0x1.8p52;

template <class D>
struct Parts {
  using DI = hn::RebindToSigned<D>;
  using V = hn::Vec<D>;
  using VI = hn::Vec<DI>;
  using M = hn::Mask<D>;

  static V set(double v) { return hn::Set(D(), v); }
  static VI set_int(int64_t v) { return hn::Set(DI(), v); }
  static VI bits_of(V v) { return hn::BitCast(DI(), v); }
  static V double_of(VI v) { return hn::BitCast(D(), v); }
  static V sign_of(V v) { return hn::And(v, set(-0.0)); }
  static V look_up(const double* table, VI i) {
    if constexpr (hn::MaxLanes(D()) == 1) return set(table[hn::GetLane(i)]);
    else return hn::GatherIndex(D(), table, i);
  }
  // ((first x + c1) x + c2) x + ...
  template <class... Coefficients>
  static V horner(V x, double first, Coefficients... rest) {
    V p = set(first);
    ((p = hn::MulAdd(x, p, set(rest))), ...);
    return p;
  }
  static M within(V magnitude, double least, double most) {
    return hn::And(hn::Ge(magnitude, set(least)), hn::Lt(magnitude, set(most)));
  }

  // ---- numbers in two parts

  struct Two {
    V high, low;
  };
  static Two exact(V v) { return {v, hn::Zero(D())}; }
  static Two sum(V a, V b) {
    V s = hn::Add(a, b), part = hn::Sub(s, a);
    return {s, hn::Add(hn::Sub(a, hn::Sub(s, part)), hn::Sub(b, part))};
  }
  // |a| >= |b|, or a is 0.
  static Two sum_of_ordered(V a, V b) {
    V s = hn::Add(a, b);
    return {s, hn::Sub(b, hn::Sub(s, a))};
  }
  static Two product(V a, V b) {
    V p = hn::Mul(a, b);
    return {p, hn::MulSub(a, b, p)};
  }
  static V rounded(Two v) { return hn::Add(v.high, v.low); }
  static Two square_root(Two v) {
    V s = hn::Sqrt(v.high);
    V rest = hn::Add(hn::NegMulAdd(s, s, v.high), v.low);
    return {s, hn::IfThenElseZero(hn::Gt(s, hn::Zero(D())), hn::Div(rest, hn::Add(s, s)))};
  }
  static Two quotient(Two a, Two b) {
    V inverse = hn::Div(set(1.0), b.high), q = hn::Mul(a.high, inverse);
    V rest = hn::NegMulAdd(q, b.low, hn::Add(hn::NegMulAdd(q, b.high, a.high), a.low));
    return {q, hn::Mul(rest, inverse)};
  }

  // ---- exponential

  // scale * (high + tail), scale a power of two given as what to add to the exponent bits.
  struct ExpParts {
    V high, tail;
    VI exponent;
  };
  static ExpParts exp_parts(V x) {
    V shifted = hn::Add(hn::Mul(x, set(0x1.71547652b82fep7)), set(kShift));   // 128 / log 2
    return exp_from(bits_of(shifted), exp_rest(x, shifted));
  }
  static ExpParts exp_parts(Two x) {
    V shifted = hn::Add(hn::Mul(x.high, set(0x1.71547652b82fep7)), set(kShift));
    return exp_from(bits_of(shifted), hn::Add(exp_rest(x.high, shifted), x.low));
  }
  static V exp_rest(V x, V shifted) {
    V n = hn::Sub(shifted, set(kShift));
    V r = hn::NegMulAdd(n, set(0x1.62e42fefa39efp-8), x);                     // log 2 / 128 in two parts
    return hn::NegMulAdd(n, set(0x1.abc9e3b39803fp-63), r);
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
  static V scaled_or_zero(V v, VI exponent) { return hn::IfThenZeroElse(hn::Eq(v, hn::Zero(D())), scaled(v, exponent)); }

  // exp(x) for 0 <= x < 708.
  static Two exp_two(V x) {
    ExpParts e = exp_parts(x);
    Two two = sum_of_ordered(e.high, e.tail);
    return {scaled(two.high, e.exponent), scaled_or_zero(two.low, e.exponent)};
  }
  // exp(x) - 1 for -40 <= x < 708, by the series where 1 is most of exp(x).
  static Two exp_less_one(V x) {
    ExpParts e = exp_parts(x);
    V high = scaled(e.high, e.exponent);
    Two less = sum(high, set(-1.0)), far = sum(less.high, scaled_or_zero(e.tail, e.exponent));
    M is_near = hn::Lt(hn::Abs(x), set(0.125));
    V near = hn::IfThenElseZero(is_near, x);
    V p = horner(near, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24,
                 1.0 / 6, 0.5);
    Two series = sum_of_ordered(near, hn::Mul(hn::Mul(near, near), p));
    return {hn::IfThenElse(is_near, series.high, far.high),
            hn::IfThenElse(is_near, series.low, hn::Add(far.low, less.low))};
  }

  // ---- logarithm of normal positive numbers

  static Two log_parts(V x) {
    const MathTables& t = math_tables();
    VI bits = bits_of(x), from = hn::Sub(bits, set_int(static_cast<int64_t>(MathTables::kLogOffset)));
    VI i = hn::And(hn::ShiftRight<45>(from), set_int(127));
    VI exponent = hn::ShiftRight<52>(from);
    V z = double_of(hn::Sub(bits, hn::ShiftLeft<52>(exponent)));
    V k = hn::Sub(double_of(hn::Add(exponent, bits_of(set(kShift)))), set(kShift));
    Two ratio = product(z, look_up(t.inverse, i)), rest = sum_of_ordered(hn::Sub(ratio.high, set(1.0)), ratio.low);
    V r = rest.high;
    V high = hn::MulAdd(k, set(0x1.62e42fefa38p-1), look_up(t.log_high, i));  // exact
    V low = hn::MulAdd(k, set(0x1.ef35793c7673p-45), look_up(t.log_low, i));
    Two first = sum(high, r);
    V p = horner(r, 1.0 / 9, -1.0 / 8, 1.0 / 7, -1.0 / 6, 1.0 / 5, -1.0 / 4, 1.0 / 3);
    // -r*r/2 with its own rounding error, as r may be most of the result.
    Two square = product(r, r);
    V half = hn::Mul(square.high, set(-0.5));
    Two second = sum_of_ordered(first.high, half);
    V tail = hn::MulAdd(hn::Mul(square.high, r), p, hn::Add(first.low, hn::Add(rest.low, low)));
    tail = hn::Add(hn::MulAdd(square.low, set(-0.5), second.low), tail);
    return {second.high, tail};
  }
  static Two log_parts(Two x) {
    Two l = log_parts(x.high);
    return {l.high, hn::Add(l.low, hn::Div(x.low, x.high))};
  }
  // l times the constant high + low
  static V multiple(Two l, double high, double low) {
    Two p = product(l.high, set(high));
    return hn::Add(p.high, hn::MulAdd(l.high, set(low), hn::MulAdd(l.low, set(high), p.low)));
  }
  // exp(l * y) where it is not far from 1.
  static V exp_of_product(Two l, Two y) {
    Two p = product(l.high, y.high);
    ExpParts e = exp_parts({p.high, hn::MulAdd(l.high, y.low, hn::MulAdd(l.low, y.high, p.low))});
    return scaled(hn::Add(e.high, e.tail), e.exponent);
  }

  // ---- circular functions of numbers below 1e5

  // The quadrant in the low bits, and what remains.
  struct Reduced {
    VI quadrant;
    Two rest;
  };
  static Reduced reduced(V x) {
    V shifted = hn::Add(hn::Mul(x, set(0x1.45f306dc9c883p-1)), set(kShift));  // 2 / pi
    V n = hn::Sub(shifted, set(kShift));
    // pi/2 in three parts; the first step is exact.
    V t = hn::NegMulAdd(n, set(0x1.921fb54442d18p0), x);
    Two second = product(n, set(0x1.1a62633145c07p-54));
    V r = hn::Sub(t, second.high);
    V low = hn::Sub(hn::Sub(hn::Sub(t, r), second.high), hn::MulAdd(n, set(-0x1.f1976b7ed8fbcp-110), second.low));
    return {bits_of(shifted), {r, low}};
  }
  // Sine and cosine of what remains; the high parts are not rounded sums.
  static Two sine_parts(Two r) {
    V z = hn::Mul(r.high, r.high);
    V s = horner(z, 1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040,
                 1.0 / 120, -1.0 / 6);
    // sin(r + low) = r + (r^3 S + low (1 - z/2))
    return {r.high, hn::MulAdd(hn::Mul(z, r.high), s, hn::NegMulAdd(hn::Mul(r.low, z), set(0.5), r.low))};
  }
  static Two cosine_parts(Two r) {
    V z = hn::Mul(r.high, r.high);
    V c = horner(z, 1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24);
    // cos(r + low) = 1 - z/2 + (z^2 C - r low), with the rounding errors of z and 1 - z/2
    V z_error = hn::MulSub(r.high, r.high, z), half = hn::Mul(z, set(0.5));
    V w = hn::Sub(set(1.0), half);
    V w_error = hn::Sub(hn::Sub(set(1.0), w), half);
    V correction = hn::Sub(hn::NegMulAdd(z_error, set(0.5), w_error), hn::Mul(r.high, r.low));
    return {w, hn::MulAdd(hn::Mul(z, z), c, correction)};
  }
  static M is_even(VI n) { return hn::RebindMask(D(), hn::Eq(hn::And(n, set_int(1)), set_int(0))); }

  // The angle of the point (x, y), -pi to pi.
  static V angle(Two y, Two x) {
    const MathTables& t = math_tables();
    V y_sign = sign_of(y.high), x_sign = sign_of(x.high);
    Two ay{hn::Abs(y.high), hn::Xor(y.low, y_sign)}, ax{hn::Abs(x.high), hn::Xor(x.low, x_sign)};
    M steep = hn::Gt(ay.high, ax.high), left = hn::Ne(hn::Or(x_sign, set(1.0)), set(1.0));
    Two a{hn::IfThenElse(steep, ax.high, ay.high), hn::IfThenElse(steep, ax.low, ay.low)};
    Two b{hn::IfThenElse(steep, ay.high, ax.high), hn::IfThenElse(steep, ay.low, ax.low)};
    // arctan(a/b) = arctan c + arctan((a - c b) / (b + c a)), c the nearest of 0, 1/64, ... 1
    V shifted = hn::Add(hn::Div(a.high, b.high), set(kShift / 64)), c = hn::Sub(shifted, set(kShift / 64));
    VI i = hn::And(bits_of(shifted), set_int(127));
    Two cb = product(c, b.high), ca = product(c, a.high);
    Two over = sum(hn::Sub(a.high, cb.high), hn::Neg(cb.low)), under = sum_of_ordered(b.high, ca.high);
    over.low = hn::Add(over.low, hn::NegMulAdd(c, b.low, a.low));
    under.low = hn::Add(hn::Add(under.low, ca.low), hn::MulAdd(c, a.low, b.low));
    Two u = quotient(over, under);
    V z = hn::Mul(u.high, u.high);
    V tail = hn::MulAdd(hn::Mul(z, u.high), horner(z, 1.0 / 9, -1.0 / 7, 1.0 / 5, -1.0 / 3), u.low);
    // From a multiple of pi/2 forwards, or back.
    V zero = hn::Zero(D());
    V start = hn::IfThenElse(steep, set(M_PI_2), hn::IfThenElseZero(left, set(M_PI)));
    V start_low = hn::IfThenElse(steep, set(0x1.1a62633145c07p-54), hn::IfThenElseZero(left, set(0x1.1a62633145c07p-53)));
    V back = hn::Xor(hn::IfThenElse(steep, set(-0.0), zero), x_sign);
    auto turned = [&](V v) { return hn::Xor(v, back); };
    Two first = sum_of_ordered(start, turned(look_up(t.arctan_high, i)));
    Two second = sum_of_ordered(first.high, turned(u.high));
    V low = hn::Add(hn::Add(first.low, start_low), turned(hn::Add(look_up(t.arctan_low, i), tail)));
    return hn::Or(hn::Abs(hn::Add(second.high, hn::Add(second.low, low))), y_sign);
  }
};

#endif

}  // namespace pyvm::np::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
