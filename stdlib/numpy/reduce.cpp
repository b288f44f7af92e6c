// Reductions. Sums of floats along a contiguous axis are pairwise, like NumPy's, and what is converted on the way is
// folded in the pieces that NumPy's buffers have, so that results agree to the last bit.
#include <cstring>

#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/numpy/ufunc.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/list.h"

namespace pyvm::np {

namespace {

constexpr int64_t kBufferItems = 8192;

// Pairwise summation in blocks of 128 numbers with eight accumulators (as in NumPy's documentation of np.sum).
template <class S>
formula::compute_t<S> pairwise_sum(const uint8_t* p, int64_t step, int64_t n) {
  using T = formula::compute_t<S>;
  auto at = [&](int64_t i) { return static_cast<T>(*reinterpret_cast<const S*>(p + i * step)); };
  if (n < 8) {
    T sum = T(0);
    for (int64_t i = 0; i < n; i++) sum += at(i);
    return sum;
  }
  if (n <= 128) {
    T r[8];
    for (int k = 0; k < 8; k++) r[k] = at(k);
    int64_t i = 8;
    for (; i < n - n % 8; i += 8) {
      for (int k = 0; k < 8; k++) r[k] += at(i + k);
    }
    T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) sum += at(i);
    return sum;
  }
  int64_t half = n / 2;
  half -= half % 8;
  return pairwise_sum<S>(p, step, half) + pairwise_sum<S>(p + half * step, step, n - half);
}

// Up to 64 complex numbers, four at least, that lie one behind the other: sums of every fourth real and imaginary part.
template <class T>
T complex_block_sum(const typename T::value_type* x, int64_t n) {
  typename T::value_type r[8];
  for (int k = 0; k < 8; k++) r[k] = x[k];
  int64_t i = 8;
  for (; i < 2 * (n - n % 4); i += 8) {
    for (int k = 0; k < 8; k++) r[k] += x[i + k];
  }
  T sum((r[0] + r[2]) + (r[4] + r[6]), (r[1] + r[3]) + (r[5] + r[7]));
  for (; i < 2 * n; i += 2) sum += T(x[i], x[i + 1]);
  return sum;
}

// A complex number counts as two of the 128 and two of the eight.
template <class T>
T complex_pairwise_sum(const uint8_t* p, int64_t step, int64_t n) {
  auto at = [&](int64_t i) { return *reinterpret_cast<const T*>(p + i * step); };
  if (n < 4) {
    T sum = T(0);
    for (int64_t i = 0; i < n; i++) sum += at(i);
    return sum;
  }
  if (n <= 64 && step == sizeof(T)) return complex_block_sum<T>(reinterpret_cast<const typename T::value_type*>(p), n);
  if (n <= 64) {
    T r[4];
    for (int k = 0; k < 4; k++) r[k] = at(k);
    int64_t i = 4;
    for (; i < n - n % 4; i += 4) {
      for (int k = 0; k < 4; k++) r[k] += at(i + k);
    }
    T sum = (r[0] + r[1]) + (r[2] + r[3]);
    for (; i < n; i++) sum += at(i);
    return sum;
  }
  int64_t half = (n - n % 8) / 2;
  return complex_pairwise_sum<T>(p, step, half) + complex_pairwise_sum<T>(p + half * step, step, n - half);
}

// accumulator := accumulator f (all n elements)
void fold_run(Ufunc f, Kernel kernel, DType type, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  if (n <= 0 || simd_fold(f, type, accumulator, p, step, n)) return;
  bool any = f == Ufunc::logical_or || f == Ufunc::maximum, all = f == Ufunc::logical_and || f == Ufunc::minimum;
  if (type == DType::kBool && step == 1 && (any || all)) {
    // Up to the first element that decides.
    if (std::memchr(p, any, static_cast<size_t>(n))) *accumulator = any;
    return;
  }
  if (f == Ufunc::add && dtype_category(type) >= 2) {
    dispatch(type, [&](auto zero) {
      using S = decltype(zero);
      auto* sum = reinterpret_cast<S*>(accumulator);
      if constexpr (formula::is_complex_type<S>) {
        *sum += complex_pairwise_sum<S>(p, step, n);
      } else if constexpr (formula::is_float_type<formula::compute_t<S>>) {
        using T = formula::compute_t<S>;
        *sum = static_cast<S>(static_cast<T>(*sum) + pairwise_sum<S>(p, step, n));
      }
    });
    return;
  }
  uint8_t* pointers[3] = {accumulator, accumulator, const_cast<uint8_t*>(p)};
  int64_t steps[3] = {0, 0, step};
  kernel(pointers, steps, n);
}

// The type a reduction is computed in: small integers are summed as int64 / uint64. False: no loop.
bool reduction_type(Ufunc f, DType own, DType* type) {
  if ((f == Ufunc::add || f == Ufunc::multiply) && dtype_category(own) < 2) {
    *type = dtype_info(own).kind == 'u' ? DType::kUint64 : DType::kInt64;
    return true;
  }
  DType types[2] = {own, own}, loop;
  if (!ufunc_loop(f, types, &loop)) return false;
  *type = ufunc_result(f, loop);
  return true;
}

bool identity_of(Ufunc f, DType type, void* out) {
  double value;
  switch (f) {
    case Ufunc::add: case Ufunc::logical_or: case Ufunc::bitwise_or: case Ufunc::bitwise_xor: case Ufunc::logical_xor:
    case Ufunc::gcd: case Ufunc::hypot:
      value = 0;
      break;
    case Ufunc::multiply: case Ufunc::logical_and: value = 1; break;
    case Ufunc::bitwise_and: value = -1; break;
    case Ufunc::logaddexp: case Ufunc::logaddexp2: value = -INFINITY; break;
    default: return false;
  }
  convert(type, out, 0, DType::kFloat64, &value, 0, 1);
  return true;
}

bool is_reorderable(Ufunc f) {
  uint8_t ignored[16];
  return identity_of(f, DType::kFloat64, ignored) || f == Ufunc::maximum || f == Ufunc::minimum || f == Ufunc::fmax ||
         f == Ufunc::fmin || f == Ufunc::lcm;
}

// The axes of a reduction: kept ones and reduced ones, the latter in the order of memory.
struct Axes {
  int kept = 0, reduced = 0, out_ndim = 0;
  int64_t kept_shape[kMaxDims], kept_strides[kMaxDims], reduced_shape[kMaxDims], reduced_strides[kMaxDims];
  int64_t out_shape[kMaxDims];
  int64_t count = 1;   // elements folded into one result

  Axes(const PyNdArray* a, uint32_t axes, bool keepdims) {
    for (int i = 0; i < a->ndim; i++) {
      if (axes >> i & 1) {
        reduced_shape[reduced] = a->shape()[i];
        reduced_strides[reduced++] = a->strides()[i];
        count *= a->shape()[i];
        if (keepdims) out_shape[out_ndim++] = 1;
      } else {
        kept_shape[kept] = a->shape()[i];
        kept_strides[kept++] = a->strides()[i];
        out_shape[out_ndim++] = a->shape()[i];
      }
    }
  }
  // Whether memory is walked fastest along a reduced axis.
  bool inner_reduced() const {
    auto smallest = [](const int64_t* shape, const int64_t* strides, int n) {
      int64_t least = INT64_MAX;
      for (int i = 0; i < n; i++) {
        if (shape[i] > 1) least = std::min(least, strides[i] < 0 ? -strides[i] : strides[i]);
      }
      return least;
    };
    return kept == 0 || smallest(kept_shape, kept_strides, kept) >= smallest(reduced_shape, reduced_strides, reduced);
  }
};

class Reducer {
 public:
  Reducer(Ufunc f, PyNdArray* a, PyNdArray* where, DType type, const Axes& axes, uint32_t bits,
          PyNdArray* out, const void* start)
      : f_(f), kernel_(ufunc_kernel(f, type)), a_(a), where_(where), type_(type), item_(dtype_bytes(type)), axes_(axes),
        bits_(bits), out_(out), start_(start) {}

  // out is C-contiguous and of the type.
  bool run() {
    inner_ = array_view(a_, a_->data, axes_.reduced, axes_.reduced_shape, axes_.reduced_strides, a_->dtype);
    outer_ = array_view(a_, a_->data, axes_.kept, axes_.kept_shape, axes_.kept_strides, a_->dtype);
    if (!inner_ || !outer_) return false;
    if (where_) return run_masked();
    if (axes_.inner_reduced()) {
      fold_each();
    } else {
      return fold_rows();
    }
    return true;
  }

 private:
  void fold(uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
    if (a_->dtype == type_) return fold_run(f_, kernel_, type_, accumulator, p, step, n);
    alignas(64) static thread_local uint8_t buffer[kBufferItems * 16];
    auto item = static_cast<int64_t>(item_);
    for (int64_t done = 0; done < n; done += kBufferItems) {
      int64_t piece = std::min(kBufferItems, n - done);
      convert(type_, buffer, item, a_->dtype, p + done * step, step, piece);
      fold_run(f_, kernel_, type_, accumulator, buffer, item, piece);
      if (f_ == Ufunc::logical_or ? *accumulator : f_ == Ufunc::logical_and && !*accumulator) return;   // of bools: decided
    }
  }

  // Every result is folded run by run.
  void fold_each() {
    int64_t position[kMaxDims] = {};
    for (int64_t r = 0; r < out_->size; r++) {
      uint8_t* at = a_->data;
      for (int i = 0; i < axes_.kept; i++) at += position[i] * axes_.kept_strides[i];
      uint8_t* accumulator = out_->data + static_cast<size_t>(r) * item_;
      bool first = !start_;
      if (start_) std::memcpy(accumulator, start_, item_);
      inner_->data = at;
      Walker walk(axes_.reduced, axes_.reduced_shape);
      walk.add(inner_);
      walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
        const uint8_t* from = p[0];
        if (first) {
          first = false;
          convert(type_, accumulator, 0, a_->dtype, from, 0, 1);
          from += step[0];
          n--;
        }
        fold(accumulator, from, step[0], n);
      });
      for (int d = axes_.kept - 1; d >= 0 && ++position[d] == axes_.kept_shape[d]; d--) position[d] = 0;
    }
  }

  // Whole rows are folded into the results.
  bool fold_rows() {
    PyNdArray* result = array_view(out_, out_->data, axes_.kept, axes_.kept_shape, axes_.kept_strides, type_);
    if (!result) return false;
    auto step_of = static_cast<int64_t>(item_);
    for (int i = axes_.kept; i-- > 0;) {
      result->strides()[i] = step_of;
      step_of *= axes_.kept_shape[i];
    }
    int64_t position[kMaxDims] = {};
    if (start_) {
      for (int64_t i = 0; i < out_->size; i++) std::memcpy(out_->data + static_cast<size_t>(i) * item_, start_, item_);
    }
    for (int64_t r = 0; r < axes_.count; r++) {
      uint8_t* at = a_->data;
      for (int i = 0; i < axes_.reduced; i++) at += position[i] * axes_.reduced_strides[i];
      outer_->data = at;
      Walker walk(axes_.kept, axes_.kept_shape);
      walk.add(result);
      walk.add(outer_);
      walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
        if (r == 0 && !start_) return convert(type_, p[0], step[0], a_->dtype, p[1], step[1], n);
        fold_row(p[0], step[0], p[1], step[1], n);
      });
      for (int d = axes_.reduced - 1; d >= 0 && ++position[d] == axes_.reduced_shape[d]; d--) position[d] = 0;
    }
    return true;
  }

  void fold_row(uint8_t* to, int64_t to_step, uint8_t* from, int64_t from_step, int64_t n) {
    constexpr int64_t kPiece = 256;
    alignas(64) uint8_t buffer[kPiece * 16];
    bool cast = a_->dtype != type_;
    auto item = static_cast<int64_t>(item_);
    for (int64_t done = 0; done < n;) {
      int64_t piece = cast ? std::min(kPiece, n - done) : n;
      uint8_t* row = from + done * from_step;
      if (cast) convert(type_, buffer, item, a_->dtype, row, from_step, piece);
      uint8_t* p[3] = {to + done * to_step, to + done * to_step, cast ? buffer : row};
      int64_t steps[3] = {to_step, to_step, cast ? item : from_step};
      kernel_(p, steps, piece);
      done += piece;
    }
  }

  // Element by element; there is a start value.
  bool run_masked() {
    int64_t shape[kMaxDims], mask_strides[kMaxDims];
    for (int i = 0; i < a_->ndim; i++) {
      shape[i] = a_->shape()[i];
      int m = i - (a_->ndim - where_->ndim);
      mask_strides[i] = m < 0 || where_->shape()[m] == 1 ? 0 : where_->strides()[m];
    }
    for (int64_t i = 0; i < out_->size; i++) std::memcpy(out_->data + static_cast<size_t>(i) * item_, start_, item_);
    if (a_->size == 0) return true;
    int64_t out_strides[kMaxDims], step = static_cast<int64_t>(item_);
    for (int i = axes_.out_ndim; i-- > 0;) {
      out_strides[i] = step;
      step *= axes_.out_shape[i];
    }
    int64_t position[kMaxDims] = {};
    for (;;) {
      const uint8_t* from = a_->data;
      const uint8_t* mask = where_->data;
      for (int i = 0; i < a_->ndim; i++) {
        from += position[i] * a_->strides()[i];
        mask += position[i] * mask_strides[i];
      }
      if (*mask) fold(out_->data + out_offset(position, out_strides), from, 0, 1);
      int d = a_->ndim - 1;
      while (d >= 0 && ++position[d] == shape[d]) position[d--] = 0;
      if (d < 0) return true;
    }
  }
  int64_t out_offset(const int64_t* position, const int64_t* out_strides) const {
    int64_t offset = 0;
    int k = 0;
    bool keepdims = axes_.out_ndim == a_->ndim;
    for (int i = 0; i < a_->ndim; i++) {
      if (!(bits_ >> i & 1)) {
        offset += position[i] * out_strides[k++];
      } else if (keepdims) {
        k++;
      }
    }
    return offset;
  }

  Ufunc f_;
  Kernel kernel_;
  PyNdArray *a_, *where_;
  DType type_;
  size_t item_;
  const Axes& axes_;
  uint32_t bits_;
  PyNdArray* out_;
  const void* start_;
  PyNdArray *inner_ = nullptr, *outer_ = nullptr;
};

bool check_out(const Axes& axes, PyNdArray* out, Ufunc f) {
  bool same = out->ndim == axes.out_ndim;
  for (int i = 0; same && i < out->ndim; i++) same = out->shape()[i] == axes.out_shape[i];
  if (same) return true;
  if (out->ndim != axes.out_ndim) {
    return raise_value_error("output parameter for reduction operation %s has the wrong number of dimensions: Found %d but expected "
                             "%d", ufunc_info(f).name, out->ndim, axes.out_ndim);
  }
  return raise_value_error("output parameter for reduction operation %s has a non-reduction dimension not equal to the input one.",
                           ufunc_info(f).name);
}

}  // namespace

Value ufunc_reduce_with(Thread& t, Ufunc f, PyNdArray* a, const ReduceOptions& o) {
  const char* name = ufunc_info(f).name;
  if (ufunc_info(f).inputs != 2) return raise_value_error("reduce only supported for binary functions");
  DType type;
  if (o.dtype) {
    type = *o.dtype;
    if (!ufunc_kernel(f, type)) {
      return raise_type_error("No loop matching the specified signature and casting was found for ufunc %s", name);
    }
  } else if (o.out && (f == Ufunc::add || f == Ufunc::multiply)) {
    type = o.out->dtype;
  } else if (!reduction_type(f, a->dtype, &type)) {
    Value inputs[2] = {Value(&a->header), Value(&a->header)};
    return ufunc_fail_types(t, f, inputs);
  }
  if (__builtin_popcount(o.axes) > 1 && !is_reorderable(f)) {
    return raise_value_error("reduction operation '%s' is not reorderable, so at most one axis may be specified", name);
  }
  Axes axes(a, o.axes, o.keepdims);
  if (o.out && !check_out(axes, o.out, f)) return kNull;
  alignas(16) uint8_t start[16];
  bool has_start = false;
  if (o.initial && !o.initial.is_none()) {
    if (!store_element(t, type, start, o.initial)) return kNull;
    has_start = true;
  } else if (o.initial.is_null()) {
    has_start = identity_of(f, type, start);
  }
  if (!has_start && o.where) {
    return raise_value_error("reduction operation '%s' does not have an identity, so to use a where mask one has to specify "
                             "'initial'", name);
  }
  PyNdArray* out = array_new(type, axes.out_ndim, axes.out_shape);
  if (!out) return kNull;
  if (axes.count == 0 && !has_start && out->size) {
    return raise_value_error("zero-size array to reduction operation %s which has no identity", name);
  }
  bool checked = ufunc_info(f).flags & UfuncInfo::kChecked;
  if (checked) clear_float_flags();
  if (out->size && (axes.count || has_start)) {
    Reducer reducer(f, a, o.where, type, axes, o.axes, out, has_start ? start : nullptr);
    if (axes.count == 0) {
      for (int64_t i = 0; i < out->size; i++) std::memcpy(out->data + static_cast<size_t>(i) * dtype_bytes(type), start, dtype_bytes(type));
    } else if (!reducer.run()) {
      return kNull;
    }
  }
  if (checked && !report_float_errors(t, "reduce")) return kNull;
  if (o.out) return array_assign(t, o.out, out) ? Value(&o.out->header) : kNull;
  return array_or_scalar(out);
}

Value ufunc_reduce(Thread& t, Ufunc f, PyNdArray* a, uint32_t axes, bool keepdims, const DType* dtype) {
  ReduceOptions options;
  options.axes = axes;
  options.keepdims = keepdims;
  options.dtype = dtype;
  return ufunc_reduce_with(t, f, a, options);
}

namespace {

// Every lane of `out` along an axis: f(first element's address).
template <class F>
void for_lanes(PyNdArray* out, int axis, F f) {
  int64_t position[kMaxDims] = {}, lanes = out->shape()[axis] ? out->size / out->shape()[axis] : 0;
  for (int64_t lane = 0; lane < lanes; lane++) {
    int64_t offset = 0;
    for (int i = 0; i < out->ndim; i++) offset += position[i] * out->strides()[i];
    f(out->data + offset, position);
    for (int d = out->ndim - 1; d >= 0; d--) {
      if (d == axis) continue;
      if (++position[d] < out->shape()[d]) break;
      position[d] = 0;
    }
  }
}

}  // namespace

Value ufunc_accumulate(Thread& t, Ufunc f, PyNdArray* a, int axis, const DType* dtype, PyNdArray* given) {
  if (ufunc_info(f).inputs != 2) return raise_value_error("accumulate only supported for binary functions");
  DType type;
  if (dtype) {
    type = *dtype;
  } else if (given && (f == Ufunc::add || f == Ufunc::multiply)) {
    type = given->dtype;
  } else if (!reduction_type(f, a->dtype, &type)) {
    Value inputs[2] = {Value(&a->header), Value(&a->header)};
    return ufunc_fail_types(t, f, inputs);
  }
  // Lane by lane in order: not the vectorised kernel, which would read elements before they are written.
  Kernel kernel = binary_kernel(f, type);
  if (!kernel) return raise_type_error("ufunc '%s' has no accumulation for this type", ufunc_info(f).name);
  PyNdArray* out = array_astype(a, type);
  if (!out) return kNull;
  bool checked = ufunc_info(f).flags & UfuncInfo::kChecked;
  if (checked) clear_float_flags();
  if (out->size) {
    int64_t n = out->shape()[axis], step = out->strides()[axis];
    for_lanes(out, axis, [&](uint8_t* at, const int64_t*) {
      uint8_t* p[3] = {at + step, at, at + step};
      int64_t steps[3] = {step, step, step};
      if (n > 1) kernel(p, steps, n - 1);
    });
  }
  if (checked && !report_float_errors(t, "accumulate")) return kNull;
  if (given) return array_assign(t, given, out) ? Value(&given->header) : kNull;
  return Value(&out->header);
}

Value ufunc_reduceat(Thread& t, Ufunc f, PyNdArray* a, PyNdArray* indices, int axis, const DType* dtype) {
  DType type;
  if (ufunc_info(f).inputs != 2) return raise_value_error("reduceat only supported for binary functions");
  if (dtype) {
    type = *dtype;
  } else if (!reduction_type(f, a->dtype, &type)) {
    Value inputs[2] = {Value(&a->header), Value(&a->header)};
    return ufunc_fail_types(t, f, inputs);
  }
  if (indices->ndim != 1) return raise_value_error("object of too small depth for desired array");
  PyNdArray* positions = array_contiguous(indices);
  PyNdArray* source = positions ? array_astype(a, type) : nullptr;
  if (!source) return kNull;
  auto* at = reinterpret_cast<const int64_t*>(positions->data);
  int64_t n = source->shape()[axis], count = positions->size;
  for (int64_t i = 0; i < count; i++) {
    if (at[i] < 0 || at[i] >= n) {
      return raise_error(exc::IndexError, "index %ld out-of-bounds in %s.reduceat [0, %ld)", at[i], ufunc_info(f).name, n);
    }
  }
  int64_t shape[kMaxDims];
  for (int i = 0; i < a->ndim; i++) shape[i] = i == axis ? count : a->shape()[i];
  PyNdArray* out = array_new(type, a->ndim, shape);
  if (!out || out->size == 0) return value_of(out);
  Kernel kernel = ufunc_kernel(f, type);
  int64_t step = source->strides()[axis], out_step = out->strides()[axis];
  for_lanes(out, axis, [&](uint8_t* to, const int64_t* position) {
    const uint8_t* from = source->data;
    for (int i = 0; i < source->ndim; i++) from += i == axis ? 0 : position[i] * source->strides()[i];
    for (int64_t i = 0; i < count; i++, to += out_step) {
      int64_t start = at[i], stop = i + 1 < count ? at[i + 1] : n;
      std::memcpy(to, from + start * step, dtype_bytes(type));
      fold_run(f, kernel, type, to, from + (start + 1) * step, step, stop - start - 1);
    }
  });
  return Value(&out->header);
}

}  // namespace pyvm::np
