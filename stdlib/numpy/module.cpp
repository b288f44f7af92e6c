// The native parts of numpy: modules _numpy and _numpy_random. The package itself is frozen Python on top of them.
#include "stdlib/numpy/module.h"

#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/frozen.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
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
  if (ndim < 0 || !dtype_argument(t, args[1], &d)) return kNull;
  return value_of(array_new(d, ndim, shape, zeroed));
}
Value np_empty(Thread& t, Value* args) { return make_array(t, args, false); }
Value np_zeros(Thread& t, Value* args) { return make_array(t, args, true); }

Value np_array(Thread& t, Value* args) {
  DType d;
  bool typed = !args[1].is_none();
  if (typed && !dtype_argument(t, args[1], &d)) return kNull;
  int copy = object_is_true(t, args[2]);
  int64_t ndmin;
  if (copy < 0 || !object_index(t, args[3], &ndmin)) return kNull;
  PyNdArray* a = array_from(t, args[0], typed ? &d : nullptr);
  if (a && copy && Value(&a->header) == args[0]) a = array_copy(a);
  if (!a || a->ndim >= ndmin) return value_of(a);
  int64_t shape[kMaxDims];
  int shift = static_cast<int>(ndmin) - a->ndim;
  for (int i = 0; i < ndmin; i++) shape[i] = i < shift ? 1 : a->shape()[i - shift];
  return value_of(array_reshape(a, static_cast<int>(ndmin), shape));
}

Value np_arange(Thread& t, Value* args) {
  Value start = args[0], stop = args[1], step = args[2].is_none() ? Value::from_small_int(1) : args[2];
  if (stop.is_none()) {
    stop = start;
    start = Value::from_small_int(0);
  }
  DType d = DType::kInt64;
  if (!args[3].is_none()) {
    if (!dtype_argument(t, args[3], &d)) return kNull;
  } else {
    for (Value v : {start, stop, step}) {
      DType own;
      if (!number_dtype(v, &own)) return raise_type_error("arange() arguments must be numbers, not %s", type_name(v));
      d = promote(d, own);
    }
  }
  double first, last, delta;
  if (!number_as_double(t, start, &first) || !number_as_double(t, stop, &last) || !number_as_double(t, step, &delta)) {
    return kNull;
  }
  if (delta == 0) return raise_error(exc::ZeroDivisionError, "division by zero");
  double count = std::ceil((last - first) / delta);
  if (!(count < 9e15)) return raise_value_error("Maximum allowed size exceeded");
  int64_t n = count > 0 ? static_cast<int64_t>(count) : 0;
  PyNdArray* a = array_new(d, 1, &n);
  if (!a) return kNull;
  int64_t i0 = 0, di = 0;
  bool ints = int_to_int64(start, &i0) && int_to_int64(step, &di);
  // As NumPy: the second element fixes the step.
  double second = first + delta;
  double used = second - first;
  for (int64_t i = 0; i < n; i++) {
    void* element = a->data + static_cast<size_t>(i) * a->item_bytes();
    if (ints) {
      int64_t v = i0 + i * di;
      convert(d, element, 0, DType::kInt64, &v, 0, 1);
    } else {
      double v = i == 1 ? second : first + static_cast<double>(i) * used;
      convert(d, element, 0, DType::kFloat64, &v, 0, 1);
    }
  }
  return Value(&a->header);
}

Value np_copyto(Thread& t, Value* args) {
  if (!is_array(args[0])) return raise_type_error("copyto() argument 1 must be numpy.ndarray, not %s", type_name(args[0]));
  PyNdArray* source = array_from(t, args[1], nullptr);
  return source && array_assign(t, as_array(args[0]), source) ? kNone : kNull;
}

Value np_where(Thread& t, Value* args) {
  if (args[1].is_null()) return array_nonzero(t, args[0]);
  PyNdArray* operands[3];
  for (int i = 0; i < 3; i++) {
    operands[i] = array_from(t, args[i], nullptr);
    if (!operands[i]) return kNull;
  }
  DType d = promote(operands[1]->dtype, operands[2]->dtype);
  int64_t shape[kMaxDims];
  int ndim;
  PyNdArray* mask = array_astype(operands[0], DType::kBool);
  PyNdArray* x = array_astype(operands[1], d);
  PyNdArray* y = array_astype(operands[2], d);
  if (!mask || !x || !y) return kNull;
  PyNdArray* all[3] = {mask, x, y};
  if (!broadcast_shapes(all, 3, shape, &ndim)) return kNull;
  PyNdArray* out = array_new(d, ndim, shape);
  if (!out) return kNull;
  Walker walk(ndim, shape);
  walk.add(out);
  for (PyNdArray* a : all) walk.add(a);
  size_t item = dtype_bytes(d);
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
      std::memcpy(p[0] + i * step[0], p[1][i * step[1]] ? p[2] + i * step[2] : p[3] + i * step[3], item);
    }
  });
  return array_or_scalar(out);
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
      return raise_value_error("operands could not be broadcast together with remapped shapes");
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

template <Reduction r>
Value np_reduce(Thread& t, Value* args) {
  return reduce_named(t, r, args);
}
Value np_dot(Thread& t, Value* args) { return array_dot(t, args[0], args[1]); }
Value np_matmul(Thread& t, Value* args) { return array_matmul(t, args[0], args[1]); }
Value np_argmin(Thread& t, Value* args) { return array_arg_extreme(t, args[0], args[1], false); }
Value np_argmax(Thread& t, Value* args) { return array_arg_extreme(t, args[0], args[1], true); }
Value np_cumsum(Thread& t, Value* args) { return array_cumulate(t, Ufunc::add, args[0], args[1]); }
Value np_cumprod(Thread& t, Value* args) { return array_cumulate(t, Ufunc::multiply, args[0], args[1]); }
Value np_sort(Thread& t, Value* args) { return array_sorted(t, args[0], args[1]); }
Value np_argsort(Thread& t, Value* args) { return array_argsorted(t, args[0], args[1]); }
Value np_round(Thread& t, Value* args) { return array_round(t, args[0], args[1]); }
Value np_nonzero(Thread& t, Value* args) { return array_nonzero(t, args[0]); }
Value np_repeat(Thread& t, Value* args) { return array_repeat(t, args[0], args[1]); }

#define REDUCE "(a, axis=None, dtype=None, out=None, keepdims=False, *, ddof=0)"
const NativeDef kFunctions[] = {
    {"empty(shape, dtype=None, order='C')", np_empty},
    {"zeros(shape, dtype=None, order='C')", np_zeros},
    {"array(object, dtype=None, copy=True, ndmin=0, order='K', subok=False)", np_array},
    {"arange(start, stop=None, step=None, dtype=None)", np_arange},
    {"copyto(dst, src)", np_copyto},
    {"where(condition, x=<absent>, y=<absent>, /)", np_where},
    {"broadcast_to(array, shape)", np_broadcast_to},
    {"promote_types(type1, type2)", np_promote_types},
    {"sum" REDUCE, np_reduce<Reduction::kSum>},
    {"prod" REDUCE, np_reduce<Reduction::kProd>},
    {"min" REDUCE, np_reduce<Reduction::kMin>},
    {"max" REDUCE, np_reduce<Reduction::kMax>},
    {"amin" REDUCE, np_reduce<Reduction::kMin>},
    {"amax" REDUCE, np_reduce<Reduction::kMax>},
    {"mean" REDUCE, np_reduce<Reduction::kMean>},
    {"var" REDUCE, np_reduce<Reduction::kVar>},
    {"std" REDUCE, np_reduce<Reduction::kStd>},
    {"any" REDUCE, np_reduce<Reduction::kAny>},
    {"all" REDUCE, np_reduce<Reduction::kAll>},
    {"dot(a, b, /)", np_dot},
    {"matmul(a, b, /)", np_matmul},
    {"argmin(a, axis=None)", np_argmin},
    {"argmax(a, axis=None)", np_argmax},
    {"cumsum(a, axis=None)", np_cumsum},
    {"cumprod(a, axis=None)", np_cumprod},
    {"sort(a, axis=-1)", np_sort},
    {"argsort(a, axis=-1)", np_argsort},
    {"round(a, decimals=0)", np_round},
    {"nonzero(a)", np_nonzero},
    {"repeat(a, repeats)", np_repeat},
    {},
};
#undef REDUCE

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
bool numba_init(Thread& t, PyDict* dict) { return frozen_run(t, "numba", dict); }

}  // namespace

}  // namespace pyvm::np

namespace pyvm {
const NativeModule kNumpyCoreModule = {"_numpy", np::core_init};
const NativeModule kNumpyModule = {"numpy", np::package_init};
const NativeModule kNumbaModule = {"numba", np::numba_init};
}  // namespace pyvm
