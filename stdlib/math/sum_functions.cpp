// math: fsum, prod, hypot, dist.
#include <cmath>
#include <cstdlib>

#include "stdlib/math/math.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"

namespace pyvm {

namespace {

// Exact running sum: non-overlapping partial sums in increasing magnitude (J. Shewchuk, "Adaptive Precision Floating-Point
// Arithmetic and Fast Robust Geometric Predicates", 1997).
class ExactSum {
 public:
  ~ExactSum() {
    if (partials_ != few_) std::free(partials_);
  }
  // False: exception pending.
  bool add(double x) {
    double original = x;
    size_t kept = 0;
    for (size_t i = 0; i < count_; i++) {
      double y = partials_[i];
      if (std::fabs(x) < std::fabs(y)) {
        double swap = x;
        x = y;
        y = swap;
      }
      volatile double high = x + y;
      volatile double rounded = high - x;
      double low = y - rounded;
      if (low != 0) partials_[kept++] = low;
      x = high;
    }
    count_ = kept;
    if (x == 0) return true;
    if (!std::isfinite(x)) {
      if (std::isfinite(original)) return (void)raise_error(exc::OverflowError, "intermediate overflow in fsum"), false;
      if (std::isinf(original)) infinities_ += original;
      specials_ += original;
      count_ = 0;
      return true;
    }
    if (count_ == capacity_ && !grow()) return false;
    partials_[count_++] = x;
    return true;
  }
  Value result() {
    if (specials_ != 0) {
      return std::isnan(infinities_) ? raise_value_error("-inf + inf in fsum") : Value::from_double(specials_);
    }
    size_t n = count_;
    if (n == 0) return Value::from_double(0.0);
    double high = partials_[--n], low = 0;
    while (n > 0) {
      double x = high, y = partials_[--n];
      volatile double sum = x + y;
      volatile double rounded = sum - x;
      high = sum;
      low = y - rounded;
      if (low != 0) break;
    }
    // Half an ulp left over rounds to even only if nothing lies below it.
    if (n > 0 && ((low < 0 && partials_[n - 1] < 0) || (low > 0 && partials_[n - 1] > 0))) {
      double twice = low * 2;
      volatile double candidate = high + twice;
      volatile double rounded = candidate - high;
      if (twice == rounded) high = candidate;
    }
    return Value::from_double(high);
  }

 private:
  bool grow() {
    size_t capacity = capacity_ * 2;
    auto* fresh = static_cast<double*>(std::malloc(capacity * sizeof(double)));
    if (!fresh) return (void)raise_memory_error(), false;
    for (size_t i = 0; i < count_; i++) fresh[i] = partials_[i];
    if (partials_ != few_) std::free(partials_);
    partials_ = fresh;
    capacity_ = capacity;
    return true;
  }

  double few_[32];
  double* partials_ = few_;
  size_t count_ = 0, capacity_ = 32;
  double specials_ = 0, infinities_ = 0;
};

Value math_fsum(Thread& t, Value* args) {
  Value iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  ExactSum sum;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return sum.result();
    double x;
    if (!item || !number_as_double(t, item, &x) || !sum.add(x)) return kNull;
  }
}

Value math_prod(Thread& t, Value* args) {
  Value r = args[1], iterator = object_iter(t, args[0]);
  if (!iterator) return kNull;
  for (;;) {
    Value item = iter_next(t, iterator);
    if (item == kStop) return r;
    r = item ? object_binary(t, BinaryOp::kMul, r, item) : kNull;
    if (!r) return kNull;
  }
}

// Euclidean norm, correctly rounded in nearly all cases: the squares are added in a wider format.
double norm(const double* v, int64_t n) {
  double largest = 0;
  bool nan = false;
  for (int64_t i = 0; i < n; i++) {
    double x = std::fabs(v[i]);
    if (std::isinf(x)) return x;
    nan = nan || std::isnan(x);
    if (x > largest) largest = x;
  }
  if (nan) return NAN;
  if (largest == 0 || n == 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  long double sum = 0;
  for (int64_t i = 0; i < n; i++) {
    long double x = std::ldexp(static_cast<long double>(v[i]), -exponent);
    sum += x * x;
  }
  return static_cast<double>(std::ldexp(std::sqrt(sum), exponent));
}

class Doubles {
 public:
  explicit Doubles(int64_t n) : data_(n <= 16 ? few_ : static_cast<double*>(std::malloc(static_cast<size_t>(n) * sizeof(double)))) {}
  ~Doubles() {
    if (data_ != few_) std::free(data_);
  }
  double* data() { return data_; }

 private:
  double few_[16];
  double* data_;
};

Value math_hypot(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[0]);
  Doubles v(given->length);
  if (!v.data()) return raise_memory_error();
  for (int64_t i = 0; i < given->length; i++) {
    if (!number_as_double(t, given->items[i], &v.data()[i])) return kNull;
  }
  return Value::from_double(norm(v.data(), given->length));
}

Value math_dist(Thread& t, Value* args) {
  PyTuple* p = object_to_tuple(t, args[0]);
  PyTuple* q = p ? object_to_tuple(t, args[1]) : nullptr;
  if (!q) return kNull;
  if (p->length != q->length) return raise_value_error("both points must have the same number of dimensions");
  Doubles v(p->length);
  if (!v.data()) return raise_memory_error();
  for (int64_t i = 0; i < p->length; i++) {
    double a, b;
    if (!number_as_double(t, p->items[i], &a) || !number_as_double(t, q->items[i], &b)) return kNull;
    v.data()[i] = a - b;
  }
  return Value::from_double(norm(v.data(), p->length));
}

}  // namespace

const NativeDef kMathSumFunctions[] = {
    {"fsum(seq, /)", math_fsum, kEffectAll,
     "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point arithmetic."},
    {"prod(iterable, /, *, start=1)", math_prod, kEffectAll,
     "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1."},
    {"hypot(*coordinates)", math_hypot, kEffectAll,
     "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point."},
    {"dist(p, q, /)", math_dist, kEffectAll,
     "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\n"
     "coordinates.  Both inputs must have the same dimension."},
    {}};

}  // namespace pyvm
