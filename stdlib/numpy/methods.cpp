// The ndarray type.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/array_methods.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/memory.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/iter.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

extern PyType* type_array_buffer;

namespace {

PyNdArray* self_of(Value* args) { return as_array(args[0]); }

// ---- attributes

Value get_shape(Thread&, Value* args) { return shape_tuple(self_of(args)->shape(), self_of(args)->ndim); }
Value set_shape(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, args[1], shape, a->size);
  if (ndim < 0) return kNull;
  PyNdArray* view = array_reshape_view(a, ndim, shape);
  if (!view) {
    if (error_pending()) return kNull;
    return raise_error(exc::AttributeError, "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with "
                                            "the desired shape.");
  }
  if (ndim > static_cast<int>(a->capacity)) {
    return raise_error(exc::AttributeError, "pyvm cannot give an array of %d dimensions %d in place; use reshape()", a->ndim, ndim);
  }
  a->ndim = static_cast<uint8_t>(ndim);
  std::memcpy(a->dims, view->dims, 2 * sizeof(int64_t) * static_cast<size_t>(ndim));
  array_update_flags(a);
  return kNone;
}
Value get_strides(Thread&, Value* args) { return shape_tuple(self_of(args)->strides(), self_of(args)->ndim); }
Value get_ndim(Thread&, Value* args) { return Value::from_small_int(self_of(args)->ndim); }
Value get_size(Thread&, Value* args) { return int_from_int64(self_of(args)->size); }
Value get_itemsize(Thread&, Value* args) { return int_from_int64(static_cast<int64_t>(self_of(args)->item_bytes())); }
Value get_nbytes(Thread&, Value* args) {
  return int_from_int64(self_of(args)->size * static_cast<int64_t>(self_of(args)->item_bytes()));
}
Value get_dtype(Thread&, Value* args) { return dtype_object(self_of(args)->dtype); }
Value get_base(Thread&, Value* args) { return self_of(args)->base.is_null() ? kNone : self_of(args)->base; }
Value get_transpose(Thread&, Value* args) { return value_of(array_transpose(self_of(args))); }
Value get_flags(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  Value bits[5] = {args[0], Value::from_bool(a->flags & kContiguous), Value::from_bool(a->flags & kFortran),
                   Value::from_bool(a->base.is_null()), Value::from_bool(a->flags & kWriteable)};
  return call_helper(t, "flagsobj", bits, 5);
}
// The real or imaginary parts of a complex array as a view.
Value part_view(PyNdArray* a, int part) {
  DType d = a->dtype == DType::kComplex64 ? DType::kFloat32 : DType::kFloat64;
  return value_of(array_view(a, a->data + static_cast<size_t>(part) * dtype_bytes(d), a->ndim, a->shape(), a->strides(), d));
}
Value get_real(Thread&, Value* args) { return is_complex(self_of(args)->dtype) ? part_view(self_of(args), 0) : args[0]; }
Value get_imag(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  return is_complex(a->dtype) ? part_view(a, 1) : value_of(array_new(a->dtype, a->ndim, a->shape(), true));
}
Value set_part(Thread& t, Value part, Value v) {
  PyNdArray* source = part ? array_from(t, v, nullptr) : nullptr;
  return source && array_assign(t, as_array(part), source) ? kNone : kNull;
}
Value set_real(Thread& t, Value* args) {
  return set_part(t, is_complex(self_of(args)->dtype) ? part_view(self_of(args), 0) : args[0], args[1]);
}
Value set_imag(Thread& t, Value* args) {
  if (!is_complex(self_of(args)->dtype)) return raise_type_error("array does not have imaginary part to set");
  return set_part(t, part_view(self_of(args), 1), args[1]);
}
Value get_flat(Thread& t, Value* args) { return call_helper(t, "flatiter", args, 1); }
Value set_flat(Thread& t, Value* args) {
  Value flat = call_helper(t, "flatiter", args, 1);
  PySlice* all = slice_new(kNone, kNone, kNone);
  return flat && all && object_set_item(t, flat, Value(&all->header), args[1]) ? kNone : kNull;
}
Value get_data(Thread& t, Value* args) { return object_call_args(t, Value(&type_memoryview->header), args[0]); }
Value get_ctypes(Thread& t, Value* args) {
  Value given[2] = {args[0], int_from_int64(static_cast<int64_t>(reinterpret_cast<uintptr_t>(self_of(args)->data)))};
  return call_helper(t, "ctypes", given, 2);
}

// ---- sequence protocol

Value array_len(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim == 0) return raise_type_error("len() of unsized object");
  return int_from_int64(a->shape()[0]);
}
Value array_getitem(Thread& t, Value* args) { return array_get_item(t, self_of(args), args[1]); }
Value array_setitem(Thread& t, Value* args) { return array_set_item(t, self_of(args), args[1], args[2]) ? kNone : kNull; }
Value array_contains(Thread& t, Value* args) {
  Value equal = object_compare(t, args[0], args[1], CompareOp::kEq);
  PyNdArray* a = equal ? array_from(t, equal, nullptr) : nullptr;
  if (!a) return kNull;
  uint32_t all;
  Value any = axis_argument(t, kNone, a->ndim, &all) ? ufunc_reduce(t, Ufunc::logical_or, a, all, false, nullptr) : kNull;
  return any ? Value::from_bool(any.as<PyScalar>()->b) : kNull;
}

PyType* type_array_iterator;
void iterator_trace(gc::Header* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyArrayIterator*>(object)->array);
}
Value array_iter(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim == 0) return raise_type_error("iteration over a 0-d array");
  auto* it = reinterpret_cast<PyArrayIterator*>(instance_allocate(type_array_iterator));
  if (!it) return kNull;
  it->array = a;
  return Value(&it->header);
}
Value iterator_iter(Thread&, Value* args) { return args[0]; }
Value iterator_next(Thread& t, Value* args) {
  auto* it = args[0].as<PyArrayIterator>();
  if (it->index >= it->array->shape()[0]) return raise_stop_iteration(kNull);
  PyNdArray* a = it->array;
  uint8_t* data = a->data + it->index++ * a->strides()[0];
  if (a->ndim == 1) return scalar_from(a->dtype, data);
  return value_of(array_view(a, data, a->ndim - 1, a->shape() + 1, a->strides() + 1, a->dtype));
}
const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter, kEffectPure}, {"__next__(self, /)", iterator_next}, {}};
const TypeSpec kIteratorSpec = {"numpy.array_iterator", nullptr, kTypeNoNew,
                                {.trace = iterator_trace, .bytes = sizeof(PyArrayIterator)}, kIteratorMethods, nullptr};

// ---- text

Value array_dunder_repr(Thread& t, Value* args) {
  PyStr* s = array_repr(t, self_of(args));
  return s ? Value(&s->header) : kNull;
}
Value array_dunder_str(Thread& t, Value* args) {
  PyStr* s = array_str(t, self_of(args));
  return s ? Value(&s->header) : kNull;
}
Value array_format(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %s", type_name(args[1]));
  PyNdArray* a = self_of(args);
  if (a->ndim == 0) {
    Value v = python_value(a->dtype, a->data);
    return v ? object_format(t, v, as_str(args[1])) : kNull;
  }
  if (as_str(args[1])->length == 0) return array_dunder_str(t, args);
  return raise_type_error("unsupported format string passed to numpy.ndarray.__format__");
}

// ---- methods: shape

Value method_reshape(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* dims = as_tuple(args[1]);
  Value shape_value = dims->length == 1 ? dims->items[0] : args[1];
  int64_t shape[kMaxDims];
  char order = order_argument(t, args[2], 'C');
  int ndim = order ? shape_argument(t, shape_value, shape, a->size) : -1;
  if (ndim < 0) return kNull;
  bool fortran = order == 'F' || (order == 'A' && (a->flags & kFortran) && !a->contiguous());
  return value_of(fortran ? array_reshape_fortran(a, ndim, shape) : array_reshape(a, ndim, shape));
}
Value method_astype(Thread& t, Value* args) {
  DType d;
  Casting casting = Casting::kUnsafe;
  char order = order_argument(t, args[2], 'K');
  int copy = object_is_true(t, args[5]);
  if (!order || copy < 0 || !dtype_argument(t, args[1], &d) || !casting_argument(t, args[3], &casting)) return kNull;
  return array_convert(t, self_of(args), d, order, casting, copy);
}
Value method_copy(Thread& t, Value* args) {
  char order = order_argument(t, args[1], 'C');
  return order ? array_convert(t, self_of(args), self_of(args)->dtype, order, Casting::kUnsafe, true) : kNull;
}
Value method_tolist(Thread& t, Value* args) { return array_tolist(t, self_of(args)); }
Value method_item(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* index = as_tuple(args[1]);
  if (index->length == 0) {
    if (a->size != 1) return raise_value_error("can only convert an array of size 1 to a Python scalar");
    return python_value(a->dtype, a->data);
  }
  Value key = index->length == 1 ? index->items[0] : args[1];
  if (type_of(key)->flags & kTypeTuple && as_tuple(key)->length == 1) key = as_tuple(key)->items[0];
  bool flat = !(type_of(key)->flags & kTypeTuple);
  int64_t at;
  if (flat && object_index(t, key, &at) && (at >= a->size || at < -a->size)) {
    return raise_error(exc::IndexError, "index %ld is out of bounds for size %ld", at, a->size);
  }
  if (error_pending()) return kNull;
  PyNdArray* source = flat && a->ndim != 1 ? array_reshape(a, 1, &a->size) : a;
  Value v = source ? array_get_item(t, source, key) : kNull;
  if (!v || is_array(v)) return v ? raise_value_error("incorrect number of indices for array") : kNull;
  PyNdArray* one = array_from(t, v, nullptr);
  return one ? python_value(one->dtype, one->data) : kNull;
}
Value method_itemset(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) return raise_value_error("itemset must have at least one argument");
  Value v = given->items[given->length - 1];
  PyTuple* index = tuple_from(given->items, given->length - 1);
  if (!index) return kNull;
  if (index->length == 1 && !(type_of(index->items[0])->flags & kTypeTuple)) {
    Value inputs[1] = {args[0]};
    Value flat = call_helper(t, "flatiter", inputs, 1);
    return flat && object_set_item(t, flat, index->items[0], v) ? kNone : kNull;
  }
  Value key = index->length == 1 ? index->items[0] : Value(&index->header);
  return array_set_item(t, a, key, v) ? kNone : kNull;
}
Value method_fill(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyNdArray* one = array_new(a->dtype, 0, nullptr);
  return one && store_element(t, a->dtype, one->data, args[1]) && array_assign(t, a, one) ? kNone : kNull;
}
Value method_ravel(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  char order = order_argument(t, args[1], 'C');
  if (!order) return kNull;
  bool fortran = order == 'F' || (order != 'C' && (a->flags & kFortran) && !a->contiguous());
  return value_of(array_reshape(fortran ? array_transpose(a) : a, 1, &a->size));
}
Value method_flatten(Thread& t, Value* args) {
  Value flat = method_ravel(t, args);
  if (!flat || as_array(flat)->buffer != self_of(args)->buffer) return flat;
  return value_of(array_copy(as_array(flat)));
}
Value method_transpose(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* axes = as_tuple(args[1]);
  if (axes->length == 1 && type_of(axes->items[0])->flags & (kTypeTuple | kTypeList)) axes = object_to_tuple(t, axes->items[0]);
  if (!axes) return kNull;
  if (as_tuple(args[1])->length == 0 || (axes->length == 1 && axes->items[0].is_none())) return value_of(array_transpose(a));
  if (axes->length != a->ndim) return raise_value_error("axes don't match array");
  int64_t shape[kMaxDims], strides[kMaxDims];
  uint32_t seen = 0;
  for (int i = 0; i < a->ndim; i++) {
    int axis;
    if (!one_axis_argument(t, axes->items[i], a->ndim, &axis)) return kNull;
    if (seen >> axis & 1) return raise_value_error("repeated axis in transpose");
    seen |= 1u << axis;
    shape[i] = a->shape()[axis];
    strides[i] = a->strides()[axis];
  }
  return value_of(array_view(a, a->data, a->ndim, shape, strides, a->dtype));
}
Value method_swapaxes(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  int i, j;
  if (!one_axis_argument(t, args[1], a->ndim, &i) || !one_axis_argument(t, args[2], a->ndim, &j)) return kNull;
  PyNdArray* view = array_view(a, a->data, a->ndim, a->shape(), a->strides(), a->dtype);
  if (!view) return kNull;
  std::swap(view->shape()[i], view->shape()[j]);
  std::swap(view->strides()[i], view->strides()[j]);
  array_update_flags(view);
  return Value(&view->header);
}
Value method_squeeze(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  int64_t shape[kMaxDims], strides[kMaxDims];
  uint32_t axes = UINT32_MAX;
  bool chosen = !args[1].is_none();
  if (chosen && !axis_argument(t, args[1], a->ndim, &axes)) return kNull;
  int n = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (axes >> i & 1) {
      if (a->shape()[i] == 1) continue;
      if (chosen) return raise_value_error("cannot select an axis to squeeze out which has size not equal to one");
    }
    shape[n] = a->shape()[i];
    strides[n++] = a->strides()[i];
  }
  return value_of(array_view(a, a->data, n, shape, strides, a->dtype));
}
Value method_view(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  DType d = a->dtype;
  if (!args[1].is_none() && args[1] != Value(&type_ndarray->header) && !dtype_argument(t, args[1], &d)) return kNull;
  auto from = static_cast<int64_t>(a->item_bytes()), to = static_cast<int64_t>(dtype_bytes(d));
  if (from == to) return value_of(array_view(a, a->data, a->ndim, a->shape(), a->strides(), d));
  if (a->ndim == 0) {
    return raise_value_error("Changing the dtype of a 0d array is only supported if the itemsize is unchanged");
  }
  int last = a->ndim - 1;
  if (a->strides()[last] != from && a->shape()[last] != 1) {
    return raise_value_error("To change to a dtype of a different size, the last axis must be contiguous");
  }
  int64_t shape[kMaxDims], strides[kMaxDims], bytes = a->shape()[last] * from;
  if (bytes % to) {
    return raise_value_error("When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last "
                             "axis of the array.");
  }
  for (int i = 0; i < last; i++) shape[i] = a->shape()[i], strides[i] = a->strides()[i];
  shape[last] = bytes / to;
  strides[last] = to;
  return value_of(array_view(a, a->data, a->ndim, shape, strides, d));
}
Value method_tobytes(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  char order = order_argument(t, args[1], 'C');
  if (!order) return kNull;
  bool fortran = order == 'F' || (order != 'C' && (a->flags & kFortran));
  a = array_contiguous(fortran ? array_transpose(a) : a);
  PyBytes* bytes = a ? bytes_from(a->data, static_cast<size_t>(a->size) * a->item_bytes()) : nullptr;
  return bytes ? Value(&bytes->header) : kNull;
}
Value method_byteswap(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  PyNdArray* out = array_copy(a);
  size_t item = a->item_bytes() / (is_complex(a->dtype) ? 2 : 1);
  for (size_t i = 0; out && i < static_cast<size_t>(out->size) * out->item_bytes(); i += item) {
    std::reverse(out->data + i, out->data + i + item);
  }
  return value_of(out);
}
Value method_setflags(Thread& t, Value* args) {
  if (args[1].is_none()) return kNone;
  int on = object_is_true(t, args[1]);
  if (on < 0) return kNull;
  PyNdArray* a = self_of(args);
  if (on && !a->base.is_null() && is_array(a->base) && !(as_array(a->base)->flags & kWriteable)) {
    return raise_value_error("cannot set WRITEABLE flag to True of this array");
  }
  a->flags = static_cast<uint8_t>(on ? a->flags | kWriteable : a->flags & ~kWriteable);
  return kNone;
}
Value method_array(Thread& t, Value* args) {
  DType d = self_of(args)->dtype;
  if (!args[1].is_none() && !dtype_argument(t, args[1], &d)) return kNull;
  return value_of(array_from(t, args[0], &d));
}
Value method_diagonal(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  int64_t offset;
  int i, j;
  if (a->ndim < 2) return raise_value_error("diag requires an array of at least two dimensions");
  if (!object_index(t, args[1], &offset) || !one_axis_argument(t, args[2], a->ndim, &i) ||
      !one_axis_argument(t, args[3], a->ndim, &j)) {
    return kNull;
  }
  if (i == j) return raise_value_error("axis1 and axis2 cannot be the same");
  int64_t rows = a->shape()[i], columns = a->shape()[j], shape[kMaxDims], strides[kMaxDims];
  uint8_t* data = a->data;
  int64_t n = offset >= 0 ? std::min(rows, columns - offset) : std::min(rows + offset, columns);
  if (n > 0) data += offset >= 0 ? offset * a->strides()[j] : -offset * a->strides()[i];
  int count = 0;
  for (int k = 0; k < a->ndim; k++) {
    if (k == i || k == j) continue;
    shape[count] = a->shape()[k];
    strides[count++] = a->strides()[k];
  }
  shape[count] = std::max<int64_t>(n, 0);
  strides[count++] = a->strides()[i] + a->strides()[j];
  PyNdArray* view = array_view(a, data, count, shape, strides, a->dtype);
  if (view) view->flags &= static_cast<uint8_t>(~kWriteable);
  return value_of(view);
}
Value method_trace(Thread& t, Value* args) {
  Value diagonal = method_diagonal(t, args);
  if (!diagonal) return kNull;
  return reduce_named(t, Reduction::kSum,
                      {diagonal, Value::from_small_int(-1), args[4], args[5], kNull, kNull, kNull, kNull});
}

// ---- methods: values

Value method_dot(Thread& t, Value* args) {
  Value product = array_dot(t, args[0], args[1]);
  if (!product || args[2].is_none()) return product;
  PyNdArray* source = array_from(t, product, nullptr);
  PyNdArray* out;
  return source && array_out_argument(args[2], &out) && array_assign(t, out, source) ? args[2] : kNull;
}
Value method_conj(Thread& t, Value* args) { return ufunc_call(t, Ufunc::conjugate, args, nullptr); }

// (self, axis, dtype, out, keepdims, initial, where)
template <Reduction r>
Value method_sum(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], args[2], args[3], args[4], args[5], args[6], kNull});
}
// (self, axis, out, keepdims, initial, where)
template <Reduction r>
Value method_extreme(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], kNull, args[2], args[3], args[4], args[5], kNull});
}
// (self, axis, out, keepdims, where)
template <Reduction r>
Value method_logical(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], kNull, args[2], args[3], kNull, args[4], kNull});
}
// (self, axis, dtype, out, keepdims, where)
Value method_mean(Thread& t, Value* args) {
  return reduce_named(t, Reduction::kMean, {args[0], args[1], args[2], args[3], args[4], kNull, args[5], kNull});
}
// (self, axis, dtype, out, ddof, keepdims, where)
template <Reduction r>
Value method_spread(Thread& t, Value* args) {
  return reduce_named(t, r, {args[0], args[1], args[2], args[3], args[5], kNull, args[6], args[4]});
}
Value method_ptp(Thread& t, Value* args) {
  Value ends[2];
  for (int i = 0; i < 2; i++) {
    ends[i] = reduce_named(t, i ? Reduction::kMin : Reduction::kMax,
                           {args[0], args[1], kNull, kNull, args[3], kNull, kNull, kNull});
    if (!ends[i]) return kNull;
  }
  PyNdArray* out;
  return array_out_argument(args[2], &out) ? ufunc_call(t, Ufunc::subtract, ends, out) : kNull;
}
template <bool kLargest>
Value method_arg_extreme(Thread& t, Value* args) {
  int keep = object_is_true(t, args[3]);
  return keep < 0 ? kNull : array_arg_extreme(t, args[0], args[1], args[2], keep, kLargest);
}
template <Ufunc f>
Value method_cumulate(Thread& t, Value* args) { return array_cumulate(t, f, args[0], args[1], args[2], args[3]); }
Value method_sort(Thread& t, Value* args) {
  if (!(self_of(args)->flags & kWriteable)) return raise_value_error("sort array is read-only");
  Value sorted = array_sorted(t, args[0], args[1], args[2]);
  return sorted && array_assign(t, self_of(args), as_array(sorted)) ? kNone : kNull;
}
Value method_argsort(Thread& t, Value* args) { return array_argsorted(t, args[0], args[1], args[2]); }
// A sorted array is partitioned everywhere.
Value method_partition(Thread& t, Value* args) {
  Value sorted = array_sorted(t, args[0], args[2], kNone);
  return sorted && array_assign(t, self_of(args), as_array(sorted)) ? kNone : kNull;
}
Value method_argpartition(Thread& t, Value* args) { return array_argsorted(t, args[0], args[2], kNone); }
Value method_searchsorted(Thread& t, Value* args) { return array_searchsorted(t, args[0], args[1], args[2], args[3]); }
Value method_round(Thread& t, Value* args) { return array_round(t, args[0], args[1], args[2]); }
Value method_clip(Thread& t, Value* args) { return array_clip(t, args[0], args[1], args[2], args[3], args[4]); }
Value method_nonzero(Thread& t, Value* args) { return array_nonzero(t, args[0]); }
Value method_repeat(Thread& t, Value* args) { return array_repeat(t, args[0], args[1], args[2]); }
Value method_take(Thread& t, Value* args) { return array_take(t, args[0], args[1], args[2], args[3], args[4]); }
// Methods that the package has as Python functions of the array.
template <int kName>
Value method_helper(Thread& t, Value* args) {
  static const char* const kNames[] = {"put", "compress", "choose", "tofile", "dumps", "reduce_array"};
  Value function = python_helper(kNames[kName]);
  if (!function) return raise_error(exc::AttributeError, "'numpy.ndarray' object has no attribute '%s'", kNames[kName]);
  PyTuple* rest = as_tuple(args[1]);
  PyTuple* all = tuple_new(rest->length + 1);
  if (!all) return kNull;
  all->items[0] = args[0];
  for (int64_t i = 0; i < rest->length; i++) all->items[i + 1] = rest->items[i];
  return object_call_tuple(t, function, all, as_dict(args[2]));
}
Value method_reduce(Thread& t, Value* args) { return call_helper(t, "reduce_array", args, 1); }
Value method_deepcopy(Thread&, Value* args) { return value_of(array_copy(self_of(args))); }
Value array_hash(Thread&, Value*) { return raise_type_error("unhashable type: 'numpy.ndarray'"); }

Value array_make(Thread& t, Value* args) {
  int64_t shape[kMaxDims];
  DType d;
  if (args[0] != Value(&type_ndarray->header)) return raise_type_error("pyvm's numpy.ndarray cannot be subclassed");
  int ndim = shape_argument(t, args[1], shape);
  if (ndim < 0 || !dtype_argument(t, args[2], &d)) return kNull;
  if (args[3].is_none()) return value_of(array_new(d, ndim, shape));
  Value whole[4] = {args[3], dtype_object(d), Value::from_small_int(-1), args[4]};
  Value flat = call_helper(t, "frombuffer", whole, 4);
  if (!flat) return kNull;
  int64_t n = 1;
  for (int i = 0; i < ndim; i++) n *= shape[i];
  if (n > as_array(flat)->size) return raise_type_error("buffer is too small for requested array");
  PyNdArray* used = array_view(as_array(flat), as_array(flat)->data, 1, &n, as_array(flat)->strides(), d);
  return used ? value_of(array_reshape(used, ndim, shape)) : kNull;
}

#define SUM_SIGNATURE "(self, axis=None, dtype=None, out=None, keepdims=False, initial=<absent>, where=True)"
#define EXTREME_SIGNATURE "(self, axis=None, out=None, keepdims=False, initial=<absent>, where=True)"
#define LOGICAL_SIGNATURE "(self, axis=None, out=None, keepdims=False, *, where=True)"
#define SPREAD_SIGNATURE "(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True)"

constexpr int kOperatorRows = 64;

const NativeDef kMethods[] = {
    {"__new__(cls, shape, dtype=None, buffer=None, offset=0, strides=None, order=None)", array_make},
    {"@getset shape", get_shape, kEffectReads | kEffectAllocates, nullptr, set_shape},
    {"@getset strides", get_strides, kEffectReads | kEffectAllocates},
    {"@getset ndim", get_ndim, kEffectReads},
    {"@getset size", get_size, kEffectReads},
    {"@getset itemsize", get_itemsize, kEffectReads},
    {"@getset nbytes", get_nbytes, kEffectReads},
    {"@getset dtype", get_dtype, kEffectReads},
    {"@getset base", get_base, kEffectReads},
    {"@getset T", get_transpose, kEffectReads | kEffectAllocates},
    {"@getset flags", get_flags},
    {"@getset real", get_real, kEffectReads | kEffectAllocates, nullptr, set_real},
    {"@getset imag", get_imag, kEffectReads | kEffectAllocates, nullptr, set_imag},
    {"@getset flat", get_flat, kEffectAll, nullptr, set_flat},
    {"@getset data", get_data},
    {"@getset ctypes", get_ctypes},
    {"__len__(self, /)", array_len, kEffectReads | kEffectMayRaise},
    {"__getitem__(self, key, /)", array_getitem},
    {"__setitem__(self, key, value, /)", array_setitem},
    {"__contains__(self, key, /)", array_contains},
    {"__iter__(self, /)", array_iter, kEffectAllocates | kEffectMayRaise},
    {"__hash__(self, /)", array_hash},
    {"__repr__(self, /)", array_dunder_repr},
    {"__str__(self, /)", array_dunder_str},
    {"__format__(self, spec, /)", array_format},
    {"__copy__(self, /)", method_deepcopy},
    {"__deepcopy__(self, memo, /)", method_deepcopy},
    {"__reduce__(self, /)", method_reduce},
    {"__array__(self, dtype=None, /)", method_array},
    {"reshape(self, /, *shape, order='C')", method_reshape},
    {"astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True)", method_astype},
    {"copy(self, order='C')", method_copy},
    {"tolist(self, /)", method_tolist},
    {"item(self, /, *args)", method_item},
    {"itemset(self, /, *args)", method_itemset},
    {"fill(self, value, /)", method_fill},
    {"ravel(self, order='C')", method_ravel},
    {"flatten(self, order='C')", method_flatten},
    {"transpose(self, /, *axes)", method_transpose},
    {"swapaxes(self, axis1, axis2, /)", method_swapaxes},
    {"squeeze(self, axis=None)", method_squeeze},
    {"view(self, dtype=None, type=None)", method_view},
    {"tobytes(self, order='C')", method_tobytes},
    {"byteswap(self, inplace=False)", method_byteswap},
    {"setflags(self, write=None, align=None, uic=None)", method_setflags},
    {"diagonal(self, offset=0, axis1=0, axis2=1)", method_diagonal},
    {"trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None)", method_trace},
    {"dot(self, b, /, out=None)", method_dot},
    {"conj(self, /)", method_conj},
    {"conjugate(self, /)", method_conj},
    {"sum" SUM_SIGNATURE, method_sum<Reduction::kSum>},
    {"prod" SUM_SIGNATURE, method_sum<Reduction::kProd>},
    {"min" EXTREME_SIGNATURE, method_extreme<Reduction::kMin>},
    {"max" EXTREME_SIGNATURE, method_extreme<Reduction::kMax>},
    {"any" LOGICAL_SIGNATURE, method_logical<Reduction::kAny>},
    {"all" LOGICAL_SIGNATURE, method_logical<Reduction::kAll>},
    {"mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=True)", method_mean},
    {"var" SPREAD_SIGNATURE, method_spread<Reduction::kVar>},
    {"std" SPREAD_SIGNATURE, method_spread<Reduction::kStd>},
    {"ptp(self, axis=None, out=None, keepdims=False)", method_ptp},
    {"argmin(self, axis=None, out=None, *, keepdims=False)", method_arg_extreme<false>},
    {"argmax(self, axis=None, out=None, *, keepdims=False)", method_arg_extreme<true>},
    {"cumsum(self, axis=None, dtype=None, out=None)", method_cumulate<Ufunc::add>},
    {"cumprod(self, axis=None, dtype=None, out=None)", method_cumulate<Ufunc::multiply>},
    {"sort(self, axis=-1, kind=None, order=None)", method_sort},
    {"argsort(self, axis=-1, kind=None, order=None)", method_argsort},
    {"partition(self, kth, axis=-1, kind='introselect', order=None)", method_partition},
    {"argpartition(self, kth, axis=-1, kind='introselect', order=None)", method_argpartition},
    {"searchsorted(self, v, side='left', sorter=None)", method_searchsorted},
    {"round(self, decimals=0, out=None)", method_round},
    {"clip(self, min=None, max=None, out=None, *, casting=<absent>)", method_clip},
    {"nonzero(self, /)", method_nonzero},
    {"repeat(self, repeats, axis=None)", method_repeat},
    {"take(self, indices, axis=None, out=None, mode='raise')", method_take},
    {"put(self, /, *args, **kwargs)", method_helper<0>},
    {"compress(self, /, *args, **kwargs)", method_helper<1>},
    {"choose(self, /, *args, **kwargs)", method_helper<2>},
    {"tofile(self, /, *args, **kwargs)", method_helper<3>},
};

// All rows: the number protocol, then these.
const NativeDef* method_rows() {
  static NativeDef rows[kOperatorRows + sizeof kMethods / sizeof kMethods[0] + 1];
  int n = array_operator_rows(rows, kOperatorRows);
  for (const NativeDef& row : kMethods) rows[n++] = row;
  return rows;
}

// ---- the buffer interface

bool buffer_of_array(Thread&, Value object, Buffer* out, bool writable) {
  PyNdArray* a = as_array(object);
  if (writable && !(a->flags & kWriteable)) return raise_error(exc::BufferError, "Object is not writable.");
  static const char* const kFormats[] = {"?", "b", "B", "h", "H", "i", "I", "l", "L", "e", "f", "d", "Zf", "Zd"};
  out->data = a->data;
  out->length = a->size * static_cast<int64_t>(a->item_bytes());
  out->readonly = !(a->flags & kWriteable);
  out->item_size = static_cast<int64_t>(a->item_bytes());
  out->format = kFormats[static_cast<int>(a->dtype)];
  out->ndim = a->ndim;
  out->shape = a->shape();
  out->strides = a->strides();
  out->owner = object;
  out->memory = &a->header;
  return true;
}
const BufferProtocol kArrayBuffer = {buffer_of_array, nullptr};

void array_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* a = reinterpret_cast<PyNdArray*>(object);
  visitor.visit(a->buffer);
  visitor.visit(a->base.bits());
}
size_t array_bytes(const gc::Header* object) {
  auto* a = reinterpret_cast<const PyNdArray*>(object);
  return sizeof(PyNdArray) + 2 * sizeof(int64_t) * a->capacity;
}
void buffer_finalize(gc::Header* object) {
  auto* buffer = reinterpret_cast<PyArrayBuffer*>(object);
  gc::account_external(-static_cast<ptrdiff_t>(buffer->bytes));
  if (buffer->data) memory_free(buffer->data, buffer->bytes);
}
const TypeSpec kBufferSpec = {"numpy internal buffer", nullptr, kTypeNoNew,
                              {.finalize = buffer_finalize, .bytes = sizeof(PyArrayBuffer), .leaf = true, .late_tenure = true},
                              nullptr, nullptr};

}  // namespace

void boot_ndarray() {
  type_array_buffer = type_new_builtin(kBufferSpec);
  static const TypeSpec kArraySpec = {"numpy.ndarray", nullptr, kTypeHasWeakref,
                                      {.trace = array_trace, .size_of = array_bytes, .bytes = sizeof(PyNdArray),
                                       .late_tenure = true},
                                      method_rows(), nullptr};
  type_ndarray = type_new_builtin(kArraySpec);
  buffer_register(type_ndarray, &kArrayBuffer);
  type_array_iterator = type_new_builtin(kIteratorSpec);
  ndarray_layout = type_ndarray->root_shape->id();
  array_iterator_layout = type_array_iterator->root_shape->id();
}

}  // namespace pyvm::np
