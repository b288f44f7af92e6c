// numpy.ufunc: the function objects and their methods.
#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

bool one_axis_argument(Thread& t, Value v, int ndim, int* axis) {
  int64_t given;
  if (!object_index(t, v, &given)) return false;
  int64_t k = given < 0 ? given + ndim : given;
  if (k < 0 || k >= ndim) return (void)raise_axis_error(t, given, ndim), false;
  *axis = static_cast<int>(k);
  return true;
}

bool axis_argument(Thread& t, Value v, int ndim, uint32_t* axes) {
  *axes = 0;
  if (v.is_null() || v.is_none()) {
    *axes = ndim >= 32 ? UINT32_MAX : (uint32_t{1} << ndim) - 1;
    return true;
  }
  auto add = [&](Value item) {
    int axis;
    if (ndim == 0 && (item == Value::from_small_int(0) || item == Value::from_small_int(-1))) return true;
    if (!one_axis_argument(t, item, ndim, &axis)) return false;
    if (*axes >> axis & 1) return static_cast<bool>(raise_value_error("duplicate value in 'axis'"));
    *axes |= uint32_t{1} << axis;
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

namespace {

PyType* type_ufunc;
Value ufunc_objects[kUfuncs];

Ufunc id_of(Value* args) { return static_cast<Ufunc>(args[0].as<PyUfunc>()->id); }

// An out= argument: None, an array, or a tuple of one.
bool out_argument(Value v, PyNdArray** out) {
  *out = nullptr;
  if (v && type_of(v)->flags & kTypeTuple) {
    if (as_tuple(v)->length != 1) return raise_value_error("The 'out' tuple must have exactly one entry per ufunc output");
    v = as_tuple(v)->items[0];
  }
  if (!v || v.is_none()) return true;
  if (!is_array(v)) return raise_type_error("return arrays must be of ArrayType");
  *out = as_array(v);
  return true;
}

bool where_argument(Thread& t, Value v, PyNdArray** out) {
  *out = nullptr;
  if (!v || v == kTrue) return true;
  DType d = DType::kBool;
  PyNdArray* mask = array_from(t, v, nullptr);
  if (mask && mask->dtype != DType::kBool && is_array(v)) {
    return raise_type_error("Cannot cast array data from dtype('%s') to dtype('bool') according to the rule 'safe'",
                            dtype_info(mask->dtype).name);
  }
  *out = mask ? array_from(t, Value(&mask->header), &d) : nullptr;
  return *out;
}

struct CallOptions {
  UfuncOptions options;
  DType dtype;
};

bool keyword_options(Thread& t, Ufunc f, PyDict* kwargs, CallOptions* call) {
  int64_t position = 0;
  Value key, v;
  while (dict_next(kwargs, &position, &key, &v)) {
    CText name(as_str(key));
    if (!std::strcmp(name.c_str(), "out")) {
      if (call->options.out) {
        return raise_type_error("%s() got an unexpected keyword argument 'out'", ufunc_info(f).name);
      }
      if (!out_argument(v, &call->options.out)) return false;
    } else if (!std::strcmp(name.c_str(), "where")) {
      if (!where_argument(t, v, &call->options.where)) return false;
    } else if (!std::strcmp(name.c_str(), "dtype")) {
      if (v.is_none()) continue;
      if (!dtype_argument(t, v, &call->dtype)) return false;
      call->options.dtype = &call->dtype;
    } else if (!std::strcmp(name.c_str(), "casting")) {
      if (!casting_argument(t, v, &call->options.casting)) return false;
    } else if (std::strcmp(name.c_str(), "order") != 0 && std::strcmp(name.c_str(), "subok") != 0) {
      return raise_type_error("%s() got an unexpected keyword argument '%s'", ufunc_info(f).name, name.c_str());
    }
  }
  return true;
}

Value ufunc_dunder_call(Thread& t, Value* args) {
  Ufunc f = id_of(args);
  const UfuncInfo& info = ufunc_info(f);
  PyTuple* inputs = as_tuple(args[1]);
  if (inputs->length < info.inputs || inputs->length > info.inputs + 1) {
    return raise_type_error("%s() takes from %d to %d positional arguments but %ld were given", info.name, info.inputs,
                            info.inputs + 1, inputs->length);
  }
  CallOptions call;
  if (inputs->length > info.inputs && !out_argument(inputs->items[info.inputs], &call.options.out)) return kNull;
  if (as_dict(args[2])->length && !keyword_options(t, f, as_dict(args[2]), &call)) return kNull;
  return ufunc_apply(t, f, inputs->items, call.options);
}

// reduce(array, axis=0, dtype=None, out=None, keepdims=False, initial=<absent>, where=True)
Value ufunc_method_reduce(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  ReduceOptions options;
  DType dtype;
  if (!a || !axis_argument(t, args[2], a->ndim, &options.axes)) return kNull;
  if (!args[3].is_none()) {
    if (!dtype_argument(t, args[3], &dtype)) return kNull;
    options.dtype = &dtype;
  }
  if (!out_argument(args[4], &options.out)) return kNull;
  int keep = object_is_true(t, args[5]);
  if (keep < 0 || !where_argument(t, args[7], &options.where)) return kNull;
  options.keepdims = keep;
  options.initial = args[6];
  return ufunc_reduce_with(t, id_of(args), a, options);
}

Value ufunc_method_accumulate(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  PyNdArray* out;
  int axis;
  DType dtype;
  if (!a) return kNull;
  if (a->ndim == 0) return raise_type_error("cannot accumulate on a scalar");
  if (!one_axis_argument(t, args[2], a->ndim, &axis) || !out_argument(args[4], &out)) return kNull;
  if (!args[3].is_none() && !dtype_argument(t, args[3], &dtype)) return kNull;
  return ufunc_accumulate(t, id_of(args), a, axis, args[3].is_none() ? nullptr : &dtype, out);
}

Value ufunc_method_reduceat(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[1], nullptr);
  DType d = DType::kInt64, dtype;
  PyNdArray* indices = a ? array_from(t, args[2], &d) : nullptr;
  int axis;
  if (!indices || !one_axis_argument(t, args[3], a->ndim, &axis)) return kNull;
  if (!args[4].is_none() && !dtype_argument(t, args[4], &dtype)) return kNull;
  return ufunc_reduceat(t, id_of(args), a, indices, axis, args[4].is_none() ? nullptr : &dtype);
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
  CallOptions call;
  if (!keyword_options(t, id_of(args), as_dict(args[3]), &call)) return kNull;
  // Scalars stay scalars for promotion.
  Value inputs[2] = {a->ndim ? Value(&column->header) : args[1], b->ndim ? Value(&b->header) : args[2]};
  return ufunc_apply(t, id_of(args), inputs, call.options);
}

// at(a, indices, b): unbuffered, so that repeated indices accumulate.
Value ufunc_method_at(Thread& t, Value* args) {
  Ufunc f = id_of(args);
  if (!is_array(args[1])) return raise_type_error("first operand must be array");
  if (ufunc_info(f).inputs == 2 && args[3].is_null()) return raise_value_error("second operand needed for ufunc");
  PyNdArray* a = as_array(args[1]);
  PyNdArray* positions = array_positions(t, a, args[2]);
  if (!positions) return kNull;
  DType types[2] = {a->dtype, a->dtype};
  PyNdArray* b = nullptr;
  if (!args[3].is_null()) {
    b = array_from(t, args[3], nullptr);
    if (!b) return kNull;
    types[1] = b->ndim == 0 && dtype_category(b->dtype) <= dtype_category(a->dtype) ? a->dtype : b->dtype;
  }
  DType loop;
  if (!ufunc_loop(f, types, &loop)) return ufunc_fail_types(t, f, args + 1);
  DType result = ufunc_result(f, loop);
  if (!can_cast(result, a->dtype, Casting::kSameKind)) {
    return raise_ufunc_type_error(t, "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule 'same_kind'",
                                  ufunc_info(f).name, dtype_info(result).name, dtype_info(a->dtype).name);
  }
  if (b) {
    PyNdArray* target = array_new(loop, positions->ndim, positions->shape());
    if (!target || !array_assign(t, target, b)) return kNull;
    b = target;
  }
  Kernel kernel = ufunc_kernel(f, loop);
  auto* offsets = reinterpret_cast<const int64_t*>(positions->data);
  alignas(16) uint8_t elements[2][16];
  int64_t steps[3] = {0, 0, 0};
  clear_float_flags();
  for (int64_t i = 0; i < positions->size; i++) {
    uint8_t* element = a->data + offsets[i];
    convert(loop, elements[1], 0, a->dtype, element, 0, 1);
    uint8_t* p[3] = {elements[0], elements[1], b ? b->data + static_cast<size_t>(i) * dtype_bytes(loop) : nullptr};
    kernel(p, steps, 1);
    convert(a->dtype, element, 0, result, elements[0], 0, 1);
  }
  if (ufunc_info(f).flags & UfuncInfo::kChecked && !report_float_errors(t, ufunc_info(f).name)) return kNull;
  return kNone;
}

Value ufunc_repr(Thread&, Value* args) {
  PyStr* s = str_format("<ufunc '%s'>", ufunc_info(id_of(args)).name);
  return s ? Value(&s->header) : kNull;
}
Value ufunc_name(Thread&, Value* args) { return str_value(ufunc_info(id_of(args)).name); }
Value ufunc_nin(Thread&, Value* args) { return Value::from_small_int(ufunc_info(id_of(args)).inputs); }
Value ufunc_nout(Thread&, Value*) { return Value::from_small_int(1); }
Value ufunc_nargs(Thread&, Value* args) { return Value::from_small_int(ufunc_info(id_of(args)).inputs + 1); }
Value ufunc_types(Thread& t, Value* args) {
  Ufunc f = id_of(args);
  PyList* list = list_new(0);
  for (int i = 0; list && i < kDTypes; i++) {
    if (!(ufunc_info(f).loops >> i & 1)) continue;
    char c = kDTypeInfos[i].character, text[8] = {};
    int n = 0;
    for (int k = 0; k < ufunc_info(f).inputs; k++) text[n++] = c;
    text[n++] = '-';
    text[n++] = '>';
    text[n++] = dtype_info(ufunc_result(f, static_cast<DType>(i))).character;
    Value s = str_value({text, static_cast<size_t>(n)});
    if (!s || !list_append(list, s)) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}
Value ufunc_identity(Thread&, Value* args) {
  switch (id_of(args)) {
    case Ufunc::add: case Ufunc::bitwise_or: case Ufunc::bitwise_xor: case Ufunc::gcd: case Ufunc::hypot:
      return Value::from_small_int(0);
    case Ufunc::multiply: return Value::from_small_int(1);
    case Ufunc::bitwise_and: return Value::from_small_int(-1);
    case Ufunc::logical_and: return kTrue;
    case Ufunc::logical_or: case Ufunc::logical_xor: return kFalse;
    case Ufunc::logaddexp: case Ufunc::logaddexp2: return Value::from_double(-INFINITY);
    default: return kNone;
  }
}

const NativeDef kUfuncMethods[] = {
    {"__call__(self, /, *args, **kwargs)", ufunc_dunder_call},
    {"reduce(self, array, /, axis=0, dtype=None, out=None, keepdims=False, initial=<absent>, where=True)", ufunc_method_reduce},
    {"accumulate(self, array, /, axis=0, dtype=None, out=None)", ufunc_method_accumulate},
    {"reduceat(self, array, /, indices, axis=0, dtype=None)", ufunc_method_reduceat},
    {"outer(self, A, B, /, **kwargs)", ufunc_method_outer},
    {"at(self, a, indices, b=<absent>, /)", ufunc_method_at},
    {"__repr__(self, /)", ufunc_repr, kEffectAllocates},
    {"@getset __name__", ufunc_name, kEffectAllocates},
    {"__reduce__(self, /)", ufunc_name, kEffectAllocates},
    {"@getset nin", ufunc_nin, kEffectPure},
    {"@getset nout", ufunc_nout, kEffectPure},
    {"@getset nargs", ufunc_nargs, kEffectPure},
    {"@getset types", ufunc_types, kEffectAllocates},
    {"@getset identity", ufunc_identity, kEffectPure},
    {},
};
const TypeSpec kUfuncSpec = {"numpy.ufunc", nullptr, kTypeNoNew, {.bytes = sizeof(PyUfunc), .leaf = true}, kUfuncMethods,
                             nullptr};

}  // namespace

Value ufunc_object(Ufunc f) { return ufunc_objects[static_cast<int>(f)]; }

bool ufunc_of(Value v, Ufunc* f) {
  if (!v.is_heap() || type_of(v) != type_ufunc) return false;
  *f = static_cast<Ufunc>(v.as<PyUfunc>()->id);
  return true;
}

namespace {

UfuncShortcut shortcut_of(Ufunc f) {
  switch (f) {
    case Ufunc::sqrt: return UfuncShortcut::kSqrt;
    case Ufunc::absolute: case Ufunc::fabs: return UfuncShortcut::kAbs;
    case Ufunc::floor: return UfuncShortcut::kFloor;
    case Ufunc::ceil: return UfuncShortcut::kCeil;
    case Ufunc::trunc: return UfuncShortcut::kTrunc;
    default: return UfuncShortcut::kNone;
  }
}

}  // namespace

void boot_ufuncs() {
  type_ufunc = type_new_builtin(kUfuncSpec);
  ufunc_layout = type_ufunc->root_shape->id();
  for (int i = 0; i < kUfuncs; i++) {
    HeapObject* object = instance_allocate(type_ufunc);
    PYVM_CHECK(object);
    auto f = static_cast<Ufunc>(i);
    auto* ufunc = reinterpret_cast<PyUfunc*>(object);
    ufunc->id = static_cast<uint8_t>(i);
    ufunc->shortcut = shortcut_of(f);
    constexpr DType kWhole[2] = {DType::kInt64, DType::kInt64};
    DType loop;
    ufunc->of_integers = ufunc_loop(f, kWhole, &loop) && loop == DType::kFloat64;
    ufunc->call1 = kUfuncInfos[i].inputs == 1 ? unary_of_doubles(f) : nullptr;
    ufunc->call2 = kUfuncInfos[i].inputs == 2 ? binary_of_doubles(f) : nullptr;
    ufunc_objects[i] = Value(object);
    gc::add_root(&ufunc_objects[i]);
  }
}

}  // namespace pyvm::np
