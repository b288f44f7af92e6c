#include "stdlib/numpy/ufunc.h"

#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

const UfuncInfo kUfuncInfos[kUfuncs] = {
#define UNARY(name, cls) {#name, UfuncClass::cls, 1},
#define BINARY(name, cls) {#name, UfuncClass::cls, 2},
#include "stdlib/numpy/ufuncs.def"
#undef UNARY
#undef BINARY
};

namespace {

PyType* type_ufunc;
Value ufunc_objects[kUfuncs];

struct PyUfunc {
  HeapObject header;
  Ufunc id;
};

// An operand with what promotion must know of it.
struct Operand {
  PyNdArray* array;
  DType dtype;
  bool scalar;      // a Python or NumPy scalar, or a 0-d array
  Value value;
};

bool make_operand(Thread& t, Value v, Operand* out) {
  out->value = v;
  if (is_array(v)) {
    out->array = as_array(v);
    out->dtype = out->array->dtype;
    out->scalar = out->array->ndim == 0;
    if (out->scalar) out->value = scalar_from(out->dtype, out->array->data);
    return out->scalar ? static_cast<bool>(out->value) : true;
  }
  out->array = array_from(t, v, nullptr);
  if (!out->array) return false;
  out->dtype = out->array->dtype;
  out->scalar = out->array->ndim == 0;
  return true;
}

// The type two operands are computed in (NumPy 1.x: the value of a scalar counts when it meets an array).
DType common_type(const Operand& a, const Operand& b) {
  if (a.scalar == b.scalar) return promote(a.dtype, b.dtype);
  const Operand& array = a.scalar ? b : a;
  const Operand& scalar = a.scalar ? a : b;
  if (dtype_category(scalar.dtype) > dtype_category(array.dtype)) {
    if (dtype_category(array.dtype) == 0) return scalar.dtype;
    return promote(array.dtype, min_scalar_type(scalar.value, scalar.dtype));
  }
  if (dtype_category(scalar.dtype) < dtype_category(array.dtype)) return array.dtype;
  DType least = min_scalar_type(scalar.value, scalar.dtype);
  // A non-negative value fits the signed type of the same size if it is small enough.
  if (dtype_info(array.dtype).kind == 'i' && dtype_info(least).kind == 'u') {
    int64_t v = 0;
    if (scalar_dtype(scalar.value, &least) ? (v = scalar.value.as<PyScalar>()->i, true) : int_to_int64(scalar.value, &v)) {
      int bits = static_cast<int>(dtype_bytes(array.dtype)) * 8 - 1;
      if (bits >= 63 || v < (int64_t{1} << bits)) return array.dtype;
    }
    least = min_scalar_type(scalar.value, scalar.dtype);
  }
  return promote(array.dtype, least);
}

DType float_type(DType d) {
  if (dtype_category(d) >= 2) return d;
  return d == DType::kBool || dtype_bytes(d) <= 2 ? DType::kFloat32 : DType::kFloat64;
}

// Without float16, NumPy's float16 results for bool and 8-bit integers are float32 here; true division is in float64.
DType compute_type(Ufunc f, DType common) {
  if (f == Ufunc::divide) return dtype_category(common) >= 2 ? common : DType::kFloat64;
  if (ufunc_info(f).cls == UfuncClass::kFloat) return float_type(common);
  bool arithmetic_on_bool = common == DType::kBool &&
                            (f == Ufunc::power || f == Ufunc::floor_divide || f == Ufunc::remainder || f == Ufunc::square ||
                             f == Ufunc::left_shift || f == Ufunc::right_shift || f == Ufunc::sign);
  return arithmetic_on_bool ? DType::kInt8 : common;
}

DType result_type(Ufunc f, DType compute) {
  switch (ufunc_info(f).cls) {
    case UfuncClass::kCompare: case UfuncClass::kLogical: return DType::kBool;
    case UfuncClass::kReal:
      return compute == DType::kComplex64 ? DType::kFloat32 : compute == DType::kComplex128 ? DType::kFloat64 : compute;
    default: return compute;
  }
}

Value fail_types(Ufunc f) {
  return raise_type_error("ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to any "
                          "supported types according to the casting rule ''safe''", ufunc_info(f).name);
}

Value fail_bool_subtract(Ufunc f) {
  if (f == Ufunc::subtract) {
    return raise_type_error("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` "
                            "operator, or the logical_xor function instead.");
  }
  return raise_type_error("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
                          "logical_not function instead.");
}

bool negative_integer_powers(PyNdArray* a) {
  bool found = false;
  Walker walk(a->ndim, a->shape());
  walk.add(a);
  DType d = a->dtype;
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
    for (int64_t i = 0; i < n && !found; i++) {
      int64_t v;
      convert(DType::kInt64, &v, 0, d, p[0] + i * step[0], 0, 1);
      found = v < 0;
    }
  });
  return found;
}

PyNdArray* as_type(PyNdArray* a, DType d) { return a->dtype == d ? a : array_astype(a, d); }

}  // namespace

Value ufunc_call(Thread& t, Ufunc f, const Value* inputs, PyNdArray* out) {
  const UfuncInfo& info = ufunc_info(f);
  Operand operands[2];
  DType common = DType::kBool;
  for (int i = 0; i < info.inputs; i++) {
    if (!make_operand(t, inputs[i], &operands[i])) return kNull;
  }
  common = info.inputs == 1 ? operands[0].dtype : common_type(operands[0], operands[1]);
  DType compute = compute_type(f, common);
  if (common == DType::kBool && (f == Ufunc::subtract || f == Ufunc::negative)) return fail_bool_subtract(f);
  Kernel kernel = info.inputs == 1 ? unary_kernel(f, compute) : binary_kernel(f, compute);
  if (!kernel) return fail_types(f);
  PyNdArray* arrays[2];
  for (int i = 0; i < info.inputs; i++) {
    arrays[i] = as_type(operands[i].array, compute);
    if (!arrays[i]) return kNull;
  }
  if (f == Ufunc::power && is_integer(compute) && negative_integer_powers(arrays[1])) {
    return raise_value_error("Integers to negative integer powers are not allowed.");
  }
  int64_t shape[kMaxDims];
  int ndim;
  if (!broadcast_shapes(arrays, info.inputs, shape, &ndim)) return kNull;
  DType result = result_type(f, compute);
  PyNdArray* target = out;
  bool direct = out && out->dtype == result && out->ndim == ndim &&
                !std::memcmp(out->shape(), shape, sizeof(int64_t) * static_cast<size_t>(ndim));
  if (out && !direct) {
    if (!can_cast_same_kind(result, out->dtype)) {
      return raise_error(exc::TypeError, "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule 'same_kind'",
                         info.name, dtype_info(result).name, dtype_info(out->dtype).name);
    }
    target = nullptr;
  }
  // An output that overlaps an input in another way than being the same view is computed aside.
  if (direct) {
    for (int i = 0; i < info.inputs; i++) {
      bool same_view = arrays[i]->data == out->data && arrays[i]->ndim == out->ndim &&
                       !std::memcmp(arrays[i]->dims, out->dims, 2 * sizeof(int64_t) * out->ndim);
      if (arrays[i]->buffer == out->buffer && !same_view) target = nullptr;
    }
  }
  if (!target) target = array_new(result, ndim, shape);
  if (!target) return kNull;
  Walker walk(ndim, shape);
  walk.add(target);
  for (int i = 0; i < info.inputs; i++) walk.add(arrays[i]);
  walk.run(kernel);
  if (out && target != out) {
    if (ndim > out->ndim) {
      TextBuffer text;
      shape_text(out->shape(), out->ndim, text);
      return raise_value_error("non-broadcastable output operand with shape %s doesn't match the broadcast shape", text.c_str());
    }
    return array_assign(t, out, target) ? Value(&out->header) : kNull;
  }
  if (out) return Value(&out->header);
  return array_or_scalar(target);
}

bool axis_argument(Thread& t, Value v, int ndim, uint32_t* axes) {
  *axes = 0;
  if (v.is_null() || v.is_none()) {
    *axes = ndim >= 32 ? UINT32_MAX : (uint32_t{1} << ndim) - 1;
    return true;
  }
  auto add = [&](Value item) {
    int64_t axis;
    if (!object_index(t, item, &axis)) return false;
    int64_t k = axis < 0 ? axis + ndim : axis;
    if (k < 0 || k >= ndim) {
      (void)raise_error(exc::ValueError, "axis %ld is out of bounds for array of dimension %d", axis, ndim);
      return false;
    }
    if (*axes >> k & 1) return (void)raise_value_error("duplicate value in 'axis'"), false;
    *axes |= uint32_t{1} << k;
    return true;
  };
  if (type_of(v)->flags & kTypeTuple) {
    for (int64_t i = 0; i < as_tuple(v)->length; i++) {
      if (!add(as_tuple(v)->items[i])) return false;
    }
    return true;
  }
  return add(v);
}

Value ufunc_object(Ufunc f) { return ufunc_objects[static_cast<int>(f)]; }

// ---- numpy.ufunc

namespace {

Ufunc id_of(Value* args) { return args[0].as<PyUfunc>()->id; }

Value keyword(PyDict* kwargs, const char* name) { return dict_get_str(kwargs, str_intern(name)); }

Value ufunc_dunder_call(Thread& t, Value* args) {
  Ufunc f = id_of(args);
  const UfuncInfo& info = ufunc_info(f);
  PyTuple* inputs = as_tuple(args[1]);
  PyDict* kwargs = as_dict(args[2]);
  if (inputs->length < info.inputs || inputs->length > info.inputs + 1) {
    return raise_type_error("%s() takes from %d to %d positional arguments but %ld were given", info.name, info.inputs,
                            info.inputs + 1, inputs->length);
  }
  Value out = inputs->length > info.inputs ? inputs->items[info.inputs] : keyword(kwargs, "out");
  if (out && type_of(out)->flags & kTypeTuple && as_tuple(out)->length == 1) out = as_tuple(out)->items[0];
  PyNdArray* target = nullptr;
  if (out && !out.is_none()) {
    if (!is_array(out)) return raise_type_error("return arrays must be of ArrayType");
    target = as_array(out);
  }
  Value dtype = keyword(kwargs, "dtype");
  Value result;
  Value where = keyword(kwargs, "where");
  if (where && where != kTrue) {
    PyNdArray* mask = array_from(t, where, nullptr);
    Value computed = mask ? ufunc_call(t, f, inputs->items, nullptr) : kNull;
    if (!computed) return kNull;
    PyNdArray* values = array_from(t, computed, nullptr);
    if (!target) target = values ? array_new(values->dtype, values->ndim, values->shape(), true) : nullptr;
    if (!target) return kNull;
    Walker walk(target->ndim, target->shape());
    walk.add(target);
    walk.add(values);
    PyNdArray* bools = array_astype(mask, DType::kBool);
    if (!bools) return kNull;
    walk.add(bools);
    DType to = target->dtype, from = values->dtype;
    walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
      for (int64_t i = 0; i < n; i++) {
        if (p[2][i * step[2]]) convert(to, p[0] + i * step[0], 0, from, p[1] + i * step[1], 0, 1);
      }
    });
    return Value(&target->header);
  }
  result = ufunc_call(t, f, inputs->items, target);
  if (!result || !dtype || dtype.is_none()) return result;
  DType wanted;
  if (!dtype_argument(t, dtype, &wanted)) return kNull;
  PyNdArray* a = array_from(t, result, &wanted);
  return a ? array_or_scalar(a) : kNull;
}

Value ufunc_method_reduce(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  uint32_t axes;
  DType dtype;
  if (!a || !axis_argument(t, args[2], a->ndim, &axes)) return kNull;
  bool typed = !args[3].is_none();
  if (typed && !dtype_argument(t, args[3], &dtype)) return kNull;
  int keep = object_is_true(t, args[4]);
  if (keep < 0) return kNull;
  return ufunc_reduce(t, id_of(args), a, axes, keep, typed ? &dtype : nullptr);
}

Value ufunc_method_accumulate(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  int64_t axis;
  if (!a || !object_index(t, args[2], &axis)) return kNull;
  if (axis < 0) axis += a->ndim;
  if (axis < 0 || axis >= a->ndim) return raise_value_error("axis %ld is out of bounds for array of dimension %d", axis, a->ndim);
  return ufunc_accumulate(t, id_of(args), a, static_cast<int>(axis), nullptr);
}

Value ufunc_method_outer(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  PyNdArray* b = a ? array_from(t, args[2], nullptr) : nullptr;
  if (!b) return kNull;
  int64_t shape[kMaxDims], strides[kMaxDims];
  if (a->ndim + b->ndim > kMaxDims) return raise_value_error("too many dimensions");
  for (int i = 0; i < a->ndim; i++) shape[i] = a->shape()[i], strides[i] = a->strides()[i];
  for (int i = 0; i < b->ndim; i++) shape[a->ndim + i] = 1, strides[a->ndim + i] = 0;
  PyNdArray* column = array_view(a, a->data, a->ndim + b->ndim, shape, strides, a->dtype);
  if (!column) return kNull;
  Value inputs[2] = {Value(&column->header), Value(&b->header)};
  return ufunc_call(t, id_of(args), inputs, nullptr);
}

// ufunc.at(a, indices, b): unbuffered, so that repeated indices accumulate. One index array on the first axis.
Value ufunc_method_at(Thread& t, Value* args) {
  if (!is_array(args[1])) return raise_type_error("first operand must be array");
  PyNdArray* a = as_array(args[1]);
  PyNdArray* indices = array_from(t, args[2], nullptr);
  if (!indices) return kNull;
  PyNdArray* flat = array_astype(indices, DType::kInt64);
  PyNdArray* b = args[3].is_null() ? nullptr : array_from(t, args[3], nullptr);
  if (!flat || (!b && !args[3].is_null())) return kNull;
  for (int64_t i = 0; i < flat->size; i++) {
    Value index = int_from_int64(reinterpret_cast<int64_t*>(flat->data)[i]);
    Value inputs[2] = {array_get_item(t, a, index), kNull};
    if (!inputs[0]) return kNull;
    if (b) {
      inputs[1] = b->ndim == 0 ? Value(&b->header) : array_get_item(t, b, int_from_int64(b->shape()[0] == 1 ? 0 : i));
      if (!inputs[1]) return kNull;
    }
    Value result = ufunc_call(t, id_of(args), inputs, nullptr);
    if (!result || !array_set_item(t, a, index, result)) return kNull;
  }
  return kNone;
}

Value ufunc_repr(Thread&, Value* args) {
  PyStr* s = str_format("<ufunc '%s'>", ufunc_info(id_of(args)).name);
  return s ? Value(&s->header) : kNull;
}
Value ufunc_name(Thread&, Value* args) { return str_value(ufunc_info(id_of(args)).name); }
Value ufunc_nin(Thread&, Value* args) { return Value::from_small_int(ufunc_info(id_of(args)).inputs); }
Value ufunc_nout(Thread&, Value*) { return Value::from_small_int(1); }

const NativeDef kUfuncMethods[] = {
    {"__call__(self, /, *args, **kwargs)", ufunc_dunder_call},
    {"reduce(self, array, axis=0, dtype=None, keepdims=False)", ufunc_method_reduce},
    {"accumulate(self, array, axis=0)", ufunc_method_accumulate},
    {"outer(self, A, B, /)", ufunc_method_outer},
    {"at(self, a, indices, b=<absent>, /)", ufunc_method_at},
    {"__repr__(self, /)", ufunc_repr, kEffectAllocates},
    {"@getset __name__", ufunc_name, kEffectAllocates},
    {"@getset nin", ufunc_nin, kEffectPure},
    {"@getset nout", ufunc_nout, kEffectPure},
    {},
};
const TypeSpec kUfuncSpec = {"numpy.ufunc", nullptr, kTypeNoNew, {.bytes = sizeof(PyUfunc), .leaf = true}, kUfuncMethods,
                             nullptr};

}  // namespace

void boot_ufuncs() {
  type_ufunc = type_new_builtin(kUfuncSpec);
  for (int i = 0; i < kUfuncs; i++) {
    HeapObject* object = instance_allocate(type_ufunc);
    PYVM_CHECK(object);
    reinterpret_cast<PyUfunc*>(object)->id = static_cast<Ufunc>(i);
    ufunc_objects[i] = Value(object);
    gc::add_root(&ufunc_objects[i]);
  }
}

}  // namespace pyvm::np
