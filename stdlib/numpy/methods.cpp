// The ndarray type.
#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
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
  if (ndim != a->ndim || !a->contiguous()) {
    return raise_error(exc::AttributeError, "pyvm cannot change an array's number of dimensions in place; use reshape()");
  }
  auto step = static_cast<int64_t>(a->item_bytes());
  for (int i = ndim; i-- > 0;) {
    a->shape()[i] = shape[i];
    a->strides()[i] = step;
    step *= shape[i];
  }
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
  Value flags = object_call(t, Value(&type_simple_namespace->header), nullptr, 0);
  auto set = [&](const char* name, bool on) { return object_set_attr(t, flags, str_intern(name), Value::from_bool(on)); };
  bool ok = flags && set("c_contiguous", a->flags & kContiguous) && set("f_contiguous", a->flags & kFortran) &&
            set("owndata", a->base.is_null()) && set("writeable", a->flags & kWriteable) && set("aligned", true);
  return ok ? flags : kNull;
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
Value get_flat(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyNdArray* flat = array_reshape(a, 1, &a->size);
  return flat ? object_iter(t, Value(&flat->header)) : kNull;
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
  Value equal = ufunc_call(t, Ufunc::equal, args, nullptr);
  PyNdArray* a = equal ? array_from(t, equal, nullptr) : nullptr;
  if (!a) return kNull;
  return ufunc_reduce(t, Ufunc::logical_or, a, UINT32_MAX, false, nullptr);
}

PyType* type_array_iterator;
struct PyArrayIterator {
  HeapObject header;
  PyNdArray* array;
  int64_t index;
};
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

// ---- operators

bool is_operand(Value v) {
  DType d;
  return is_array(v) || (type_of(v)->flags & (kTypeList | kTypeTuple)) || number_dtype(v, &d);
}

template <Ufunc f>
Value binary(Thread& t, Value* args) {
  if (!is_operand(args[1])) return kNotImplemented;
  return ufunc_call(t, f, args, nullptr);
}
template <Ufunc f>
Value reflected(Thread& t, Value* args) {
  if (!is_operand(args[1])) return kNotImplemented;
  Value inputs[2] = {args[1], args[0]};
  return ufunc_call(t, f, inputs, nullptr);
}
template <Ufunc f>
Value inplace(Thread& t, Value* args) {
  if (!is_operand(args[1])) return kNotImplemented;
  return ufunc_call(t, f, args, self_of(args));
}
template <Ufunc f>
Value unary(Thread& t, Value* args) {
  return ufunc_call(t, f, args, nullptr);
}
// numpy.square for ** 2, as NumPy does: the same bits and much faster.
Value power(Thread& t, Value* args) {
  if (!is_operand(args[1])) return kNotImplemented;
  if (args[1] == Value::from_small_int(2) && self_of(args)->dtype != DType::kBool) return ufunc_call(t, Ufunc::square, args, nullptr);
  return ufunc_call(t, Ufunc::power, args, nullptr);
}
Value matmul(Thread& t, Value* args) { return is_operand(args[1]) ? array_matmul(t, args[0], args[1]) : kNotImplemented; }
Value reflected_matmul(Thread& t, Value* args) {
  return is_operand(args[1]) ? array_matmul(t, args[1], args[0]) : kNotImplemented;
}
Value array_divmod(Thread& t, Value* args) {
  Value items[2] = {ufunc_call(t, Ufunc::floor_divide, args, nullptr), kNull};
  if (!items[0]) return kNull;
  items[1] = ufunc_call(t, Ufunc::remainder, args, nullptr);
  PyTuple* tuple = items[1] ? tuple_from(items, 2) : nullptr;
  return tuple ? Value(&tuple->header) : kNull;
}

Value only_element(PyNdArray* a) {
  if (a->size != 1) return raise_type_error("only size-1 arrays can be converted to Python scalars");
  return python_value(a->dtype, a->data);
}
Value array_bool(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->size == 0) return kFalse;
  if (a->size > 1) {
    return raise_value_error("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
  }
  bool truth;
  convert(DType::kBool, &truth, 0, a->dtype, a->data, 0, 1);
  return Value::from_bool(truth);
}
Value array_int(Thread& t, Value* args) {
  Value v = only_element(self_of(args));
  return v ? object_call_args(t, Value(&type_int->header), v) : kNull;
}
Value array_float(Thread& t, Value* args) {
  Value v = only_element(self_of(args));
  return v ? object_call_args(t, Value(&type_float->header), v) : kNull;
}
Value array_complex(Thread& t, Value* args) {
  Value v = only_element(self_of(args));
  return v ? object_call_args(t, Value(&type_complex->header), v) : kNull;
}
Value array_index(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim != 0 || !is_integer(a->dtype)) return raise_type_error("only integer scalar arrays can be converted to a scalar index");
  return python_value(a->dtype, a->data);
}
Value array_dunder_repr(Thread& t, Value* args) {
  PyStr* s = array_repr(t, self_of(args));
  return s ? Value(&s->header) : kNull;
}
Value array_dunder_str(Thread& t, Value* args) {
  PyStr* s = array_str(t, self_of(args));
  return s ? Value(&s->header) : kNull;
}
Value array_format(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim == 0) {
    Value v = python_value(a->dtype, a->data);
    return v ? object_format(t, v, as_str(args[1])) : kNull;
  }
  if (as_str(args[1])->length == 0) return array_dunder_str(t, args);
  return raise_type_error("unsupported format string passed to numpy.ndarray.__format__");
}

// ---- methods

Value method_reshape(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* dims = as_tuple(args[1]);
  Value shape_value = dims->length == 1 ? dims->items[0] : args[1];
  int64_t shape[kMaxDims];
  int ndim = shape_argument(t, shape_value, shape, a->size);
  return ndim < 0 ? kNull : value_of(array_reshape(a, ndim, shape));
}
Value method_astype(Thread& t, Value* args) {
  DType d;
  return dtype_argument(t, args[1], &d) ? value_of(array_astype(self_of(args), d)) : kNull;
}
Value method_copy(Thread&, Value* args) { return value_of(array_copy(self_of(args))); }
Value method_tolist(Thread& t, Value* args) { return array_tolist(t, self_of(args)); }
Value method_item(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* index = as_tuple(args[1]);
  if (index->length == 0) {
    if (a->size != 1) return raise_value_error("can only convert an array of size 1 to a Python scalar");
    return python_value(a->dtype, a->data);
  }
  PyNdArray* source = index->length == 1 ? array_reshape(a, 1, &a->size) : a;
  Value v = source ? array_get_item(t, source, index->length == 1 ? index->items[0] : args[1]) : kNull;
  if (!v || is_array(v)) return v ? raise_value_error("incorrect number of indices for array") : kNull;
  PyNdArray* one = array_from(t, v, nullptr);
  return one ? python_value(one->dtype, one->data) : kNull;
}
Value method_fill(Thread& t, Value* args) {
  PyNdArray* source = array_from(t, args[1], nullptr);
  return source && array_assign(t, self_of(args), source) ? kNone : kNull;
}
Value method_ravel(Thread&, Value* args) { return value_of(array_reshape(self_of(args), 1, &self_of(args)->size)); }
Value method_flatten(Thread&, Value* args) {
  PyNdArray* copy = array_copy(self_of(args));
  return copy ? value_of(array_reshape(copy, 1, &copy->size)) : kNull;
}
Value method_transpose(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  PyTuple* axes = as_tuple(args[1]);
  if (axes->length == 1 && type_of(axes->items[0])->flags & kTypeTuple) axes = as_tuple(axes->items[0]);
  if (axes->length == 0 || (axes->length == 1 && axes->items[0].is_none())) return value_of(array_transpose(a));
  if (axes->length != a->ndim) return raise_value_error("axes don't match array");
  int64_t shape[kMaxDims], strides[kMaxDims];
  for (int i = 0; i < a->ndim; i++) {
    int64_t axis;
    if (!object_index(t, axes->items[i], &axis)) return kNull;
    if (axis < 0) axis += a->ndim;
    if (axis < 0 || axis >= a->ndim) return raise_value_error("axis %ld is out of bounds for array of dimension %d", axis, a->ndim);
    shape[i] = a->shape()[axis];
    strides[i] = a->strides()[axis];
  }
  return value_of(array_view(a, a->data, a->ndim, shape, strides, a->dtype));
}
Value method_squeeze(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  int64_t shape[kMaxDims], strides[kMaxDims];
  int n = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (a->shape()[i] == 1) continue;
    shape[n] = a->shape()[i];
    strides[n++] = a->strides()[i];
  }
  return value_of(array_view(a, a->data, n, shape, strides, a->dtype));
}
Value method_view(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  DType d = a->dtype;
  if (!args[1].is_none() && !dtype_argument(t, args[1], &d)) return kNull;
  if (dtype_bytes(d) != a->item_bytes()) {
    return raise_value_error("pyvm's view() keeps the item size: %zu and %zu differ", dtype_bytes(d), a->item_bytes());
  }
  return value_of(array_view(a, a->data, a->ndim, a->shape(), a->strides(), d));
}
Value method_tobytes(Thread&, Value* args) {
  PyNdArray* a = array_contiguous(self_of(args));
  PyBytes* bytes = a ? bytes_from(a->data, static_cast<size_t>(a->size) * a->item_bytes()) : nullptr;
  return bytes ? Value(&bytes->header) : kNull;
}
Value method_dot(Thread& t, Value* args) { return array_dot(t, args[0], args[1]); }
Value method_conj(Thread& t, Value* args) { return ufunc_call(t, Ufunc::conjugate, args, nullptr); }

Value method_sum(Thread& t, Value* args) { return reduce_named(t, Reduction::kSum, args); }
Value method_prod(Thread& t, Value* args) { return reduce_named(t, Reduction::kProd, args); }
Value method_min(Thread& t, Value* args) { return reduce_named(t, Reduction::kMin, args); }
Value method_max(Thread& t, Value* args) { return reduce_named(t, Reduction::kMax, args); }
Value method_mean(Thread& t, Value* args) { return reduce_named(t, Reduction::kMean, args); }
Value method_var(Thread& t, Value* args) { return reduce_named(t, Reduction::kVar, args); }
Value method_std(Thread& t, Value* args) { return reduce_named(t, Reduction::kStd, args); }
Value method_any(Thread& t, Value* args) { return reduce_named(t, Reduction::kAny, args); }
Value method_all(Thread& t, Value* args) { return reduce_named(t, Reduction::kAll, args); }
Value method_argmin(Thread& t, Value* args) { return array_arg_extreme(t, args[0], args[1], false); }
Value method_argmax(Thread& t, Value* args) { return array_arg_extreme(t, args[0], args[1], true); }
Value method_cumsum(Thread& t, Value* args) { return array_cumulate(t, Ufunc::add, args[0], args[1]); }
Value method_cumprod(Thread& t, Value* args) { return array_cumulate(t, Ufunc::multiply, args[0], args[1]); }
Value method_sort(Thread& t, Value* args) {
  Value sorted = array_sorted(t, args[0], args[1]);
  return sorted && array_assign(t, self_of(args), as_array(sorted)) ? kNone : kNull;
}
Value method_argsort(Thread& t, Value* args) { return array_argsorted(t, args[0], args[1]); }
Value method_round(Thread& t, Value* args) { return array_round(t, args[0], args[1]); }
Value method_clip(Thread& t, Value* args) {
  Value v = args[0];
  if (!args[1].is_none()) {
    Value inputs[2] = {v, args[1]};
    v = ufunc_call(t, Ufunc::maximum, inputs, nullptr);
  }
  if (v && !args[2].is_none()) {
    Value inputs[2] = {v, args[2]};
    v = ufunc_call(t, Ufunc::minimum, inputs, nullptr);
  }
  return v;
}
Value method_nonzero(Thread& t, Value* args) { return array_nonzero(t, args[0]); }
Value method_repeat(Thread& t, Value* args) { return array_repeat(t, args[0], args[1]); }
Value method_trace(Thread& t, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim != 2) return raise_value_error("diag requires an array of at least two dimensions");
  int64_t n = std::min(a->shape()[0], a->shape()[1]), stride = a->strides()[0] + a->strides()[1];
  PyNdArray* diagonal = array_view(a, a->data, 1, &n, &stride, a->dtype);
  return diagonal ? ufunc_reduce(t, Ufunc::add, diagonal, 1, false, nullptr) : kNull;
}
Value method_deepcopy(Thread&, Value* args) { return value_of(array_copy(self_of(args))); }

#define OPERATOR(name, f)                                                \
  {"__" name "__(self, value, /)", binary<Ufunc::f>},                    \
      {"__r" name "__(self, value, /)", reflected<Ufunc::f>},            \
      {"__i" name "__(self, value, /)", inplace<Ufunc::f>}
#define REDUCE_SIGNATURE "(self, axis=None, dtype=None, out=None, keepdims=False, *, ddof=0)"

const NativeDef kArrayMethods[] = {
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
    {"@getset real", get_real, kEffectReads | kEffectAllocates},
    {"@getset imag", get_imag, kEffectReads | kEffectAllocates},
    {"@getset flat", get_flat},
    {"__len__(self, /)", array_len, kEffectReads | kEffectMayRaise},
    {"__getitem__(self, key, /)", array_getitem},
    {"__setitem__(self, key, value, /)", array_setitem},
    {"__contains__(self, key, /)", array_contains},
    {"__iter__(self, /)", array_iter, kEffectAllocates | kEffectMayRaise},
    OPERATOR("add", add),
    OPERATOR("sub", subtract),
    OPERATOR("mul", multiply),
    OPERATOR("truediv", divide),
    OPERATOR("floordiv", floor_divide),
    OPERATOR("mod", remainder),
    OPERATOR("and", bitwise_and),
    OPERATOR("or", bitwise_or),
    OPERATOR("xor", bitwise_xor),
    OPERATOR("lshift", left_shift),
    OPERATOR("rshift", right_shift),
    {"__pow__(self, value, mod=None, /)", power},
    {"__rpow__(self, value, mod=None, /)", reflected<Ufunc::power>},
    {"__ipow__(self, value, /)", inplace<Ufunc::power>},
    {"__matmul__(self, value, /)", matmul},
    {"__rmatmul__(self, value, /)", reflected_matmul},
    {"__divmod__(self, value, /)", array_divmod},
    {"__neg__(self, /)", unary<Ufunc::negative>},
    {"__pos__(self, /)", unary<Ufunc::positive>},
    {"__abs__(self, /)", unary<Ufunc::absolute>},
    {"__invert__(self, /)", unary<Ufunc::invert>},
    {"__eq__(self, value, /)", binary<Ufunc::equal>},
    {"__ne__(self, value, /)", binary<Ufunc::not_equal>},
    {"__lt__(self, value, /)", binary<Ufunc::less>},
    {"__le__(self, value, /)", binary<Ufunc::less_equal>},
    {"__gt__(self, value, /)", binary<Ufunc::greater>},
    {"__ge__(self, value, /)", binary<Ufunc::greater_equal>},
    {"__bool__(self, /)", array_bool, kEffectReads | kEffectMayRaise},
    {"__int__(self, /)", array_int},
    {"__float__(self, /)", array_float},
    {"__complex__(self, /)", array_complex},
    {"__index__(self, /)", array_index},
    {"__repr__(self, /)", array_dunder_repr, kEffectReads | kEffectAllocates},
    {"__str__(self, /)", array_dunder_str, kEffectReads | kEffectAllocates},
    {"__format__(self, spec, /)", array_format},
    {"__copy__(self, /)", method_copy},
    {"__deepcopy__(self, memo, /)", method_deepcopy},
    {"reshape(self, /, *shape, order='C')", method_reshape},
    {"astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True)", method_astype},
    {"copy(self, order='C')", method_copy},
    {"tolist(self, /)", method_tolist},
    {"item(self, /, *args)", method_item},
    {"fill(self, value, /)", method_fill},
    {"ravel(self, order='C')", method_ravel},
    {"flatten(self, order='C')", method_flatten},
    {"transpose(self, /, *axes)", method_transpose},
    {"squeeze(self, axis=None)", method_squeeze},
    {"view(self, dtype=None)", method_view},
    {"tobytes(self, order='C')", method_tobytes},
    {"dot(self, b, /)", method_dot},
    {"conj(self, /)", method_conj},
    {"conjugate(self, /)", method_conj},
    {"sum" REDUCE_SIGNATURE, method_sum},
    {"prod" REDUCE_SIGNATURE, method_prod},
    {"min" REDUCE_SIGNATURE, method_min},
    {"max" REDUCE_SIGNATURE, method_max},
    {"mean" REDUCE_SIGNATURE, method_mean},
    {"var" REDUCE_SIGNATURE, method_var},
    {"std" REDUCE_SIGNATURE, method_std},
    {"any" REDUCE_SIGNATURE, method_any},
    {"all" REDUCE_SIGNATURE, method_all},
    {"argmin(self, axis=None)", method_argmin},
    {"argmax(self, axis=None)", method_argmax},
    {"cumsum(self, axis=None)", method_cumsum},
    {"cumprod(self, axis=None)", method_cumprod},
    {"sort(self, axis=-1)", method_sort},
    {"argsort(self, axis=-1)", method_argsort},
    {"round(self, decimals=0)", method_round},
    {"clip(self, min=None, max=None)", method_clip},
    {"nonzero(self, /)", method_nonzero},
    {"repeat(self, repeats)", method_repeat},
    {"trace(self, /)", method_trace},
    {},
};

void array_trace(gc::Header* object, gc::Visitor& visitor) {
  auto* a = reinterpret_cast<PyNdArray*>(object);
  visitor.visit(a->buffer);
  visitor.visit(a->base.bits());
}
size_t array_bytes(const gc::Header* object) {
  auto* a = reinterpret_cast<const PyNdArray*>(object);
  return sizeof(PyNdArray) + 2 * sizeof(int64_t) * a->ndim;
}
const TypeSpec kArraySpec = {"numpy.ndarray", nullptr, kTypeNoNew | kTypeHasWeakref,
                             {.trace = array_trace, .size_of = array_bytes, .bytes = sizeof(PyNdArray)}, kArrayMethods,
                             nullptr};

void buffer_finalize(gc::Header* object) {
  auto* buffer = reinterpret_cast<PyArrayBuffer*>(object);
  gc::account_external(-static_cast<ptrdiff_t>(buffer->bytes));
  std::free(buffer->data);
}
const TypeSpec kBufferSpec = {"numpy internal buffer", nullptr, kTypeNoNew,
                              {.finalize = buffer_finalize, .bytes = sizeof(PyArrayBuffer), .leaf = true}, nullptr, nullptr};

}  // namespace

void boot_ndarray() {
  type_array_buffer = type_new_builtin(kBufferSpec);
  type_ndarray = type_new_builtin(kArraySpec);
  type_array_iterator = type_new_builtin(kIteratorSpec);
  ndarray_layout = type_ndarray->root_shape->id();
}

}  // namespace pyvm::np
