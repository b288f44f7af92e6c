// The native parts of numpy: modules _numpy and _numpy_random. The package itself is frozen Python on top of them.
#include "stdlib/numpy/module.h"

#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/frozen.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/lanes.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

extern PyType* abstract_types[8];

namespace {

Value make_array(Thread& t, Value* args, bool zeroed) {
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, args[0], shape);
  DType d;
  char order = order_argument(t, args[2], 'C');
  if (ndim < 0 || !order || !dtype_argument(t, args[1], &d)) return kNull;
  if (order != 'F') return value_of(array_new(d, ndim, shape, zeroed));
  int64_t reversed[kMaxDims];
  for (int i = 0; i < ndim; i++) reversed[i] = shape[ndim - 1 - i];
  PyNdArray* a = array_new(d, ndim, reversed, zeroed);
  return a ? value_of(array_transpose(a)) : kNull;
}
Value np_empty(Thread& t, Value* args) { return make_array(t, args, false); }
Value np_zeros(Thread& t, Value* args) { return make_array(t, args, true); }

// An uninitialised array with the prototype's shape, type and order in memory, each of which can be given.
Value np_empty_like(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[0], nullptr);
  if (!a) return kNull;
  DType d = a->dtype;
  char order = order_argument(t, args[2], 'K');
  if (!order || (!args[1].is_none() && !dtype_argument(t, args[1], &d))) return kNull;
  if (!args[4].is_none()) {
    int64_t shape[kMaxDims];
    int ndim = shape_argument(t, args[4], shape);
    return ndim < 0 ? kNull : value_of(array_new(d, ndim, shape));
  }
  if (order == 'F') return value_of(array_fortran_copy(a, d));
  if (order == 'K' || order == 'A') return value_of(array_new_like(d, a->ndim, a->shape(), &a, 1));
  return value_of(array_new(d, a->ndim, a->shape()));
}

Value np_array(Thread& t, Value* args) {
  DType d;
  bool typed = !args[1].is_none();
  if (typed && !dtype_argument(t, args[1], &d)) return kNull;
  int copy = object_is_true(t, args[2]);
  int64_t ndmin;
  char order = order_argument(t, args[4], 'K');
  if (copy < 0 || !order || !object_index(t, args[3], &ndmin)) return kNull;
  if (ndmin > kMaxDims) return raise_value_error("ndmin bigger than allowable number of dimensions NPY_MAXDIMS (=%d)", kMaxDims);
  PyNdArray* a;
  if (is_array(args[0])) {
    a = as_array(args[0]);
    Value converted = array_convert(t, a, typed ? d : a->dtype, order, Casting::kUnsafe, copy);
    if (!converted) return kNull;
    a = as_array(converted);
  } else {
    a = array_from(t, args[0], typed ? &d : nullptr);
    if (a && order == 'F') a = array_fortran_copy(a, a->dtype);
    // A view of somebody's buffer is not a copy.
    if (a && copy && !a->base.is_null()) a = array_copy(a);
  }
  if (!a || a->ndim >= ndmin) return value_of(a);
  int64_t shape[kMaxDims];
  int shift = static_cast<int>(ndmin) - a->ndim;
  for (int i = 0; i < ndmin; i++) shape[i] = i < shift ? 1 : a->shape()[i - shift];
  return value_of(array_reshape(a, static_cast<int>(ndmin), shape));
}

// asarray(a, dtype=None, order=None, *, like=None) and its like.
template <char kOrder, int kMinDims>
Value np_asarray(Thread& t, Value* args) {
  Value order = kOrder ? Value(&str_intern(kOrder == 'F' ? "F" : "C")->header) : args[2];
  Value all[7] = {args[0], args[1], kFalse, Value::from_small_int(kMinDims), order, kFalse, kNone};
  return np_array(t, all);
}
Value np_copy(Thread& t, Value* args) {
  Value all[7] = {args[0], kNone, kTrue, Value::from_small_int(0), args[1], kFalse, kNone};
  return np_array(t, all);
}

// Fills a new array; null when there is none.
Value filled(Thread& t, Value array, Value fill) {
  if (!array) return kNull;
  PyNdArray* a = as_array(array);
  DType own;
  if (!is_array(fill) && number_dtype(fill, &own) && !is_complex(own)) {
    PyNdArray* one = array_new(own, 0, nullptr);
    return one && store_element(t, own, one->data, fill) && array_assign(t, a, one) ? array : kNull;
  }
  PyNdArray* source = array_from(t, fill, nullptr);
  return source && array_assign(t, a, source) ? array : kNull;
}
Value np_ones(Thread& t, Value* args) { return filled(t, np_empty(t, args), Value::from_small_int(1)); }
// (shape, fill_value, dtype, order)
Value np_full(Thread& t, Value* args) {
  Value dtype = args[2];
  if (dtype.is_none()) {
    PyNdArray* value = array_from(t, args[1], nullptr);
    if (!value) return kNull;
    dtype = dtype_object(value->dtype);
  }
  Value all[3] = {args[0], dtype, args[3]};
  return filled(t, np_empty(t, all), args[1]);
}
// (a, dtype, order, subok, shape)
template <int kFill>
Value np_filled_like(Thread& t, Value* args) { return filled(t, np_empty_like(t, args), Value::from_small_int(kFill)); }
// (a, fill_value, dtype, order, subok, shape)
Value np_full_like(Thread& t, Value* args) {
  Value all[5] = {args[0], args[2], args[3], args[4], args[5]};
  return filled(t, np_empty_like(t, all), args[1]);
}

bool arange_type(Value v, DType* d) {
  DType own;
  if (is_array(v) && as_array(v)->ndim == 0) {
    own = as_array(v)->dtype;
  } else if (!number_dtype(v, &own)) {
    return raise_type_error("unsupported operand type(s) for -: '%s' and 'int'", type_name(v));
  }
  *d = promote(*d, own);
  return true;
}

// As NumPy: the first two values in the result's type fix the step.
void fill_range(PyNdArray* a, const void* first, const void* second) {
  dispatch(a->dtype, [&](auto zero) {
    using S = decltype(zero);
    auto* out = reinterpret_cast<S*>(a->data);
    S start, next;
    std::memcpy(&start, first, sizeof start);
    std::memcpy(&next, second, sizeof next);
    if (a->size > 0) out[0] = start;
    if (a->size > 1) out[1] = next;
    if constexpr (std::is_same_v<S, bool>) {
      return;
    } else if constexpr (std::is_integral_v<S>) {
      auto u = static_cast<uint64_t>(start), delta = static_cast<uint64_t>(next) - u;
      for (int64_t i = 2; i < a->size; i++) out[i] = static_cast<S>(u + static_cast<uint64_t>(i) * delta);
    } else if constexpr (std::is_same_v<S, Half>) {
      float from = start, delta = static_cast<float>(next) - from;
      for (int64_t i = 2; i < a->size; i++) out[i] = Half(from + static_cast<float>(i) * delta);
    } else {
      S delta = next - start;
      for (int64_t i = 2; i < a->size; i++) {
        if constexpr (std::is_floating_point_v<S>) {
          out[i] = start + static_cast<S>(i) * delta;
        } else {
          using P = typename S::value_type;
          out[i] = S(start.real() + static_cast<P>(i) * delta.real(), start.imag() + static_cast<P>(i) * delta.imag());
        }
      }
    }
  });
}

Value np_arange(Thread& t, Value* args) {
  Value start = args[0], stop = args[1], step = args[2].is_none() ? Value::from_small_int(1) : args[2];
  if (start.is_null() && stop.is_none()) return raise_type_error("arange() requires stop to be specified.");
  if (stop.is_none()) {
    stop = start;
    start = Value::from_small_int(0);
  } else if (start.is_null() || start.is_none()) {
    start = Value::from_small_int(0);
  }
  DType d = DType::kInt64;
  for (Value v : {start, stop, step}) {
    if (!arange_type(v, &d)) return kNull;
  }
  if (!args[3].is_none() && !dtype_argument(t, args[3], &d)) return kNull;
  double first, last, delta;
  if (!number_as_double(t, start, &first) || !number_as_double(t, stop, &last) || !number_as_double(t, step, &delta)) {
    return kNull;
  }
  if (delta == 0) {
    if (last - first == 0) return raise_value_error("Maximum allowed size exceeded");
    return raise_error(exc::ZeroDivisionError, "division by zero");
  }
  double count = std::ceil((last - first) / delta);
  int64_t n = count > 0 ? static_cast<int64_t>(count) : 0;
  int64_t i0, i1, i2;
  bool ints = is_int(start) && is_int(stop) && is_int(step) && int_to_int64(start, &i0) && int_to_int64(stop, &i1) &&
              int_to_int64(step, &i2);
  if (ints) {
    __int128 span = static_cast<__int128>(i1) - i0, wide = i2;
    __int128 exact = wide > 0 ? (span + wide - 1) / wide : (span + wide + 1) / wide;
    n = exact > 0 ? static_cast<int64_t>(std::min<__int128>(exact, INT64_MAX)) : 0;
  } else if (!(count < 9e18)) {
    return raise_value_error(count != count ? "arange: cannot compute length" : "Maximum allowed size exceeded");
  }
  PyNdArray* a = array_new(d, 1, &n);
  if (!a) return kNull;
  Value second = object_binary(t, BinaryOp::kAdd, start, step);
  alignas(16) uint8_t elements[2][16];
  if (!second || (n > 0 && !store_element(t, d, elements[0], start)) || (n > 1 && !store_element(t, d, elements[1], second))) {
    return kNull;
  }
  if (d == DType::kBool && n > 2) return raise_type_error("no fill-function for data-type.");
  fill_range(a, elements[0], elements[1]);
  return Value(&a->header);
}

// The array, of this type and to be walked with dst: as it is, or a copy. Null: exception pending.
PyNdArray* broadcast_operand(Thread& t, PyNdArray* a, DType type, PyNdArray* dst) {
  bool same_shape = a->ndim == dst->ndim && !std::memcmp(a->shape(), dst->shape(), sizeof(int64_t) * a->ndim);
  if (a->dtype == type && same_shape && (!array_may_overlap(a, dst) || array_same_elements(a, dst))) return a;
  PyNdArray* copy = array_new(type, a->ndim == 0 ? 0 : dst->ndim, dst->shape());
  return copy && array_assign(t, copy, a) ? copy : nullptr;
}

Value np_copyto(Thread& t, Value* args) {
  if (!is_array(args[0])) return raise_type_error("copyto() argument 1 must be numpy.ndarray, not %s", type_name(args[0]));
  PyNdArray* dst = as_array(args[0]);
  Casting casting = Casting::kSameKind;
  if (!casting_argument(t, args[2], &casting)) return kNull;
  PyNdArray* source = array_from(t, args[1], nullptr);
  if (!source) return kNull;
  DType own;
  bool fits = !is_array(args[1]) && number_dtype(args[1], &own) && can_cast(min_scalar_type(args[1], own), dst->dtype, casting);
  if (!fits && !can_cast(source->dtype, dst->dtype, casting)) {
    return raise_type_error("Cannot cast %s from dtype('%s') to dtype('%s') according to the rule '%s'",
                            is_array(args[1]) ? "array data" : "scalar", dtype_info(source->dtype).name, dtype_info(dst->dtype).name, casting_name(casting));
  }
  if (args[3] == kTrue) return array_assign(t, dst, source) ? kNone : kNull;
  // Only where the mask is true.
  DType b = DType::kBool;
  PyNdArray* mask = array_from(t, args[3], &b);
  PyNdArray* values = mask ? broadcast_operand(t, source, dst->dtype, dst) : nullptr;
  PyNdArray* where = values ? broadcast_operand(t, mask, b, dst) : nullptr;
  if (!where) return kNull;
  Walker walk(dst->ndim, dst->shape());
  walk.add(dst);
  walk.add(values);
  walk.add(where);
  by_item_size(dst->item_bytes(), [&](auto item) {
    walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
      for (int64_t i = 0; i < n; i++) {
        if (p[2][i * step[2]]) std::memcpy(p[0] + i * step[0], p[1] + i * step[1], item);
      }
    });
  });
  return kNone;
}

template <size_t kItem>
void select_run(uint8_t** p, const int64_t* step, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    const uint8_t* from = p[1][i * step[1]] ? p[2] + i * step[2] : p[3] + i * step[3];
    std::memcpy(p[0] + i * step[0], from, kItem);
  }
}

Value np_where(Thread& t, Value* args) {
  if (args[1].is_null()) return array_nonzero(t, args[0]);
  if (args[2].is_null()) return raise_value_error("either both or neither of x and y should be given");
  PyNdArray* operands[3];
  for (int i = 0; i < 3; i++) {
    operands[i] = array_from(t, args[i], nullptr);
    if (!operands[i]) return kNull;
  }
  DType d;
  Value both[2] = {args[1], args[2]};
  if (!common_dtype(t, both, 2, &d)) return kNull;
  int64_t shape[kMaxDims];
  int ndim;
  PyNdArray* mask = operands[0]->dtype == DType::kBool ? operands[0] : array_astype(operands[0], DType::kBool);
  PyNdArray* x = operands[1]->dtype == d ? operands[1] : array_astype(operands[1], d);
  PyNdArray* y = operands[2]->dtype == d ? operands[2] : array_astype(operands[2], d);
  if (!mask || !x || !y) return kNull;
  PyNdArray* all[3] = {mask, x, y};
  if (!broadcast_shapes(all, 3, shape, &ndim)) return kNull;
  PyNdArray* out = array_new_like(d, ndim, shape, all, 3);
  if (!out) return kNull;
  Walker walk(ndim, shape);
  walk.add(out);
  for (PyNdArray* a : all) walk.add(a);
  switch (dtype_bytes(d)) {
    case 1: walk.run(select_run<1>); break;
    case 2: walk.run(select_run<2>); break;
    case 4: walk.run(select_run<4>); break;
    case 8: walk.run(select_run<8>); break;
    default: walk.run(select_run<16>); break;
  }
  return value_of(out);
}

Value np_broadcast_to(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[0], nullptr);
  int64_t shape[kMaxDims], strides[kMaxDims];
  int ndim = a ? shape_argument(t, args[1], shape) : -1;
  if (ndim < 0) return kNull;
  int shift = ndim - a->ndim;
  for (int i = 0; i < ndim; i++) {
    int64_t own = i < shift ? 1 : a->shape()[i - shift];
    if (shift < 0 || (own != 1 && own != shape[i])) {
      TextBuffer own_text, text;
      shape_text(a->shape(), a->ndim, own_text);
      shape_text(shape, ndim, text);
      if (shift < 0) {
        return raise_value_error("input operand has more dimensions than allowed by the axis remapping");
      }
      return raise_value_error("operands could not be broadcast together with remapped shapes [original->remapped]: %s  and "
                               "requested shape %s", own_text.c_str(), text.c_str());
    }
    strides[i] = own == 1 ? 0 : a->strides()[i - shift];
  }
  PyNdArray* view = array_view(a, a->data, ndim, shape, strides, a->dtype);
  if (view) view->flags &= static_cast<uint8_t>(~kWriteable);
  return value_of(view);
}

Value np_promote_types(Thread& t, Value* args) {
  DType a, b;
  if (!dtype_argument(t, args[0], &a) || !dtype_argument(t, args[1], &b)) return kNull;
  return dtype_object(promote(a, b));
}

Value np_can_cast(Thread& t, Value* args) {
  DType from, to;
  Casting casting = Casting::kSafe;
  if (!dtype_argument(t, args[1], &to) || !casting_argument(t, args[2], &casting)) return kNull;
  if (number_dtype(args[0], &from)) {
    return Value::from_bool(can_cast(min_scalar_type(args[0], from), to, casting) || scalar_fits(args[0], from, to));
  }
  if (is_array(args[0])) return Value::from_bool(can_cast(as_array(args[0])->dtype, to, casting));
  return dtype_argument(t, args[0], &from) ? Value::from_bool(can_cast(from, to, casting)) : kNull;
}
Value np_result_type(Thread& t, Value* args) {
  PyTuple* all = as_tuple(args[0]);
  DType d;
  if (all->length == 0) return raise_value_error("at least one array or dtype is required");
  return common_dtype(t, all->items, all->length, &d) ? dtype_object(d) : kNull;
}
Value np_min_scalar_type(Thread& t, Value* args) {
  DType d;
  if (number_dtype(args[0], &d)) return dtype_object(min_scalar_type(args[0], d));
  PyNdArray* a = array_from(t, args[0], nullptr);
  if (!a) return kNull;
  if (a->ndim) return dtype_object(a->dtype);
  Value scalar = array_or_scalar(a);
  return scalar ? dtype_object(min_scalar_type(scalar, a->dtype)) : kNull;
}

// (a, axis, dtype, out, keepdims, initial, where)
template <Reduction r>
Value np_sum(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], args[2], args[3], args[4], args[5], args[6], kNull});
}
template <Reduction r>
Value np_extreme(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], kNull, args[2], args[3], args[4], args[5], kNull});
}
template <Reduction r>
Value np_logical(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], kNull, args[2], args[3], kNull, args[4], kNull});
}
Value np_mean(Thread& t, Value* args) {
  return reduce_named(t, Reduction::kMean, {args[0], args[1], args[2], args[3], args[4], kNull, args[5], kNull});
}
template <Reduction r>
Value np_spread(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], args[2], args[3], args[5], kNull, args[6], args[4]});
}
Value np_dot(Thread& t, Value* args) {
  Value product = array_dot(t, args[0], args[1]);
  PyNdArray* out;
  if (!product || !array_out_argument(args[2], &out) || !out) return error_pending() ? kNull : product;
  PyNdArray* source = array_from(t, product, nullptr);
  return source && array_assign(t, out, source) ? args[2] : kNull;
}
Value np_matmul(Thread& t, Value* args) {
  PyNdArray* out;
  return array_out_argument(args[2], &out) ? array_matmul(t, args[0], args[1], out) : kNull;
}
template <bool kLargest>
Value np_arg_extreme(Thread& t, Value* args) {
  int keep = object_is_true(t, args[3]);
  return keep < 0 ? kNull : array_arg_extreme(t, args[0], args[1], args[2], keep, kLargest);
}
template <Ufunc f>
Value np_cumulate(Thread& t, Value* args) { return array_cumulate(t, f, args[0], args[1], args[2], args[3]); }
Value np_sort(Thread& t, Value* args) { return array_sorted(t, args[0], args[1], args[2]); }
Value np_argsort(Thread& t, Value* args) { return array_argsorted(t, args[0], args[1], args[2]); }
Value np_searchsorted(Thread& t, Value* args) { return array_searchsorted(t, args[0], args[1], args[2], args[3]); }
Value np_round(Thread& t, Value* args) { return array_round(t, args[0], args[1], args[2]); }
Value np_nonzero(Thread& t, Value* args) { return array_nonzero(t, args[0]); }
Value np_repeat(Thread& t, Value* args) { return array_repeat(t, args[0], args[1], args[2]); }
Value np_take(Thread& t, Value* args) { return array_take(t, args[0], args[1], args[2], args[3], args[4]); }
Value np_clip(Thread& t, Value* args) { return array_clip(t, args[0], args[1], args[2], args[3], args[4]); }
Value np_concatenate(Thread& t, Value* args) { return array_concatenate(t, args[0], args[1], args[2], args[3], args[4]); }
Value np_count_true(Thread& t, Value* args) {
  DType d = DType::kBool;
  PyNdArray* a = array_from(t, args[0], nullptr);
  PyNdArray* mask = a ? array_from(t, Value(&a->header), &d) : nullptr;
  return mask ? int_from_int64(count_true(mask)) : kNull;
}
// (a, bins, weights)
Value np_bincount(Thread& t, Value* args) {
  int64_t bins;
  return object_index(t, args[1], &bins) ? array_bincount(t, args[0], bins, args[2]) : kNull;
}
Value np_partition(Thread& t, Value* args) { return array_partitioned(t, args[0], args[1]); }
Value np_lapack(Thread& t, Value* args) { return lapack_call(t, as_str(args[0]), as_tuple(args[1])); }
Value np_overlap(Thread&, Value* args) {
  if (!is_array(args[0]) || !is_array(args[1])) return kFalse;
  return Value::from_bool(array_may_overlap(as_array(args[0]), as_array(args[1])));
}
// A view with any shape and strides that stay inside the array's memory.
Value np_as_strided(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[0], nullptr);
  int64_t shape[kMaxDims], strides[kMaxDims];
  if (!a) return kNull;
  int ndim = shape_argument(t, args[1], shape);
  if (ndim < 0 || shape_argument(t, args[2], strides) < 0) return kNull;
  int64_t low = a->data - a->buffer->data, high = low + static_cast<int64_t>(a->item_bytes());
  bool empty = false;
  for (int i = 0; i < ndim; i++) {
    if (shape[i] < 0) return raise_value_error("negative dimensions are not allowed");
    empty = empty || shape[i] == 0;
    (strides[i] < 0 ? low : high) += strides[i] * (shape[i] - 1);
  }
  if (!empty && (low < 0 || high > static_cast<int64_t>(a->buffer->bytes))) {
    return raise_value_error("pyvm's as_strided() does not leave the array's memory");
  }
  return value_of(array_view(a, a->data, ndim, shape, strides, a->dtype));
}
// An array on the memory of an object with a buffer; memory of its own when that can move.
Value np_frombuffer(Thread& t, Value* args) {
  DType d;
  int64_t count, offset;
  if (!dtype_argument(t, args[1], &d) || !object_index(t, args[2], &count) || !object_index(t, args[3], &offset)) return kNull;
  HeldBuffer buffer;
  if (!buffer.get(t, args[0])) return kNull;
  auto item = static_cast<int64_t>(dtype_bytes(d));
  if (offset < 0 || offset > buffer->length) {
    return raise_value_error("offset must be non-negative and no greater than buffer length (%ld)", buffer->length);
  }
  int64_t bytes = buffer->length - offset;
  if (count < 0) {
    if (bytes % item) return raise_value_error("buffer size must be a multiple of element size");
    count = bytes / item;
  } else if (count > bytes / item) {
    return raise_value_error("buffer is smaller than requested size");
  }
  if (!buffer->contiguous()) return raise_error(exc::BufferError, "memoryview: underlying buffer is not C-contiguous");
  return value_of(array_over_memory(d, count, buffer->data + offset, buffer->memory ? Value(buffer->memory) : kNull,
                                    buffer->readonly, args[0]));
}

#define SUM "(a, axis=None, dtype=None, out=None, keepdims=False, initial=<absent>, where=True)"
#define EXTREME "(a, axis=None, out=None, keepdims=False, initial=<absent>, where=True)"
#define LOGICAL "(a, axis=None, out=None, keepdims=False, *, where=True)"
#define SPREAD "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)"
const NativeDef kFunctions[] = {
    {"empty(shape, dtype=None, order='C')", np_empty},
    {"zeros(shape, dtype=None, order='C')", np_zeros},
    {"empty_like(prototype, dtype=None, order='K', subok=True, shape=None)", np_empty_like},
    {"array(object, dtype=None, copy=True, ndmin=0, order='K', subok=False, like=None)", np_array},
    {"asarray(a, dtype=None, order=None, *, like=None)", np_asarray<0, 0>},
    {"asanyarray(a, dtype=None, order=None, *, like=None)", np_asarray<0, 0>},
    {"ascontiguousarray(a, dtype=None, *, like=None)", np_asarray<'C', 1>},
    {"asfortranarray(a, dtype=None, *, like=None)", np_asarray<'F', 1>},
    {"copy(a, order='K', subok=False)", np_copy},
    {"ones(shape, dtype=None, order='C', *, like=None)", np_ones},
    {"full(shape, fill_value, dtype=None, order='C', *, like=None)", np_full},
    {"zeros_like(a, dtype=None, order='K', subok=True, shape=None)", np_filled_like<0>},
    {"ones_like(a, dtype=None, order='K', subok=True, shape=None)", np_filled_like<1>},
    {"full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None)", np_full_like},
    {"arange(start=<absent>, stop=None, step=None, dtype=None)", np_arange},
    {"copyto(dst, src, casting='same_kind', where=True)", np_copyto},
    {"where(condition, x=<absent>, y=<absent>, /)", np_where},
    {"broadcast_to(array, shape, subok=False)", np_broadcast_to},
    {"promote_types(type1, type2, /)", np_promote_types},
    {"can_cast(from_, to, casting='safe')", np_can_cast},
    {"result_type(*arrays_and_dtypes)", np_result_type},
    {"min_scalar_type(a, /)", np_min_scalar_type},
    {"sum" SUM, np_sum<Reduction::kSum>},
    {"prod" SUM, np_sum<Reduction::kProd>},
    {"min" EXTREME, np_extreme<Reduction::kMin>},
    {"max" EXTREME, np_extreme<Reduction::kMax>},
    {"amin" EXTREME, np_extreme<Reduction::kMin>},
    {"amax" EXTREME, np_extreme<Reduction::kMax>},
    {"any" LOGICAL, np_logical<Reduction::kAny>},
    {"all" LOGICAL, np_logical<Reduction::kAll>},
    {"mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)", np_mean},
    {"var" SPREAD, np_spread<Reduction::kVar>},
    {"std" SPREAD, np_spread<Reduction::kStd>},
    {"dot(a, b, out=None)", np_dot},
    {"matmul(a, b, /, out=None)", np_matmul},
    {"argmin(a, axis=None, out=None, *, keepdims=False)", np_arg_extreme<false>},
    {"argmax(a, axis=None, out=None, *, keepdims=False)", np_arg_extreme<true>},
    {"cumsum(a, axis=None, dtype=None, out=None)", np_cumulate<Ufunc::add>},
    {"cumprod(a, axis=None, dtype=None, out=None)", np_cumulate<Ufunc::multiply>},
    {"sort(a, axis=-1, kind=None, order=None)", np_sort},
    {"argsort(a, axis=-1, kind=None, order=None)", np_argsort},
    {"searchsorted(a, v, side='left', sorter=None)", np_searchsorted},
    {"round(a, decimals=0, out=None)", np_round},
    {"nonzero(a)", np_nonzero},
    {"repeat(a, repeats, axis=None)", np_repeat},
    {"take(a, indices, axis=None, out=None, mode='raise')", np_take},
    {"clip(a, a_min, a_max, out=None, *, casting=<absent>)", np_clip},
    {"concatenate(arrays, axis=0, out=None, dtype=None, casting='same_kind')", np_concatenate},
    {"frombuffer(buffer, dtype=None, count=-1, offset=0)", np_frombuffer},
    {"may_share_memory(a, b, max_work=None)", np_overlap},
    {"_count_true(a)", np_count_true},
    {"_bincount(a, bins, weights)", np_bincount},
    {"_partition(a, positions)", np_partition},
    {"_as_strided(a, shape, strides)", np_as_strided},
    {"_lapack(name, /, *args)", np_lapack},
    {"_install(registry)", errors_install},
    {"_get_errors()", errors_get},
    {"_set_errors(divide, over, under, invalid)", errors_set},
    {"_array_text(a, options, separator, prefix, suffix)", print_array},
    {"_print_options(options)", print_set_options},
    {"_float_text(x, precision, unique, fractional, trim, sign, pad_left, pad_right, exponent_digits, scientific)", print_float},
    {},
};

bool core_init(Thread&, PyDict* dict) {
  boot_dtypes();
  boot_ndarray();
  boot_scalars();
  boot_ufuncs();
  ModuleFiller fill(dict, "numpy");
  fill.functions(kFunctions).type("ndarray", type_ndarray).type("dtype", type_dtype).type("generic", type_generic);
  for (int i = 0; i < kUfuncs; i++) fill.value(kUfuncInfos[i].name, ufunc_object(static_cast<Ufunc>(i)));
  for (int i = 0; i < kDTypes; i++) fill.type(i == 0 ? "bool_" : kDTypeInfos[i].name, scalar_types[i]);
  static const char* const kAbstract[] = {"number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating",
                                          "complexfloating"};
  for (int i = 0; i < 7; i++) fill.type(kAbstract[i], abstract_types[i]);
  return fill.ok();
}

bool package_init(Thread& t, PyDict* dict) { return frozen_run(t, "numpy", dict); }
// The parts of the package that are loaded when one of their names is asked for.
#define NPY_TOPICS(TOPIC)                                                                                              \
  TOPIC(linalg, "numpy.linalg") TOPIC(random, "numpy.random") TOPIC(testing, "numpy.testing")                          \
  TOPIC(calculus, "numpy._calculus") TOPIC(creation, "numpy._creation") TOPIC(elements, "numpy._elements")             \
  TOPIC(files, "numpy._files") TOPIC(indexing, "numpy._indexing") TOPIC(polynomials, "numpy._polynomials")             \
  TOPIC(shape, "numpy._shape") TOPIC(sorting, "numpy._sorting") TOPIC(statistics, "numpy._statistics")                 \
  TOPIC(types, "numpy._types")
#define NPY_TOPIC(id, name) \
  bool init_##id(Thread& t, PyDict* dict) { return frozen_run(t, "numpy_" #id, dict); }
NPY_TOPICS(NPY_TOPIC)
#undef NPY_TOPIC
bool numba_init(Thread& t, PyDict* dict) { return frozen_run(t, "numba", dict); }

}  // namespace

}  // namespace pyvm::np

namespace pyvm {
const NativeModule kNumpyCoreModule = {"_numpy", np::core_init};
const NativeModule kNumpyModule = {"numpy", np::package_init};
const NativeModule kNumbaModule = {"numba", np::numba_init};
const NativeModule kNumpyModules[kNumpyTopics] = {
#define NPY_TOPIC(id, name) {name, np::init_##id},
    NPY_TOPICS(NPY_TOPIC)
#undef NPY_TOPIC
};
}  // namespace pyvm
