// Reductions. Sums of floats along a contiguous axis are pairwise, like NumPy's, so that results agree to the last bit.
#include <cstring>

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/ufunc.h"
#include "vm/object/error.h"
#include "vm/object/list.h"

namespace pyvm::np {

namespace {

// Pairwise summation in blocks of 128 with eight accumulators (as in NumPy's documentation of np.sum).
template <class T>
T pairwise_sum(const uint8_t* p, int64_t step, int64_t n) {
  auto at = [&](int64_t i) { return *reinterpret_cast<const T*>(p + i * step); };
  if (n < 8) {
    T sum = T(0);
    if constexpr (std::is_floating_point_v<T>) sum = T(-0.0);
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
  return pairwise_sum<T>(p, step, half) + pairwise_sum<T>(p + half * step, step, n - half);
}

// accumulator := accumulator f (all n elements)
void fold_run(Ufunc f, Kernel kernel, DType type, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n) {
  if (f == Ufunc::add && (is_floating(type) || is_complex(type))) {
    dispatch(type, [&](auto zero) {
      using T = decltype(zero);
      if constexpr (formula::is_float_type<T> || formula::is_complex_type<T>) {
        *reinterpret_cast<T*>(accumulator) += pairwise_sum<T>(p, step, n);
      }
    });
    return;
  }
  uint8_t* pointers[3] = {accumulator, accumulator, const_cast<uint8_t*>(p)};
  int64_t steps[3] = {0, 0, step};
  kernel(pointers, steps, n);
}

// The type a reduction is computed in: small integers are summed as int64 / uint64.
DType reduction_type(Ufunc f, DType own) {
  if (ufunc_info(f).cls == UfuncClass::kLogical) return DType::kBool;
  if (f != Ufunc::add && f != Ufunc::multiply) return own;
  if (own == DType::kBool || dtype_info(own).kind == 'i') return DType::kInt64;
  if (dtype_info(own).kind == 'u') return DType::kUint64;
  return own;
}

bool identity_of(Ufunc f, DType type, void* out) {
  int64_t value;
  switch (f) {
    case Ufunc::add: case Ufunc::logical_or: case Ufunc::bitwise_or: case Ufunc::bitwise_xor: case Ufunc::logical_xor:
      value = 0;
      break;
    case Ufunc::multiply: case Ufunc::logical_and: value = 1; break;
    case Ufunc::bitwise_and: value = -1; break;
    default: return false;
  }
  convert(type, out, 0, DType::kInt64, &value, 0, 1);
  return true;
}

}  // namespace

Value ufunc_reduce(Thread& t, Ufunc f, PyNdArray* a, uint32_t axes, bool keepdims, const DType* dtype) {
  DType type = dtype ? *dtype : reduction_type(f, a->dtype);
  Kernel kernel = binary_kernel(f, type);
  if (!kernel) return raise_type_error("ufunc '%s' has no reduction for this type", ufunc_info(f).name);
  if (a->dtype != type) {
    a = array_astype(a, type);
    if (!a) return kNull;
  }
  // Split the axes: kept ones first, then the reduced ones.
  int64_t kept_shape[kMaxDims], kept_strides[kMaxDims], reduced_shape[kMaxDims], reduced_strides[kMaxDims];
  int64_t out_shape[kMaxDims];
  int kept = 0, reduced = 0, out_ndim = 0;
  int64_t count = 1;
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
  PyNdArray* out = array_new(type, out_ndim, out_shape);
  if (!out) return kNull;
  alignas(16) uint8_t identity[16];
  bool has_identity = identity_of(f, type, identity);
  if (count == 0 && !has_identity && out->size) {
    return raise_value_error("zero-size array to reduction operation %s which has no identity", ufunc_info(f).name);
  }
  size_t item = dtype_bytes(type);
  if (out->size == 0) return array_or_scalar(out);
  if (count == 0) {
    for (int64_t i = 0; i < out->size; i++) std::memcpy(out->data + static_cast<size_t>(i) * item, identity, item);
    return array_or_scalar(out);
  }
  // NumPy walks memory in order. If the innermost axis in memory is reduced, each result is folded run by run; else whole
  // rows are folded into the results.
  auto magnitude = [](int64_t s) { return s < 0 ? -s : s; };
  int64_t smallest_kept = INT64_MAX, smallest_reduced = INT64_MAX;
  for (int i = 0; i < kept; i++) {
    if (kept_shape[i] > 1) smallest_kept = std::min(smallest_kept, magnitude(kept_strides[i]));
  }
  for (int i = 0; i < reduced; i++) {
    if (reduced_shape[i] > 1) smallest_reduced = std::min(smallest_reduced, magnitude(reduced_strides[i]));
  }
  PyNdArray* inner = array_view(a, a->data, reduced, reduced_shape, reduced_strides, type);
  PyNdArray* outer = array_view(a, a->data, kept, kept_shape, kept_strides, type);
  if (!inner || !outer) return kNull;
  if (smallest_kept >= smallest_reduced || kept == 0) {
    int64_t position[kMaxDims] = {};
    for (int64_t r = 0; r < out->size; r++) {
      uint8_t* at = a->data;
      for (int i = 0; i < kept; i++) at += position[i] * kept_strides[i];
      uint8_t* accumulator = out->data + static_cast<size_t>(r) * item;
      bool first = true;
      inner->data = at;
      Walker walk(reduced, reduced_shape);
      walk.add(inner);
      walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
        const uint8_t* from = p[0];
        if (first) {
          first = false;
          std::memcpy(accumulator, from, item);
          if (f == Ufunc::add && (is_floating(type) || is_complex(type)) && n > 1) {
            // The first run is summed pairwise as a whole.
            std::memset(accumulator, 0, item);
            dispatch(type, [&](auto zero) {
              using T = decltype(zero);
              if constexpr (formula::is_float_type<T> || formula::is_complex_type<T>) {
                *reinterpret_cast<T*>(accumulator) = pairwise_sum<T>(from, step[0], n);
              }
            });
            return;
          }
          from += step[0];
          n--;
        }
        if (n > 0) fold_run(f, kernel, type, accumulator, from, step[0], n);
      });
      for (int d = kept - 1; d >= 0 && ++position[d] == kept_shape[d]; d--) position[d] = 0;
    }
    return array_or_scalar(out);
  }
  int64_t position[kMaxDims] = {};
  PyNdArray* result = array_view(out, out->data, kept, kept_shape, kept_strides, type);
  if (!result) return kNull;
  auto step_of = static_cast<int64_t>(item);
  for (int i = kept; i-- > 0;) {
    result->strides()[i] = step_of;
    step_of *= kept_shape[i];
  }
  for (int64_t r = 0; r < count; r++) {
    uint8_t* at = a->data;
    for (int i = 0; i < reduced; i++) at += position[i] * reduced_strides[i];
    outer->data = at;
    Walker walk(kept, kept_shape);
    walk.add(result);
    if (r == 0) {
      walk.add(outer);
      walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { convert(type, p[0], step[0], type, p[1], step[1], n); });
    } else {
      walk.add(result);
      walk.add(outer);
      walk.run(kernel);
    }
    for (int d = reduced - 1; d >= 0 && ++position[d] == reduced_shape[d]; d--) position[d] = 0;
  }
  return array_or_scalar(out);
}

Value ufunc_accumulate(Thread& t, Ufunc f, PyNdArray* a, int axis, const DType* dtype) {
  DType type = dtype ? *dtype : reduction_type(f, a->dtype);
  Kernel kernel = binary_kernel(f, type);
  if (!kernel) return raise_type_error("ufunc '%s' has no accumulation for this type", ufunc_info(f).name);
  PyNdArray* out = array_astype(a, type);
  if (!out || out->size == 0) return value_of(out);
  int64_t n = out->shape()[axis], step = out->strides()[axis];
  int64_t lanes = out->size / n;
  int64_t position[kMaxDims] = {};
  for (int64_t lane = 0; lane < lanes; lane++) {
    uint8_t* at = out->data;
    for (int i = 0; i < out->ndim; i++) at += position[i] * out->strides()[i];
    for (int64_t i = 1; i < n; i++) {
      uint8_t* p[3] = {at + i * step, at + (i - 1) * step, at + i * step};
      int64_t steps[3] = {0, 0, 0};
      kernel(p, steps, 1);
    }
    for (int d = out->ndim - 1; d >= 0; d--) {
      if (d == axis) continue;
      if (++position[d] < out->shape()[d]) break;
      position[d] = 0;
    }
  }
  return Value(&out->header);
}

}  // namespace pyvm::np
