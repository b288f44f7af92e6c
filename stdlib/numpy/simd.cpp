// Vector loops, compiled once for every instruction set that Highway knows for this architecture and we ask for; on
// other processors the plain loops of kernels_*.cpp run.
//
// 1. Results are those of the plain loops to the last bit: no fused multiply-add, no reassociation. Sums of floats keep
//    NumPy's eight accumulators; only integers and extremes are folded in another order.
// 2. A kernel falls back to the plain one where an operand is not contiguous.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "stdlib/numpy/simd.cpp"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
// After foreach_target.h.
#include <hwy/highway.h>

#include <cstring>
#include <type_traits>

#include "stdlib/numpy/simd.h"

// Only what stands below is compiled for vector instruction sets.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off")
#endif

HWY_BEFORE_NAMESPACE();
namespace pyvm::np::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128
Kernel find_kernel(Ufunc, DType) { return nullptr; }
bool fold(Ufunc, DType, uint8_t*, const uint8_t*, int64_t, int64_t) { return false; }
int64_t extreme_index(bool, DType, const uint8_t*, int64_t, int64_t) { return -1; }
bool convert_run(DType, void*, DType, const void*, int64_t) { return false; }
#else

template <class V>
inline constexpr bool kFloats = std::is_floating_point_v<hn::TFromV<V>>;

// Not Highway's Ne(), which is false of NaNs.
template <class V>
auto differ(V a, V b) { return hn::Not(hn::Eq(a, b)); }

struct Add {
  template <class V> static V apply(V a, V b) { return hn::Add(a, b); }
};
struct Subtract {
  template <class V> static V apply(V a, V b) { return hn::Sub(a, b); }
};
struct Multiply {
  template <class V> static V apply(V a, V b) { return hn::Mul(a, b); }
};
struct Divide {
  template <class V> static V apply(V a, V b) { return hn::Div(a, b); }
};
// The first operand wins when it is NaN or not smaller (not larger).
struct Maximum {
  template <class V> static V apply(V a, V b) {
    if constexpr (kFloats<V>) return hn::IfThenElse(hn::Or(hn::Ge(a, b), differ(a, a)), a, b);
    else return hn::IfThenElse(hn::Lt(a, b), b, a);
  }
};
struct Minimum {
  template <class V> static V apply(V a, V b) {
    if constexpr (kFloats<V>) return hn::IfThenElse(hn::Or(hn::Le(a, b), differ(a, a)), a, b);
    else return hn::IfThenElse(hn::Gt(a, b), b, a);
  }
};
struct Less {
  template <class V> static auto apply(V a, V b) { return hn::Lt(a, b); }
};
struct LessEqual {
  template <class V> static auto apply(V a, V b) {
    if constexpr (kFloats<V>) return hn::Le(a, b);
    else return hn::Not(hn::Gt(a, b));
  }
};
struct Greater {
  template <class V> static auto apply(V a, V b) { return hn::Gt(a, b); }
};
struct GreaterEqual {
  template <class V> static auto apply(V a, V b) {
    if constexpr (kFloats<V>) return hn::Ge(a, b);
    else return hn::Not(hn::Lt(a, b));
  }
};
struct Equal {
  template <class V> static auto apply(V a, V b) { return hn::Eq(a, b); }
};
struct NotEqual {
  template <class V> static auto apply(V a, V b) { return differ(a, b); }
};
struct Negative {
  template <class V> static V apply(V a) { return hn::Neg(a); }
};
struct Absolute {
  template <class V> static V apply(V a) { return hn::Abs(a); }
};
struct Square {
  template <class V> static V apply(V a) { return hn::Mul(a, a); }
};
struct Sqrt {
  template <class V> static V apply(V a) { return hn::Sqrt(a); }
};
// Of bools, which are bytes of 0 and 1.
struct Not {
  template <class V> static V apply(V a) { return hn::Xor(a, hn::Set(hn::DFromV<V>(), 1)); }
};
struct And {
  template <class V> static V apply(V a, V b) { return hn::And(a, b); }
};
struct Or {
  template <class V> static V apply(V a, V b) { return hn::Or(a, b); }
};
struct Xor {
  template <class V> static V apply(V a, V b) { return hn::Xor(a, b); }
};
struct Floor {
  template <class V> static V apply(V a) { return hn::Floor(a); }
};
struct Ceil {
  template <class V> static V apply(V a) { return hn::Ceil(a); }
};
struct Trunc {
  template <class V> static V apply(V a) { return hn::Trunc(a); }
};
struct Rint {
  template <class V> static V apply(V a) { return hn::Round(a); }
};

// A step that vectors can take: contiguous, or one element for all.
template <class T>
bool even(int64_t step) { return step == static_cast<int64_t>(sizeof(T)) || step == 0; }

// An operand of a loop: the vector at element i, or one element for all of them, which stays in a register.
template <class T, bool all>
struct Input {
  using D = hn::ScalableTag<T>;
  const T* p;
  hn::Vec<D> same;
  explicit Input(const uint8_t* from) : p(reinterpret_cast<const T*>(from)), same(hn::Set(D(), *p)) {}
  hn::Vec<D> at(int64_t i) const {
    if constexpr (all) return same;
    else return hn::LoadU(D(), p + i);
  }
  hn::Vec<hn::CappedTag<T, 1>> one(int64_t i) const { return hn::LoadU(hn::CappedTag<T, 1>(), all ? p : p + i); }
};

// Calls body with the operands of this kind.
template <class T, class F>
void with_inputs(uint8_t** p, const int64_t* step, F body) {
  if (step[1] && step[2]) return body(Input<T, false>(p[1]), Input<T, false>(p[2]));
  if (step[1]) return body(Input<T, false>(p[1]), Input<T, true>(p[2]));
  if (step[2]) return body(Input<T, true>(p[1]), Input<T, false>(p[2]));
  body(Input<T, true>(p[1]), Input<T, true>(p[2]));
}

template <class T, class Op>
void binary(uint8_t** p, const int64_t* step, int64_t n) {
  auto* out = reinterpret_cast<T*>(p[0]);
  with_inputs<T>(p, step, [&](auto x, auto y) {
    const hn::ScalableTag<T> d;
    constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<T>()));
    int64_t i = 0;
    for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
      auto a = Op::apply(x.at(i), y.at(i)), b = Op::apply(x.at(i + kLanes), y.at(i + kLanes));
      auto c = Op::apply(x.at(i + 2 * kLanes), y.at(i + 2 * kLanes)), e = Op::apply(x.at(i + 3 * kLanes), y.at(i + 3 * kLanes));
      hn::StoreU(a, d, out + i);
      hn::StoreU(b, d, out + i + kLanes);
      hn::StoreU(c, d, out + i + 2 * kLanes);
      hn::StoreU(e, d, out + i + 3 * kLanes);
    }
    for (; i + kLanes <= n; i += kLanes) hn::StoreU(Op::apply(x.at(i), y.at(i)), d, out + i);
    for (; i < n; i++) hn::StoreU(Op::apply(x.one(i), y.one(i)), hn::CappedTag<T, 1>(), out + i);
  });
}

template <class T, class Op>
void compare(uint8_t** p, const int64_t* step, int64_t n) {
  uint8_t* out = p[0];
  with_inputs<T>(p, step, [&](auto x, auto y) {
    const hn::ScalableTag<T> d;
    const hn::ScalableTag<uint8_t> bytes;
    constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<T>()));
    constexpr auto kPiece = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<uint8_t>()));
    int64_t i = 0;
    for (; i + kPiece <= n; i += kPiece) {
      uint64_t bits = 0;
      for (int64_t k = 0; k < kPiece; k += kLanes) {
        uint8_t part[8] = {};
        hn::StoreMaskBits(d, Op::apply(x.at(i + k), y.at(i + k)), part);
        uint64_t word;
        std::memcpy(&word, part, sizeof word);
        bits |= word << k;
      }
      uint8_t mask[8];
      std::memcpy(mask, &bits, sizeof mask);
      hn::StoreU(hn::IfThenElseZero(hn::LoadMaskBits(bytes, mask), hn::Set(bytes, 1)), bytes, out + i);
    }
    for (; i < n; i++) {
      uint8_t part[8] = {};
      hn::StoreMaskBits(hn::CappedTag<T, 1>(), Op::apply(x.one(i), y.one(i)), part);
      out[i] = part[0] & 1;
    }
  });
}

template <class T, class Op>
void unary(uint8_t** p, const int64_t*, int64_t n) {
  const hn::ScalableTag<T> d;
  constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(hn::ScalableTag<T>()));
  auto* out = reinterpret_cast<T*>(p[0]);
  const Input<T, false> x(p[1]);
  int64_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    auto a = Op::apply(x.at(i)), b = Op::apply(x.at(i + kLanes));
    hn::StoreU(a, d, out + i);
    hn::StoreU(b, d, out + i + kLanes);
  }
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(Op::apply(x.at(i)), d, out + i);
  for (; i < n; i++) hn::StoreU(Op::apply(x.one(i)), hn::CappedTag<T, 1>(), out + i);
}

// The vector loop where the operands allow it, else the plain kernel of the same function.
template <class T, class Op, Ufunc f, DType type>
void binary_or_plain(uint8_t** p, const int64_t* step, int64_t n) {
  if (n >= 4 && step[0] == static_cast<int64_t>(sizeof(T)) && even<T>(step[1]) && even<T>(step[2])) return binary<T, Op>(p, step, n);
  static const Kernel plain = binary_kernel(f, type);
  plain(p, step, n);
}
template <class T, class Op, Ufunc f, DType type>
void compare_or_plain(uint8_t** p, const int64_t* step, int64_t n) {
  if (n >= 8 && step[0] == 1 && even<T>(step[1]) && even<T>(step[2])) return compare<T, Op>(p, step, n);
  static const Kernel plain = binary_kernel(f, type);
  plain(p, step, n);
}
template <class T, class Op, Ufunc f, DType type>
void unary_or_plain(uint8_t** p, const int64_t* step, int64_t n) {
  if (n >= 4 && step[0] == static_cast<int64_t>(sizeof(T)) && step[1] == step[0]) return unary<T, Op>(p, step, n);
  static const Kernel plain = unary_kernel(f, type);
  plain(p, step, n);
}

#define BINARY_CASE(name, Op) \
  case Ufunc::name: return binary_or_plain<T, Op, Ufunc::name, type>;
#define COMPARE_CASE(name, Op) \
  case Ufunc::name: return compare_or_plain<T, Op, Ufunc::name, type>;
#define UNARY_CASE(name, Op) \
  case Ufunc::name: return unary_or_plain<T, Op, Ufunc::name, type>;

template <class T, DType type>
Kernel float_kernel(Ufunc f) {
  switch (f) {
    BINARY_CASE(add, Add)
    BINARY_CASE(subtract, Subtract)
    BINARY_CASE(multiply, Multiply)
    BINARY_CASE(divide, Divide)
    BINARY_CASE(maximum, Maximum)
    BINARY_CASE(minimum, Minimum)
    COMPARE_CASE(less, Less)
    COMPARE_CASE(less_equal, LessEqual)
    COMPARE_CASE(greater, Greater)
    COMPARE_CASE(greater_equal, GreaterEqual)
    COMPARE_CASE(equal, Equal)
    COMPARE_CASE(not_equal, NotEqual)
    UNARY_CASE(negative, Negative)
    UNARY_CASE(absolute, Absolute)
    UNARY_CASE(square, Square)
    UNARY_CASE(sqrt, Sqrt)
    UNARY_CASE(floor, Floor)
    UNARY_CASE(ceil, Ceil)
    UNARY_CASE(trunc, Trunc)
    UNARY_CASE(rint, Rint)
    default: return nullptr;
  }
}

template <class T, DType type>
Kernel wide_integer_kernel(Ufunc f) {
  switch (f) {
    BINARY_CASE(add, Add)
    BINARY_CASE(subtract, Subtract)
    COMPARE_CASE(less, Less)
    COMPARE_CASE(less_equal, LessEqual)
    COMPARE_CASE(greater, Greater)
    COMPARE_CASE(greater_equal, GreaterEqual)
    COMPARE_CASE(equal, Equal)
    COMPARE_CASE(not_equal, NotEqual)
    default: return nullptr;
  }
}

template <class T, DType type>
Kernel small_integer_kernel(Ufunc f) {
  switch (f) {
    BINARY_CASE(add, Add)
    BINARY_CASE(subtract, Subtract)
    default: return nullptr;
  }
}

Kernel bool_kernel(Ufunc f) {
  using T = uint8_t;
  constexpr DType type = DType::kBool;
  switch (f) {
    UNARY_CASE(invert, Not)
    UNARY_CASE(logical_not, Not)
    BINARY_CASE(bitwise_and, And)
    BINARY_CASE(logical_and, And)
    BINARY_CASE(bitwise_or, Or)
    BINARY_CASE(logical_or, Or)
    BINARY_CASE(bitwise_xor, Xor)
    BINARY_CASE(logical_xor, Xor)
    default: return nullptr;
  }
}

#undef BINARY_CASE
#undef COMPARE_CASE
#undef UNARY_CASE

Kernel find_kernel(Ufunc f, DType type) {
  switch (type) {
    case DType::kFloat64: return float_kernel<double, DType::kFloat64>(f);
    case DType::kFloat32: return float_kernel<float, DType::kFloat32>(f);
    case DType::kInt64: return wide_integer_kernel<int64_t, DType::kInt64>(f);
    case DType::kInt32: return wide_integer_kernel<int32_t, DType::kInt32>(f);
    case DType::kBool: return bool_kernel(f);
    case DType::kUint64: return small_integer_kernel<uint64_t, DType::kUint64>(f);
    case DType::kUint32: return small_integer_kernel<uint32_t, DType::kUint32>(f);
    case DType::kInt16: return small_integer_kernel<int16_t, DType::kInt16>(f);
    case DType::kUint16: return small_integer_kernel<uint16_t, DType::kUint16>(f);
    case DType::kInt8: return small_integer_kernel<int8_t, DType::kInt8>(f);
    case DType::kUint8: return small_integer_kernel<uint8_t, DType::kUint8>(f);
    default: return nullptr;
  }
}

// ---- folding

// Up to 128 numbers with eight accumulators, the lanes of one or more vectors.
template <class T>
T sum_block(const T* p, int64_t n) {
  const hn::CappedTag<T, 8> d;
  constexpr int kLanes = hn::MaxLanes(hn::CappedTag<T, 8>());
  using V = hn::Vec<hn::CappedTag<T, 8>>;
  constexpr int kVectors = 8 / kLanes;
  V r[kVectors];
  for (int k = 0; k < kVectors; k++) r[k] = hn::LoadU(d, p + k * kLanes);
  int64_t i = 8;
  for (; i + 8 <= n; i += 8) {
    for (int k = 0; k < kVectors; k++) r[k] = hn::Add(r[k], hn::LoadU(d, p + i + k * kLanes));
  }
  T a[8];
  for (int k = 0; k < kVectors; k++) hn::StoreU(r[k], d, a + k * kLanes);
  T sum = ((a[0] + a[1]) + (a[2] + a[3])) + ((a[4] + a[5]) + (a[6] + a[7]));
  for (; i < n; i++) sum += p[i];
  return sum;
}

template <class T>
T pairwise(const T* p, int64_t n) {
  if (n < 8) {
    T sum = 0;
    for (int64_t i = 0; i < n; i++) sum += p[i];
    return sum;
  }
  if (n <= 128) return sum_block(p, n);
  int64_t half = n / 2;
  half -= half % 8;
  return pairwise(p, half) + pairwise(p + half, n - half);
}

// Of extremes no element is too many: the last vector may hold some that were folded before.
template <class Op>
inline constexpr bool kRepeats = std::is_same_v<Op, Maximum> || std::is_same_v<Op, Minimum>;

template <class T, class Op>
void fold_any_order(T* accumulator, const T* p, int64_t n) {
  const hn::ScalableTag<T> d;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  const hn::CappedTag<T, 1> one;
  auto fold_one = [&](T* to, const T* from) { hn::StoreU(Op::apply(hn::LoadU(one, to), hn::LoadU(one, from)), one, to); };
  int64_t i = 0;
  if (n >= lanes) {
    auto a = hn::LoadU(d, p);
    i = lanes;
    if (n >= 4 * lanes) {
      auto b = hn::LoadU(d, p + lanes), c = hn::LoadU(d, p + 2 * lanes), e = hn::LoadU(d, p + 3 * lanes);
      for (i = 4 * lanes; i + 4 * lanes <= n; i += 4 * lanes) {
        a = Op::apply(a, hn::LoadU(d, p + i));
        b = Op::apply(b, hn::LoadU(d, p + i + lanes));
        c = Op::apply(c, hn::LoadU(d, p + i + 2 * lanes));
        e = Op::apply(e, hn::LoadU(d, p + i + 3 * lanes));
      }
      a = Op::apply(Op::apply(a, b), Op::apply(c, e));
    }
    for (; i + lanes <= n; i += lanes) a = Op::apply(a, hn::LoadU(d, p + i));
    if (kRepeats<Op> && i < n) {
      a = Op::apply(a, hn::LoadU(d, p + n - lanes));
      i = n;
    }
    T part[hn::MaxLanes(hn::ScalableTag<T>())];
    hn::StoreU(a, d, part);
    for (int64_t half = lanes / 2; half > 0; half /= 2) {
      for (int64_t k = 0; k < half; k++) fold_one(part + k, part + k + half);
    }
    fold_one(accumulator, part);
  }
  for (; i < n; i++) fold_one(accumulator, p + i);
}

template <class T>
bool fold_floats(Ufunc f, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  if (step != static_cast<int64_t>(sizeof(T))) return false;
  auto* a = reinterpret_cast<T*>(accumulator);
  auto* x = reinterpret_cast<const T*>(p);
  switch (f) {
    case Ufunc::add: return *a += pairwise(x, n), true;
    case Ufunc::maximum: return fold_any_order<T, Maximum>(a, x, n), true;
    case Ufunc::minimum: return fold_any_order<T, Minimum>(a, x, n), true;
    default: return false;
  }
}
template <class T>
bool fold_integers(Ufunc f, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  if (step != static_cast<int64_t>(sizeof(T))) return false;
  auto* a = reinterpret_cast<T*>(accumulator);
  auto* x = reinterpret_cast<const T*>(p);
  switch (f) {
    case Ufunc::add: return fold_any_order<T, Add>(a, x, n), true;
    case Ufunc::maximum: return fold_any_order<T, Maximum>(a, x, n), true;
    case Ufunc::minimum: return fold_any_order<T, Minimum>(a, x, n), true;
    default: return false;
  }
}

bool fold(Ufunc f, DType type, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  switch (type) {
    case DType::kFloat64: return fold_floats<double>(f, accumulator, p, step, n);
    case DType::kFloat32: return fold_floats<float>(f, accumulator, p, step, n);
    case DType::kInt64: return fold_integers<int64_t>(f, accumulator, p, step, n);
    case DType::kInt32: return fold_integers<int32_t>(f, accumulator, p, step, n);
    case DType::kInt16: return fold_integers<int16_t>(f, accumulator, p, step, n);
    case DType::kUint16: return fold_integers<uint16_t>(f, accumulator, p, step, n);
    case DType::kInt8: return fold_integers<int8_t>(f, accumulator, p, step, n);
    case DType::kUint8: return fold_integers<uint8_t>(f, accumulator, p, step, n);
    default: return false;
  }
}

// The extreme first, then where it is.
template <class T, class Op>
int64_t extreme_index_of(const uint8_t* from, int64_t step, int64_t n) {
  if (step != static_cast<int64_t>(sizeof(T))) return -1;
  auto* p = reinterpret_cast<const T*>(from);
  T extreme = p[0];
  fold_any_order<T, Op>(&extreme, p + 1, n - 1);
  const hn::ScalableTag<T> d;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  const auto wanted = hn::Set(d, extreme);
  bool nan = extreme != extreme;
  int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    auto v = hn::LoadU(d, p + i);
    auto found = nan ? differ(v, v) : hn::Eq(v, wanted);
    if (!hn::AllFalse(d, found)) return i + hn::FindFirstTrue(d, found);
  }
  while (nan ? p[i] == p[i] : p[i] != extreme) i++;
  return i;
}
template <class T>
int64_t extreme_index_of(bool largest, const uint8_t* p, int64_t step, int64_t n) {
  return largest ? extreme_index_of<T, Maximum>(p, step, n) : extreme_index_of<T, Minimum>(p, step, n);
}

int64_t extreme_of_bools(bool largest, const uint8_t* p, int64_t step, int64_t n) {
  if (step != 1) return -1;
  const void* found = std::memchr(p, largest, static_cast<size_t>(n));
  return found ? static_cast<const uint8_t*>(found) - p : 0;
}

int64_t extreme_index(bool largest, DType type, const uint8_t* p, int64_t step, int64_t n) {
  switch (type) {
    case DType::kFloat64: return extreme_index_of<double>(largest, p, step, n);
    case DType::kFloat32: return extreme_index_of<float>(largest, p, step, n);
    case DType::kInt64: return extreme_index_of<int64_t>(largest, p, step, n);
    case DType::kInt32: return extreme_index_of<int32_t>(largest, p, step, n);
    case DType::kInt16: return extreme_index_of<int16_t>(largest, p, step, n);
    case DType::kUint16: return extreme_index_of<uint16_t>(largest, p, step, n);
    case DType::kInt8: return extreme_index_of<int8_t>(largest, p, step, n);
    case DType::kUint8: return extreme_index_of<uint8_t>(largest, p, step, n);
    case DType::kBool: return extreme_of_bools(largest, p, step, n);
    default: return -1;
  }
}

// ---- converting

bool convert_run(DType to, void* out, DType from, const void* in, int64_t n) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<float, decltype(d)> f;
  const auto lanes = static_cast<int64_t>(hn::Lanes(d));
  int64_t i = 0;
  if (to == DType::kFloat32 && from == DType::kFloat64) {
    auto* x = static_cast<const double*>(in);
    auto* y = static_cast<float*>(out);
    for (; i + lanes <= n; i += lanes) hn::StoreU(hn::DemoteTo(f, hn::LoadU(d, x + i)), f, y + i);
    for (; i < n; i++) y[i] = static_cast<float>(x[i]);
    return true;
  }
  if (to == DType::kFloat64 && from == DType::kFloat32) {
    auto* x = static_cast<const float*>(in);
    auto* y = static_cast<double*>(out);
    for (; i + lanes <= n; i += lanes) hn::StoreU(hn::PromoteTo(d, hn::LoadU(f, x + i)), d, y + i);
    for (; i < n; i++) y[i] = static_cast<double>(x[i]);
    return true;
  }
  return false;
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

Kernel simd_kernel(Ufunc f, DType type) {
  if (type == DType::kFloat64 || type == DType::kFloat32) {
    bool wide = type == DType::kFloat64;
    MathLoops math = simd_math_loops(f);
    if (Kernel k = wide ? math.doubles : math.singles) return k;
    PairLoops pairs = simd_pair_loops(f);
    if (Kernel k = wide ? pairs.doubles : pairs.singles) return k;
  }
  static auto* const best = PYVM_SIMD(find_kernel);
  return best(f, type);
}
bool simd_convert(DType to, void* out, DType from, const void* in, int64_t n) {
  static auto* const best = PYVM_SIMD(convert_run);
  return best(to, out, from, in, n);
}
int64_t simd_extreme_index(bool largest, DType type, const uint8_t* p, int64_t step, int64_t n) {
  static auto* const best = PYVM_SIMD(extreme_index);
  return best(largest, type, p, step, n);
}
bool simd_fold(Ufunc f, DType type, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  static auto* const best = PYVM_SIMD(fold);
  return best(f, type, accumulator, p, step, n);
}

}  // namespace pyvm::np
#endif
