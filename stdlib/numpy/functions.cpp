// Functions on whole arrays that methods and the module share.
#include "stdlib/numpy/functions.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/lanes.h"
#include "stdlib/numpy/simd.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

PyNdArray* operand(Thread& t, Value v) { return array_from(t, v, nullptr); }

bool given(Value v) { return !v.is_null() && !v.is_none(); }

}  // namespace

bool array_out_argument(Value v, PyNdArray** out) {
  *out = nullptr;
  if (!given(v)) return true;
  if (!is_array(v)) return raise_type_error("output must be an array");
  *out = as_array(v);
  return true;
}

char order_argument(Thread&, Value v, char otherwise) {
  if (!given(v)) return otherwise;
  if (is_str(v)) {
    CText text(as_str(v));
    char c = static_cast<char>(text.c_str()[0] & ~0x20);
    if (text.c_str()[0] && !text.c_str()[1] && (c == 'C' || c == 'F' || c == 'A' || c == 'K')) return c;
    (void)raise_value_error("order must be one of 'C', 'F', 'A', or 'K' (got '%s')", text.c_str());
    return 0;
  }
  (void)raise_type_error("order must be str, not %s", type_name(v));
  return 0;
}

Value array_convert(Thread& t, PyNdArray* a, DType dtype, char order, Casting casting, bool copy) {
  if (!can_cast(a->dtype, dtype, casting)) {
    return raise_type_error("Cannot cast array data from dtype('%s') to dtype('%s') according to the rule '%s'",
                            dtype_info(a->dtype).name, dtype_info(dtype).name, casting_name(casting));
  }
  bool fits = a->dtype == dtype && (order == 'K' || order == 'A' || (order == 'C' ? a->contiguous() : a->flags & kFortran));
  if (!copy && fits) return Value(&a->header);
  if (is_complex(a->dtype) && !is_complex(dtype) && dtype != DType::kBool) {
    if (!warn(t, "ComplexWarning", "Casting complex values to real discards the imaginary part")) return kNull;
  }
  bool fortran = order == 'F' || (order == 'A' && (a->flags & kFortran) && !a->contiguous());
  clear_float_flags();
  PyNdArray* out = fortran ? array_fortran_copy(a, dtype) : order == 'K' ? array_copy_keeping_order(a, dtype) : array_astype(a, dtype);
  if (!out || dtype_category(a->dtype) < 2 || !is_integer(dtype)) return value_of(out);
  return report_float_errors(t, "cast") ? Value(&out->header) : kNull;
}

// ---- reductions by name

namespace {

int64_t reduced_count(PyNdArray* a, uint32_t axes) {
  int64_t n = 1;
  for (int i = 0; i < a->ndim; i++) {
    if (axes >> i & 1) n *= a->shape()[i];
  }
  return n;
}

// NumPy divides scalars by their own operator, which words warnings differently.
Value divide_by(Thread& t, Value v, int64_t n) {
  Value count = int_from_int64(n);
  if (!is_array(v)) return object_binary(t, BinaryOp::kTrueDiv, v, count);
  Value inputs[2] = {v, count};
  return ufunc_call(t, Ufunc::divide, inputs, as_array(v));
}

Value as_scalar_type(Thread& t, Value v, DType type) {
  if (is_array(v) && as_array(v)->dtype == type) return v;
  PyNdArray* a = array_from(t, v, &type);
  return a ? array_or_scalar(a) : kNull;
}

// A mean of float32 stays float32, of integers becomes float64, of float16 is computed in float32.
Value mean_of(Thread& t, PyNdArray* a, const ReduceOptions& given_options) {
  ReduceOptions o = given_options;
  DType own = DType::kFloat64;
  bool half = !o.dtype && a->dtype == DType::kFloat16;
  if (!o.dtype && dtype_category(a->dtype) < 2) o.dtype = &own;
  if (half) {
    own = DType::kFloat32;
    o.dtype = &own;
  }
  int64_t n = reduced_count(a, o.axes);
  if (n == 0 && !warn(t, "RuntimeWarning", "Mean of empty slice.")) return kNull;
  Value sum = ufunc_reduce_with(t, Ufunc::add, a, o);
  if (!sum) return kNull;
  DType type = is_array(sum) ? as_array(sum)->dtype : DType::kFloat64;
  if (!is_array(sum)) (void)scalar_dtype(sum, &type);
  Value mean = divide_by(t, sum, n);
  if (!mean || o.out) return mean;
  return as_scalar_type(t, mean, half ? DType::kFloat16 : type);
}

Value variance_of(Thread& t, PyNdArray* a, const ReduceOptions& given_options, int64_t ddof, bool root) {
  ReduceOptions o = given_options;
  DType own = DType::kFloat64;
  int64_t n = reduced_count(a, o.axes);
  if (ddof >= n && !warn(t, "RuntimeWarning", "Degrees of freedom <= 0 for slice")) return kNull;
  if (!o.dtype && dtype_category(a->dtype) < 2) o.dtype = &own;
  ReduceOptions kept = o;
  kept.keepdims = true;
  kept.out = nullptr;
  Value mean = ufunc_reduce_with(t, Ufunc::add, a, kept);
  mean = mean ? divide_by(t, mean, n) : kNull;
  if (!mean) return kNull;
  Value inputs[2] = {Value(&a->header), mean};
  Value deviation = ufunc_call(t, Ufunc::subtract, inputs, nullptr);
  PyNdArray* d = deviation ? operand(t, deviation) : nullptr;
  if (!d) return kNull;
  Value squares;
  if (is_complex(d->dtype)) {
    DType part = d->dtype == DType::kComplex64 ? DType::kFloat32 : DType::kFloat64;
    Value parts[2];
    for (int i = 0; i < 2; i++) {
      PyNdArray* view = array_view(d, d->data + static_cast<size_t>(i) * dtype_bytes(part), d->ndim, d->shape(), d->strides(), part);
      Value both[2] = {value_of(view), value_of(view)};
      parts[i] = view ? ufunc_call(t, Ufunc::multiply, both, nullptr) : kNull;
      if (!parts[i]) return kNull;
    }
    squares = ufunc_call(t, Ufunc::add, parts, nullptr);
  } else {
    Value both[2] = {Value(&d->header), Value(&d->header)};
    squares = ufunc_call(t, Ufunc::multiply, both, nullptr);
  }
  PyNdArray* terms = squares ? operand(t, squares) : nullptr;
  if (!terms) return kNull;
  if (o.dtype && is_complex(*o.dtype)) o.dtype = nullptr;
  Value sum = ufunc_reduce_with(t, Ufunc::add, terms, o);
  if (!sum) return kNull;
  DType type = is_array(sum) ? as_array(sum)->dtype : DType::kFloat64;
  if (!is_array(sum)) (void)scalar_dtype(sum, &type);
  Value result = divide_by(t, sum, std::max<int64_t>(n - ddof, 0));
  if (result && root) result = ufunc_call(t, Ufunc::sqrt, &result, is_array(result) ? as_array(result) : nullptr);
  return result && !o.out ? as_scalar_type(t, result, type) : result;
}

}  // namespace

Value reduce_named(Thread& t, Reduction r, const ReductionArguments& args) {
  PyNdArray* a = operand(t, args.array);
  ReduceOptions o;
  DType dtype;
  if (!a || !axis_argument(t, args.axis, a->ndim, &o.axes)) return kNull;
  if (given(args.dtype)) {
    if (!dtype_argument(t, args.dtype, &dtype)) return kNull;
    o.dtype = &dtype;
  }
  if (!array_out_argument(args.out, &o.out)) return kNull;
  int keepdims = args.keepdims.is_null() ? 0 : object_is_true(t, args.keepdims);
  int64_t ddof = 0;
  if (keepdims < 0) return kNull;
  if (!args.ddof.is_null()) {
    double d;
    if (!number_as_double(t, args.ddof, &d)) return kNull;
    ddof = static_cast<int64_t>(d);
  }
  o.keepdims = keepdims;
  o.initial = args.initial;
  if (!args.where.is_null() && args.where != kTrue) {
    if (r == Reduction::kMean || r == Reduction::kVar || r == Reduction::kStd) {
      return raise_error(exc::NotImplementedError, "pyvm's numpy has no where= of mean, std and var");
    }
    DType b = DType::kBool;
    o.where = array_from(t, args.where, &b);
    if (!o.where) return kNull;
    int64_t shape[kMaxDims];
    int ndim;
    PyNdArray* both[2] = {a, o.where};
    if (!broadcast_shapes(both, 2, shape, &ndim)) return kNull;
    if (ndim != a->ndim || std::memcmp(shape, a->shape(), sizeof(int64_t) * static_cast<size_t>(ndim)) != 0) {
      return raise_value_error("non-broadcastable operand");
    }
  }
  switch (r) {
    case Reduction::kSum: return ufunc_reduce_with(t, Ufunc::add, a, o);
    case Reduction::kProd: return ufunc_reduce_with(t, Ufunc::multiply, a, o);
    case Reduction::kMin: return ufunc_reduce_with(t, Ufunc::minimum, a, o);
    case Reduction::kMax: return ufunc_reduce_with(t, Ufunc::maximum, a, o);
    case Reduction::kMean: return mean_of(t, a, o);
    case Reduction::kVar: return variance_of(t, a, o, ddof, false);
    case Reduction::kStd: return variance_of(t, a, o, ddof, true);
    case Reduction::kAny: return ufunc_reduce_with(t, Ufunc::logical_or, a, o);
    case Reduction::kAll: return ufunc_reduce_with(t, Ufunc::logical_and, a, o);
  }
  return kNull;
}

// ---- along one axis

namespace {

// The first NaN is the extreme.
template <class T>
int64_t extreme_index(const uint8_t* p, int64_t step, int64_t n, bool largest) {
  auto at = [&](int64_t i) { return static_cast<formula_t<T>>(*reinterpret_cast<const T*>(p + i * step)); };
  int64_t best = 0;
  auto value = at(0);
  for (int64_t i = 1; i < n && !is_nan_value(value); i++) {
    auto v = at(i);
    if (is_nan_value(v) || (largest ? before(value, v) : before(v, value))) {
      best = i;
      value = v;
    }
  }
  return best;
}

}  // namespace

Value array_arg_extreme(Thread& t, Value v, Value axis_value, Value out_value, bool keepdims, bool largest) {
  PyNdArray* a = operand(t, v);
  PyNdArray* given_out;
  int axis;
  if (!a || !array_out_argument(out_value, &given_out)) return kNull;
  int own_ndim = a->ndim;
  bool all = axis_value.is_none();
  if (!lane_axis(t, axis_value, &a, &axis)) return kNull;
  int64_t shape[kMaxDims];
  int n = 0;
  for (int i = 0; i < (all ? own_ndim : a->ndim); i++) {
    if (all || i == axis) {
      if (keepdims) shape[n++] = 1;
    } else {
      shape[n++] = a->shape()[i];
    }
  }
  PyNdArray* out = array_new(DType::kInt64, n, shape);
  if (!out) return kNull;
  int64_t count = a->shape()[axis];
  if (count == 0 && out->size) return raise_value_error("attempt to get %s of an empty sequence", largest ? "argmax" : "argmin");
  auto* results = reinterpret_cast<int64_t*>(out->data);
  dispatch(a->dtype, [&](auto zero) {
    for_lanes(a, axis, [&](const uint8_t* p, int64_t step, int64_t lane) {
      int64_t found = simd_extreme_index(largest, a->dtype, p, step, count);
      results[lane] = found >= 0 ? found : extreme_index<decltype(zero)>(p, step, count, largest);
    });
  });
  if (given_out) return array_assign(t, given_out, out) ? out_value : kNull;
  return array_or_scalar(out);
}

Value array_cumulate(Thread& t, Ufunc f, Value v, Value axis_value, Value dtype_value, Value out_value) {
  PyNdArray* a = operand(t, v);
  PyNdArray* out;
  int axis;
  DType dtype;
  if (!a || !array_out_argument(out_value, &out)) return kNull;
  if (given(dtype_value) && !dtype_argument(t, dtype_value, &dtype)) return kNull;
  if (!lane_axis(t, axis_value, &a, &axis)) return kNull;
  return ufunc_accumulate(t, f, a, axis, given(dtype_value) ? &dtype : nullptr, out);
}

Value array_round(Thread& t, Value v, Value decimals_value, Value out_value) {
  PyNdArray* a = operand(t, v);
  PyNdArray* out;
  int64_t decimals;
  if (!a || !array_out_argument(out_value, &out) || !object_index(t, decimals_value, &decimals)) return kNull;
  Value x(&a->header);
  if (is_complex(a->dtype)) {
    PyNdArray* copy = array_copy(a);
    DType part = a->dtype == DType::kComplex64 ? DType::kFloat32 : DType::kFloat64;
    for (int i = 0; copy && i < 2; i++) {
      PyNdArray* view = array_view(copy, copy->data + static_cast<size_t>(i) * dtype_bytes(part), copy->ndim, copy->shape(),
                                   copy->strides(), part);
      if (!view || !array_round(t, Value(&view->header), decimals_value, Value(&view->header))) return kNull;
    }
    if (copy && out) return array_assign(t, out, copy) ? out_value : kNull;
    return array_or_scalar(copy);
  }
  if (dtype_category(a->dtype) < 2 && decimals >= 0) {
    if (out) return array_assign(t, out, a) ? out_value : kNull;
    if (a->dtype == DType::kBool) return as_scalar_type(t, x, DType::kFloat16);
    return array_or_scalar(array_copy(a));
  }
  if (decimals == 0) return ufunc_call(t, Ufunc::rint, &x, out);
  // NumPy multiplies, rounds and divides.
  Value scale = Value::from_double(std::pow(10.0, static_cast<double>(decimals < 0 ? -decimals : decimals)));
  Value inputs[2] = {x, scale};
  Value scaled = ufunc_call(t, decimals > 0 ? Ufunc::multiply : Ufunc::divide, inputs, nullptr);
  Value rounded = scaled ? ufunc_call(t, Ufunc::rint, &scaled, nullptr) : kNull;
  if (!rounded) return kNull;
  Value back[2] = {rounded, scale};
  Value result = ufunc_call(t, decimals > 0 ? Ufunc::divide : Ufunc::multiply, back, nullptr);
  if (!result) return kNull;
  if (dtype_category(a->dtype) < 2) result = as_scalar_type(t, result, a->dtype);
  if (!result || !out) return result;
  PyNdArray* source = operand(t, result);
  return source && array_assign(t, out, source) ? out_value : kNull;
}

// ---- selecting

Value array_nonzero(Thread& t, Value v) {
  PyNdArray* a = operand(t, v);
  PyNdArray* mask = a && a->dtype != DType::kBool ? array_astype(a, DType::kBool) : a;
  if (!mask) return kNull;
  if (mask->ndim == 0) {
    int64_t one = 1;
    mask = array_reshape(mask, 1, &one);
    if (!mask) return kNull;
  }
  PyNdArray* columns[kMaxDims];
  if (!mask_coordinates(mask, columns)) return kNull;
  Value items[kMaxDims];
  for (int d = 0; d < mask->ndim; d++) items[d] = Value(&columns[d]->header);
  PyTuple* tuple = tuple_from(items, mask->ndim);
  return tuple ? Value(&tuple->header) : kNull;
}

Value array_bincount(Thread& t, Value v, int64_t bins, Value weights_value) {
  DType whole = DType::kInt64, real = DType::kFloat64;
  bool weighted = !weights_value.is_none();
  PyNdArray* a = array_from(t, v, &whole);
  PyNdArray* weights = a && weighted ? array_from(t, weights_value, &real) : a;
  a = weights ? array_contiguous(a) : nullptr;
  weights = a ? array_contiguous(weights) : nullptr;
  PyNdArray* out = weights ? array_new(weighted ? real : whole, 1, &bins, true) : nullptr;
  if (!out) return kNull;
  if (weights->size != a->size) return raise_value_error("The weights and list don't have the same length.");
  auto* at = reinterpret_cast<const int64_t*>(a->data);
  auto* sums = reinterpret_cast<double*>(out->data);
  auto* counts = reinterpret_cast<int64_t*>(out->data);
  for (int64_t i = 0; i < a->size; i++) {
    if (at[i] < 0 || at[i] >= bins) return raise_value_error("'list' argument must have no negative elements");
    if (weighted) {
      sums[at[i]] += reinterpret_cast<const double*>(weights->data)[i];
    } else {
      counts[at[i]]++;
    }
  }
  return Value(&out->header);
}

// Rows along an axis as (before, n, after): a contiguous array is `before` blocks of n items of `after` elements.
struct Blocks {
  int64_t before = 1, n, after = 1;
  Blocks(const PyNdArray* a, int axis) : n(a->shape()[axis]) {
    for (int i = 0; i < axis; i++) before *= a->shape()[i];
    for (int i = axis + 1; i < a->ndim; i++) after *= a->shape()[i];
  }
};

Value array_repeat(Thread& t, Value v, Value repeats_value, Value axis_value) {
  PyNdArray* a = operand(t, v);
  DType d = DType::kInt64;
  PyNdArray* repeats = a ? operand(t, repeats_value) : nullptr;
  int axis;
  if (!repeats || !lane_axis(t, axis_value.is_null() ? kNone : axis_value, &a, &axis)) return kNull;
  if (!can_cast(repeats->dtype, d, Casting::kSafe)) {
    return raise_type_error("Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
                            dtype_info(repeats->dtype).name);
  }
  repeats = array_astype(repeats, d);
  PyNdArray* source = repeats ? array_contiguous(a) : nullptr;
  if (!source) return kNull;
  Blocks blocks(a, axis);
  bool one = repeats->size == 1;
  if (!one && (repeats->ndim != 1 || repeats->size != blocks.n)) {
    if (repeats->ndim > 1) return raise_value_error("object too deep for desired array");
    return raise_value_error("operands could not be broadcast together with shape (%ld,) (%ld,)", blocks.n, repeats->size);
  }
  auto* counts = reinterpret_cast<const int64_t*>(repeats->data);
  int64_t total = 0, shape[kMaxDims];
  for (int64_t i = 0; i < blocks.n; i++) {
    int64_t count = counts[one ? 0 : i];
    if (count < 0) {
      return raise_value_error(one && repeats->ndim == 0 ? "negative dimensions are not allowed"
                                                         : "repeats may not contain negative values.");
    }
    if (__builtin_add_overflow(total, count, &total)) return raise_memory_error();
  }
  for (int i = 0; i < a->ndim; i++) shape[i] = i == axis ? total : a->shape()[i];
  PyNdArray* out = array_new(a->dtype, a->ndim, shape);
  if (!out) return kNull;
  const uint8_t* from = source->data;
  uint8_t* to = out->data;
  by_item_size(a->item_bytes() * static_cast<size_t>(blocks.after), [&](auto item) {
    for (int64_t b = 0; b < blocks.before; b++) {
      for (int64_t i = 0; i < blocks.n; i++, from += item) {
        for (int64_t k = counts[one ? 0 : i]; k > 0; k--, to += item) std::memcpy(to, from, item);
      }
    }
  });
  return Value(&out->header);
}

Value array_take(Thread& t, Value v, Value indices_value, Value axis_value, Value out_value, Value mode_value) {
  PyNdArray* a = operand(t, v);
  DType d = DType::kInt64;
  PyNdArray* out_given;
  PyNdArray* indices = a ? operand(t, indices_value) : nullptr;
  if (!indices || !array_out_argument(out_value, &out_given)) return kNull;
  if (indices->size && !can_cast(indices->dtype, d, Casting::kSameKind)) {
    return raise_type_error("Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'",
                            dtype_info(indices->dtype).name);
  }
  char mode = 'r';
  if (is_str(mode_value)) mode = CText(as_str(mode_value)).c_str()[0];
  int axis;
  if (!lane_axis(t, axis_value, &a, &axis)) return kNull;
  indices = array_astype(indices, d);
  PyNdArray* source = indices ? array_contiguous(a) : nullptr;
  if (!source) return kNull;
  Blocks blocks(a, axis);
  auto* at = reinterpret_cast<int64_t*>(indices->data);
  for (int64_t i = 0; i < indices->size; i++) {
    int64_t k = at[i];
    if (mode == 'w' && blocks.n) {
      k %= blocks.n;
      if (k < 0) k += blocks.n;
    } else if (mode == 'c' && blocks.n) {
      k = std::clamp<int64_t>(k, 0, blocks.n - 1);
    } else {
      if (blocks.n == 0) return raise_error(exc::IndexError, "cannot do a non-empty take from an empty axes.");
      if (k < -blocks.n || k >= blocks.n) {
        return raise_error(exc::IndexError, "index %ld is out of bounds for %s %d with size %ld", k, "axis", axis, blocks.n);
      }
      if (k < 0) k += blocks.n;
    }
    at[i] = k;
  }
  int64_t shape[2 * kMaxDims];
  int n = 0;
  for (int i = 0; i < axis; i++) shape[n++] = a->shape()[i];
  for (int i = 0; i < indices->ndim; i++) shape[n++] = indices->shape()[i];
  for (int i = axis + 1; i < a->ndim; i++) shape[n++] = a->shape()[i];
  if (n > kMaxDims) return raise_value_error("too many dimensions");
  PyNdArray* out = array_new(a->dtype, n, shape);
  if (!out) return kNull;
  uint8_t* to = out->data;
  by_item_size(a->item_bytes() * static_cast<size_t>(blocks.after), [&](auto item) {
    for (int64_t b = 0; b < blocks.before; b++) {
      const uint8_t* from = source->data + static_cast<size_t>(b * blocks.n) * item;
      for (int64_t i = 0; i < indices->size; i++, to += item) std::memcpy(to, from + static_cast<size_t>(at[i]) * item, item);
    }
  });
  if (out_given) return array_assign(t, out_given, out) ? out_value : kNull;
  return array_or_scalar(out);
}

Value array_clip(Thread& t, Value v, Value least, Value most, Value out_value, Value casting) {
  UfuncOptions options;
  if (!given(least) && !given(most)) return raise_value_error("One of max or min must be given");
  if (!array_out_argument(out_value, &options.out) || !casting_argument(t, casting, &options.casting)) return kNull;
  Value result = v;
  if (given(least)) {
    Value inputs[2] = {result, least};
    result = ufunc_apply(t, Ufunc::maximum, inputs, given(most) ? UfuncOptions{} : options);
  }
  if (result && given(most)) {
    Value inputs[2] = {result, most};
    result = ufunc_apply(t, Ufunc::minimum, inputs, options);
  }
  return result;
}

// ---- joining
// The arrays to be joined stand in a tuple, where the collector sees them.

namespace {

PyNdArray* array_at(const PyTuple* arrays, int64_t i) { return as_array(arrays->items[i]); }

// The items of `sequence` as arrays, flattened on request. Null with an exception pending. May run Python.
PyTuple* arrays_to_join(Thread& t, Value sequence, bool flatten) {
  PyTuple* items = object_to_tuple(t, sequence);
  PyTuple* arrays = items ? tuple_new(items->length) : nullptr;
  if (!arrays) return nullptr;
  if (arrays->length == 0) {
    (void)raise_value_error("need at least one array to concatenate");
    return nullptr;
  }
  for (int64_t i = 0; i < arrays->length; i++) {
    PyNdArray* a = operand(t, items->items[i]);
    if (a && flatten) a = array_reshape(a, 1, &a->size);
    if (!a) return nullptr;
    if (a->ndim == 0) {
      (void)raise_value_error("zero-dimensional arrays cannot be concatenated");
      return nullptr;
    }
    arrays->items[i] = Value(&a->header);
    gc::barrier(&arrays->header);
  }
  return arrays;
}

DType common_dtype(const PyTuple* arrays) {
  DType common = array_at(arrays, 0)->dtype;
  for (int64_t i = 1; i < arrays->length; i++) common = promote(common, array_at(arrays, i)->dtype);
  return common;
}

bool check_joined(const PyTuple* arrays, int axis) {
  PyNdArray* first = array_at(arrays, 0);
  for (int64_t i = 1; i < arrays->length; i++) {
    PyNdArray* a = array_at(arrays, i);
    if (a->ndim != first->ndim) {
      return raise_value_error("all the input arrays must have same number of dimensions, but the array at index 0 has %d "
                               "dimension(s) and the array at index %ld has %d dimension(s)", first->ndim, i, a->ndim);
    }
    for (int d = 0; d < first->ndim; d++) {
      if (d == axis || a->shape()[d] == first->shape()[d]) continue;
      return raise_value_error("all the input array dimensions except for the concatenation axis must match exactly, but along "
                               "dimension %d, the array at index 0 has size %ld and the array at index %ld has size %ld", d,
                               first->shape()[d], i, a->shape()[d]);
    }
  }
  return true;
}

bool check_casts(const PyTuple* arrays, DType to, Casting casting) {
  for (int64_t i = 0; i < arrays->length; i++) {
    DType from = array_at(arrays, i)->dtype;
    if (can_cast(from, to, casting)) continue;
    return raise_type_error("Cannot cast array data from dtype('%s') to dtype('%s') according to the rule '%s'",
                            dtype_info(from).name, dtype_info(to).name, casting_name(casting));
  }
  return true;
}

// A new array for the result, in the memory order that the first few arrays have in common.
PyNdArray* array_for_joined(const PyTuple* arrays, DType dtype, const int64_t* shape) {
  PyNdArray* like[4];
  int count = 0;
  while (count < 4 && count < arrays->length) {
    like[count] = array_at(arrays, count);
    count++;
  }
  return array_new_like(dtype, like[0]->ndim, shape, like, count);
}

}  // namespace

Value array_concatenate(Thread& t, Value sequence, Value axis_value, Value out_value, Value dtype_value, Value casting_value) {
  Casting casting = Casting::kSameKind;
  PyNdArray* out;
  DType dtype;
  if (!casting_argument(t, casting_value, &casting) || !array_out_argument(out_value, &out)) return kNull;
  if (given(dtype_value) && !dtype_argument(t, dtype_value, &dtype)) return kNull;
  if (out && given(dtype_value)) {
    return raise_type_error("concatenate() only takes `out` or `dtype` as an argument, but both were provided.");
  }
  PyTuple* arrays = arrays_to_join(t, sequence, axis_value.is_none());
  if (!arrays) return kNull;
  int axis = 0;
  PyNdArray* first = array_at(arrays, 0);
  if (!axis_value.is_none() && !one_axis_argument(t, axis_value, first->ndim, &axis)) return kNull;
  if (!check_joined(arrays, axis)) return kNull;
  int64_t shape[kMaxDims];
  std::memcpy(shape, first->shape(), sizeof(int64_t) * first->ndim);
  for (int64_t i = 1; i < arrays->length; i++) shape[axis] += array_at(arrays, i)->shape()[axis];
  if (!given(dtype_value)) dtype = out ? out->dtype : common_dtype(arrays);
  if ((out || given(dtype_value)) && !check_casts(arrays, dtype, casting)) return kNull;
  if (out && (out->ndim != first->ndim || std::memcmp(out->shape(), shape, sizeof(int64_t) * first->ndim) != 0)) {
    return raise_value_error("Output array is the wrong shape");
  }
  PyNdArray* result = out ? out : array_for_joined(arrays, dtype, shape);
  if (!result) return kNull;
  uint8_t* at = result->data;
  for (int64_t i = 0; i < arrays->length; i++) {
    PyNdArray* a = array_at(arrays, i);
    PyNdArray* part = array_view(result, at, a->ndim, a->shape(), result->strides(), result->dtype);
    if (!part || !array_assign(t, part, a)) return kNull;
    at += a->shape()[axis] * result->strides()[axis];
  }
  return Value(&result->header);
}

}  // namespace pyvm::np
