#include "stdlib/numpy/functions.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "gc/heap.h"

#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

PyNdArray* operand(Thread& t, Value v) { return array_from(t, v, nullptr); }

Value divide_by(Thread& t, Value v, double n) {
  Value inputs[2] = {v, Value::from_double(n)};
  return ufunc_call(t, Ufunc::divide, inputs, nullptr);
}

int64_t reduced_count(PyNdArray* a, uint32_t axes) {
  int64_t n = 1;
  for (int i = 0; i < a->ndim; i++) {
    if (axes >> i & 1) n *= a->shape()[i];
  }
  return n;
}

// A mean of float32 stays float32, of integers becomes float64.
Value mean_of(Thread& t, PyNdArray* a, uint32_t axes, bool keepdims, const DType* dtype) {
  DType type = dtype ? *dtype : dtype_category(a->dtype) < 2 ? DType::kFloat64 : a->dtype;
  Value sum = ufunc_reduce(t, Ufunc::add, a, axes, keepdims, &type);
  if (!sum) return kNull;
  Value mean = divide_by(t, sum, static_cast<double>(reduced_count(a, axes)));
  PyNdArray* out = mean ? array_from(t, mean, &type) : nullptr;
  return out ? array_or_scalar(out) : kNull;
}

Value variance_of(Thread& t, PyNdArray* a, uint32_t axes, bool keepdims, int64_t ddof, bool root) {
  Value mean = mean_of(t, a, axes, true, nullptr);
  if (!mean) return kNull;
  Value inputs[2] = {Value(&a->header), mean};
  Value deviation = ufunc_call(t, Ufunc::subtract, inputs, nullptr);
  if (!deviation) return kNull;
  PyNdArray* d = operand(t, deviation);
  if (d && is_complex(d->dtype)) {
    Value v(&d->header);
    deviation = ufunc_call(t, Ufunc::absolute, &v, nullptr);
  }
  Value square = deviation ? ufunc_call(t, Ufunc::square, &deviation, nullptr) : kNull;
  PyNdArray* squares = square ? operand(t, square) : nullptr;
  if (!squares) return kNull;
  Value sum = ufunc_reduce(t, Ufunc::add, squares, axes, keepdims, nullptr);
  if (!sum) return kNull;
  Value result = divide_by(t, sum, static_cast<double>(std::max<int64_t>(reduced_count(a, axes) - ddof, 0)));
  if (!result || !root) return result;
  return ufunc_call(t, Ufunc::sqrt, &result, nullptr);
}

}  // namespace

Value reduce_named(Thread& t, Reduction r, Value* args) {
  PyNdArray* a = operand(t, args[0]);
  uint32_t axes;
  if (!a || !axis_argument(t, args[1], a->ndim, &axes)) return kNull;
  DType dtype;
  bool typed = !args[2].is_null() && !args[2].is_none();
  if (typed && !dtype_argument(t, args[2], &dtype)) return kNull;
  int keepdims = object_is_true(t, args[4]);
  int64_t ddof;
  if (keepdims < 0 || !object_index(t, args[5], &ddof)) return kNull;
  const DType* type = typed ? &dtype : nullptr;
  Value result;
  switch (r) {
    case Reduction::kSum: result = ufunc_reduce(t, Ufunc::add, a, axes, keepdims, type); break;
    case Reduction::kProd: result = ufunc_reduce(t, Ufunc::multiply, a, axes, keepdims, type); break;
    case Reduction::kMin: result = ufunc_reduce(t, Ufunc::minimum, a, axes, keepdims, nullptr); break;
    case Reduction::kMax: result = ufunc_reduce(t, Ufunc::maximum, a, axes, keepdims, nullptr); break;
    case Reduction::kMean: result = mean_of(t, a, axes, keepdims, type); break;
    case Reduction::kVar: result = variance_of(t, a, axes, keepdims, ddof, false); break;
    case Reduction::kStd: result = variance_of(t, a, axes, keepdims, ddof, true); break;
    case Reduction::kAny: result = ufunc_reduce(t, Ufunc::logical_or, a, axes, keepdims, nullptr); break;
    case Reduction::kAll: result = ufunc_reduce(t, Ufunc::logical_and, a, axes, keepdims, nullptr); break;
  }
  if (!result || args[3].is_null() || args[3].is_none()) return result;
  if (!is_array(args[3])) return raise_type_error("output must be an array");
  PyNdArray* source = operand(t, result);
  return source && array_assign(t, as_array(args[3]), source) ? args[3] : kNull;
}

// ---- products

namespace {

template <class T>
void multiply_matrices(const PyNdArray* a, const PyNdArray* b, PyNdArray* out, int64_t m, int64_t k, int64_t n) {
  auto* x = reinterpret_cast<const T*>(a->data);
  auto* y = reinterpret_cast<const T*>(b->data);
  auto* z = reinterpret_cast<T*>(out->data);
  for (int64_t i = 0; i < m; i++) {
    for (int64_t p = 0; p < k; p++) {
      T v = x[i * k + p];
      for (int64_t j = 0; j < n; j++) z[i * n + j] = static_cast<T>(z[i * n + j] + v * y[p * n + j]);
    }
  }
}

bool fail_matmul(PyNdArray* a, PyNdArray* b) {
  TextBuffer x, y;
  shape_text(a->shape(), a->ndim, x);
  shape_text(b->shape(), b->ndim, y);
  (void)raise_value_error("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                          "(n?,k),(k,m?)->(n?,m?) (size %ld is different from %ld)",
                          b->shape()[b->ndim > 1 ? b->ndim - 2 : 0], a->shape()[a->ndim - 1]);
  return false;
}

}  // namespace

Value array_matmul(Thread& t, Value left, Value right) {
  PyNdArray* a = operand(t, left);
  PyNdArray* b = a ? operand(t, right) : nullptr;
  if (!b) return kNull;
  if (a->ndim == 0 || b->ndim == 0) {
    return raise_value_error("matmul: Input operand %d does not have enough dimensions (has 0, gufunc core with signature "
                             "(n?,k),(k,m?)->(n?,m?) requires 1)", a->ndim == 0 ? 0 : 1);
  }
  if (a->ndim > 2 || b->ndim > 2) {
    return raise_error(exc::NotImplementedError, "pyvm's matmul handles arrays of one and two dimensions");
  }
  DType type = promote(a->dtype, b->dtype);
  int64_t m = a->ndim == 2 ? a->shape()[0] : 1, k = a->shape()[a->ndim - 1];
  int64_t n = b->ndim == 2 ? b->shape()[1] : 1;
  if (b->shape()[0] != k) return fail_matmul(a, b), kNull;
  a = array_astype(a, type);
  b = a ? array_astype(b, type) : nullptr;
  if (!b) return kNull;
  int64_t shape[2];
  int ndim = 0;
  if (left != kNull && a->ndim == 2) shape[ndim++] = m;
  if (b->ndim == 2) shape[ndim++] = n;
  PyNdArray* out = array_new(type, ndim, shape, true);
  if (!out) return kNull;
  dispatch(type, [&](auto zero) { multiply_matrices<decltype(zero)>(a, b, out, m, k, n); });
  return array_or_scalar(out);
}

Value array_dot(Thread& t, Value left, Value right) {
  PyNdArray* a = operand(t, left);
  PyNdArray* b = a ? operand(t, right) : nullptr;
  if (!b) return kNull;
  Value inputs[2] = {Value(&a->header), Value(&b->header)};
  if (a->ndim == 0 || b->ndim == 0) return ufunc_call(t, Ufunc::multiply, inputs, nullptr);
  if (b->shape()[0] != a->shape()[a->ndim - 1] && a->ndim <= 2 && b->ndim <= 2) {
    TextBuffer x, y;
    shape_text(a->shape(), a->ndim, x);
    shape_text(b->shape(), b->ndim, y);
    return raise_value_error("shapes %s and %s not aligned: %ld (dim %d) != %ld (dim %d)", x.c_str(), y.c_str(),
                             a->shape()[a->ndim - 1], a->ndim - 1, b->shape()[0], 0);
  }
  return array_matmul(t, inputs[0], inputs[1]);
}

// ---- along one axis

namespace {

// Visits each lane along `axis`: f(first element, stride, lane number).
template <class F>
void for_lanes(PyNdArray* a, int axis, F f) {
  int64_t position[kMaxDims] = {};
  int64_t lanes = 1;
  for (int i = 0; i < a->ndim; i++) {
    if (i != axis) lanes *= a->shape()[i];
  }
  for (int64_t lane = 0; lane < lanes; lane++) {
    uint8_t* at = a->data;
    for (int i = 0; i < a->ndim; i++) at += position[i] * a->strides()[i];
    f(at, a->strides()[axis], lane);
    for (int d = a->ndim - 1; d >= 0; d--) {
      if (d == axis) continue;
      if (++position[d] < a->shape()[d]) break;
      position[d] = 0;
    }
  }
}

// Axis None flattens the array first. False: exception pending.
bool lane_axis(Thread& t, Value axis, PyNdArray** a, int* out) {
  if (axis.is_none() || (*a)->ndim == 0) {
    *a = array_reshape(*a, 1, &(*a)->size);
    *out = 0;
    return *a;
  }
  int64_t k;
  if (!object_index(t, axis, &k)) return false;
  int64_t i = k < 0 ? k + (*a)->ndim : k;
  if (i < 0 || i >= (*a)->ndim) {
    (void)raise_value_error("axis %ld is out of bounds for array of dimension %d", k, (*a)->ndim);
    return false;
  }
  *out = static_cast<int>(i);
  return true;
}

template <class T>
bool before(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>) {
    return a < b || (b != b && a == a);   // NaNs last
  } else if constexpr (std::is_arithmetic_v<T>) {
    return a < b;
  } else {
    return a.real() < b.real() || (a.real() == b.real() && a.imag() < b.imag());
  }
}

}  // namespace

Value array_arg_extreme(Thread& t, Value v, Value axis_value, bool largest) {
  PyNdArray* a = operand(t, v);
  int axis;
  if (!a || !lane_axis(t, axis_value, &a, &axis)) return kNull;
  if (a->size == 0) {
    return raise_value_error("attempt to get %s of an empty sequence", largest ? "argmax" : "argmin");
  }
  int64_t shape[kMaxDims];
  int n = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (i != axis) shape[n++] = a->shape()[i];
  }
  PyNdArray* out = array_new(DType::kInt64, n, shape);
  if (!out) return kNull;
  auto* results = reinterpret_cast<int64_t*>(out->data);
  int64_t count = a->shape()[axis];
  dispatch(a->dtype, [&](auto zero) {
    using T = decltype(zero);
    for_lanes(a, axis, [&](const uint8_t* p, int64_t step, int64_t lane) {
      int64_t best = 0;
      auto at = [&](int64_t i) { return *reinterpret_cast<const T*>(p + i * step); };
      for (int64_t i = 1; i < count; i++) {
        if constexpr (std::is_floating_point_v<T>) {
          if (at(best) != at(best)) break;   // the first NaN wins
          if (at(i) != at(i)) {
            best = i;
            break;
          }
        }
        if (largest ? before(at(best), at(i)) : before(at(i), at(best))) best = i;
      }
      results[lane] = best;
    });
  });
  return array_or_scalar(out);
}

Value array_cumulate(Thread& t, Ufunc f, Value v, Value axis_value) {
  PyNdArray* a = operand(t, v);
  int axis;
  if (!a || !lane_axis(t, axis_value, &a, &axis)) return kNull;
  return ufunc_accumulate(t, f, a, axis, nullptr);
}

Value array_sorted(Thread& t, Value v, Value axis_value) {
  PyNdArray* a = operand(t, v);
  int axis;
  if (!a || !lane_axis(t, axis_value, &a, &axis)) return kNull;
  PyNdArray* out = array_copy(a);
  if (!out || out->size == 0) return value_of(out);
  int64_t count = out->shape()[axis];
  dispatch(out->dtype, [&](auto zero) {
    using T = decltype(zero);
    std::unique_ptr<T[]> lane(new T[static_cast<size_t>(count)]);
    for_lanes(out, axis, [&](uint8_t* p, int64_t step, int64_t) {
      for (int64_t i = 0; i < count; i++) lane[static_cast<size_t>(i)] = *reinterpret_cast<T*>(p + i * step);
      std::sort(lane.get(), lane.get() + count, before<T>);
      for (int64_t i = 0; i < count; i++) *reinterpret_cast<T*>(p + i * step) = lane[static_cast<size_t>(i)];
    });
  });
  return Value(&out->header);
}

Value array_argsorted(Thread& t, Value v, Value axis_value) {
  PyNdArray* a = operand(t, v);
  int axis;
  if (!a || !lane_axis(t, axis_value, &a, &axis)) return kNull;
  PyNdArray* out = array_new(DType::kInt64, a->ndim, a->shape());
  if (!out || out->size == 0) return value_of(out);
  int64_t count = a->shape()[axis];
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::vector<const uint8_t*> starts;
  for_lanes(a, axis, [&](const uint8_t* p, int64_t, int64_t) { starts.push_back(p); });
  int64_t step = a->strides()[axis];
  dispatch(a->dtype, [&](auto zero) {
    using T = decltype(zero);
    for_lanes(out, axis, [&](uint8_t* p, int64_t out_step, int64_t lane) {
      const uint8_t* from = starts[static_cast<size_t>(lane)];
      for (int64_t i = 0; i < count; i++) order[static_cast<size_t>(i)] = i;
      std::stable_sort(order.begin(), order.end(), [&](int64_t x, int64_t y) {
        return before(*reinterpret_cast<const T*>(from + x * step), *reinterpret_cast<const T*>(from + y * step));
      });
      for (int64_t i = 0; i < count; i++) *reinterpret_cast<int64_t*>(p + i * out_step) = order[static_cast<size_t>(i)];
    });
  });
  return Value(&out->header);
}

Value array_round(Thread& t, Value v, Value decimals_value) {
  PyNdArray* a = operand(t, v);
  int64_t decimals;
  if (!a || !object_index(t, decimals_value, &decimals)) return kNull;
  if (dtype_category(a->dtype) < 2) return array_or_scalar(array_copy(a));
  Value x(&a->header);
  if (decimals == 0) return ufunc_call(t, Ufunc::rint, &x, nullptr);
  // NumPy multiplies, rounds and divides.
  Value scale = Value::from_double(std::pow(10.0, static_cast<double>(decimals < 0 ? -decimals : decimals)));
  Value inputs[2] = {x, scale};
  Value scaled = ufunc_call(t, decimals > 0 ? Ufunc::multiply : Ufunc::divide, inputs, nullptr);
  if (!scaled) return kNull;
  Value rounded = ufunc_call(t, Ufunc::rint, &scaled, nullptr);
  if (!rounded) return kNull;
  Value back[2] = {rounded, scale};
  return ufunc_call(t, decimals > 0 ? Ufunc::divide : Ufunc::multiply, back, nullptr);
}

Value array_nonzero(Thread& t, Value v) {
  PyNdArray* a = operand(t, v);
  PyNdArray* mask = a ? array_astype(a, DType::kBool) : nullptr;
  if (!mask) return kNull;
  if (mask->ndim == 0) {
    int64_t one = 1;
    mask = array_reshape(mask, 1, &one);
    if (!mask) return kNull;
  }
  std::vector<std::vector<int64_t>> columns(mask->ndim);
  int64_t position[kMaxDims] = {};
  for (int64_t i = 0; i < mask->size; i++) {
    if (mask->data[i]) {
      for (int d = 0; d < mask->ndim; d++) columns[static_cast<size_t>(d)].push_back(position[d]);
    }
    for (int d = mask->ndim - 1; d >= 0 && ++position[d] == mask->shape()[d]; d--) position[d] = 0;
  }
  PyTuple* tuple = tuple_new(mask->ndim);
  if (!tuple) return kNull;
  for (int d = 0; d < mask->ndim; d++) {
    auto n = static_cast<int64_t>(columns[static_cast<size_t>(d)].size());
    PyNdArray* column = array_new(DType::kInt64, 1, &n);
    if (!column) return kNull;
    std::memcpy(column->data, columns[static_cast<size_t>(d)].data(), static_cast<size_t>(n) * 8);
    tuple->items[d] = Value(&column->header);
    gc::barrier(&tuple->header);
  }
  return Value(&tuple->header);
}

Value array_repeat(Thread& t, Value v, Value repeats_value) {
  PyNdArray* a = operand(t, v);
  int64_t repeats;
  if (!a || !object_index(t, repeats_value, &repeats)) return kNull;
  if (repeats < 0) return raise_value_error("repeats may not contain negative values.");
  PyNdArray* flat = array_contiguous(a);
  int64_t n = a->size * repeats;
  PyNdArray* out = flat ? array_new(a->dtype, 1, &n) : nullptr;
  if (!out) return kNull;
  size_t item = a->item_bytes();
  for (int64_t i = 0; i < n; i++) {
    std::memcpy(out->data + static_cast<size_t>(i) * item, flat->data + static_cast<size_t>(i / repeats) * item, item);
  }
  return Value(&out->header);
}

}  // namespace pyvm::np
