// The number protocol of ndarray.
#include "stdlib/numpy/array_methods.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

PyNdArray* self_of(Value* args) { return as_array(args[0]); }

// Text has no loops: the function says so.
bool is_operand(Value v) {
  OperandKind kind = operand_kind(v);
  return kind == OperandKind::kArray || kind == OperandKind::kText;
}

// Each element, as an object of Python's, compared with the object.
Value compare_each(Thread& t, Ufunc f, PyNdArray* a, Value object) {
  PyNdArray* out = array_new(DType::kBool, a->ndim, a->shape());
  PyNdArray* elements = out ? array_contiguous(a) : nullptr;
  if (!elements) return kNull;
  for (int64_t i = 0; i < elements->size; i++) {
    Value element = python_value(elements->dtype, elements->data + static_cast<size_t>(i) * elements->item_bytes());
    Value result = element ? operation_on_objects(t, f, element, object) : kNull;
    if (!result) return kNull;
    out->data[i] = result.as<PyScalar>()->raw[0];
  }
  return array_or_scalar(out);
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

template <Ufunc f>
Value comparison(Thread& t, Value* args) {
  switch (operand_kind(args[1])) {
    case OperandKind::kText:
    case OperandKind::kDeferred: return kNotImplemented;
    case OperandKind::kObject: return compare_each(t, f, self_of(args), args[1]);
    case OperandKind::kArray: break;
  }
  Value result = ufunc_call(t, f, args, nullptr);
  if (result || !is_equality(f) || !error_matches(exc::ValueError)) return result;
  // Shapes that do not go together are not equal.
  error_clear();
  return kNotImplemented;
}

// Powers that have a function of their own: the same bits as NumPy and much faster.
bool own_function(PyNdArray* a, Value exponent, Ufunc* f) {
  DType d;
  double e;
  if (is_array(exponent) && as_array(exponent)->ndim == 0) {
    exponent = python_value(as_array(exponent)->dtype, as_array(exponent)->data);
  }
  if (!number_dtype(exponent, &d) || is_complex(d) || d == DType::kBool) return false;
  DType own;
  if (scalar_dtype(exponent, &own)) {
    convert(DType::kFloat64, &e, 0, kept_dtype(own), exponent.as<PyScalar>()->raw, 0, 1);
  } else if (is_float(exponent)) {
    e = float_value(exponent);
  } else {
    int64_t i;
    if (!int_to_int64(exponent, &i)) return false;
    e = static_cast<double>(i);
  }
  if (dtype_category(a->dtype) >= 2) {
    if (e == 1) return *f = Ufunc::positive, true;
    if (e == -1) return *f = Ufunc::reciprocal, true;
    if (e == 0.5) return *f = Ufunc::sqrt, true;
    if (e == 2) return *f = Ufunc::square, true;
    return false;
  }
  return is_integer(a->dtype) && is_integer(d) && e == 2 ? (*f = Ufunc::square, true) : false;
}

Value power_into(Thread& t, Value* args, PyNdArray* out) {
  if (!is_operand(args[1])) return kNotImplemented;
  PyNdArray* a = self_of(args);
  Ufunc f;
  if (own_function(a, args[1], &f)) return ufunc_call(t, f, args, out);
  return ufunc_call(t, Ufunc::power, args, out);
}
Value power(Thread& t, Value* args) {
  if (!args[2].is_none()) return kNotImplemented;
  return power_into(t, args, nullptr);
}
Value inplace_power(Thread& t, Value* args) { return power_into(t, args, self_of(args)); }

Value matmul(Thread& t, Value* args) { return is_operand(args[1]) ? array_matmul(t, args[0], args[1]) : kNotImplemented; }
Value reflected_matmul(Thread& t, Value* args) {
  return is_operand(args[1]) ? array_matmul(t, args[1], args[0]) : kNotImplemented;
}
Value inplace_matmul(Thread&, Value*) {
  return raise_type_error("In-place matrix multiplication is not (yet) supported. Use 'a = a @ b' instead of 'a @= b'.");
}

Value quotient_and_remainder(Thread& t, const Value* inputs) {
  Value items[2] = {ufunc_call(t, Ufunc::floor_divide, inputs, nullptr), kNull};
  if (!items[0]) return kNull;
  items[1] = ufunc_call(t, Ufunc::remainder, inputs, nullptr);
  PyTuple* tuple = items[1] ? tuple_from(items, 2) : nullptr;
  return tuple ? Value(&tuple->header) : kNull;
}
Value array_divmod(Thread& t, Value* args) {
  return is_operand(args[1]) ? quotient_and_remainder(t, args) : kNotImplemented;
}
Value array_rdivmod(Thread& t, Value* args) {
  Value inputs[2] = {args[1], args[0]};
  return is_operand(args[1]) ? quotient_and_remainder(t, inputs) : kNotImplemented;
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
Value convert_to(Thread& t, Value* args, PyType* type) {
  Value v = only_element(self_of(args));
  return v ? object_call_args(t, Value(&type->header), v) : kNull;
}
Value array_int(Thread& t, Value* args) { return convert_to(t, args, type_int); }
Value array_float(Thread& t, Value* args) { return convert_to(t, args, type_float); }
Value array_complex(Thread& t, Value* args) { return convert_to(t, args, type_complex); }
Value array_index(Thread&, Value* args) {
  PyNdArray* a = self_of(args);
  if (a->ndim != 0 || !is_integer(a->dtype)) {
    return raise_type_error("only integer scalar arrays can be converted to a scalar index");
  }
  return python_value(a->dtype, a->data);
}

const NativeDef kOperators[] = {
#define ARITHMETIC(name, f, op)                               \
  {"__" #name "__(self, value, /)", binary<Ufunc::f>},        \
      {"__r" #name "__(self, value, /)", reflected<Ufunc::f>}, \
      {"__i" #name "__(self, value, /)", inplace<Ufunc::f>},
#define COMPARISON(name, f, op) {"__" #name "__(self, value, /)", comparison<Ufunc::f>},
#define UNARY(name, f) {"__" #name "__(self, /)", unary<Ufunc::f>},
#include "stdlib/numpy/operators.def"
#undef ARITHMETIC
#undef COMPARISON
#undef UNARY
    {"__pow__(self, value, mod=None, /)", power},
    {"__rpow__(self, value, mod=None, /)", reflected<Ufunc::power>},
    {"__ipow__(self, value, /)", inplace_power},
    {"__matmul__(self, value, /)", matmul},
    {"__rmatmul__(self, value, /)", reflected_matmul},
    {"__imatmul__(self, value, /)", inplace_matmul},
    {"__divmod__(self, value, /)", array_divmod},
    {"__rdivmod__(self, value, /)", array_rdivmod},
    {"__bool__(self, /)", array_bool, kEffectReads | kEffectMayRaise},
    {"__int__(self, /)", array_int},
    {"__float__(self, /)", array_float},
    {"__complex__(self, /)", array_complex},
    {"__index__(self, /)", array_index},
};

// Of a comparison: -1 is an exception.
Value truth_scalar(int truth) {
  if (truth < 0) return kNull;
  bool value = truth;
  return scalar_from(DType::kBool, &value);
}

}  // namespace

bool is_beyond_integers(Value v) {
  int64_t i;
  uint64_t u;
  DType d;
  return v.is_heap() && is_int(v) && !scalar_dtype(v, &d) && !int_to_int64(v, &i) && !int_to_uint64(v, &u);
}

Value operation_on_objects(Thread& t, Ufunc f, Value a, Value b) {
  auto plain = [](Value v) {
    DType d;
    return scalar_dtype(v, &d) ? python_value(kept_dtype(d), v.as<PyScalar>()->raw) : v;
  };
  a = plain(a);
  b = plain(b);
  if (!a || !b) return kNull;
  switch (f) {
#define ARITHMETIC(name, f, op) case Ufunc::f: return object_binary(t, BinaryOp::op, a, b);
#define COMPARISON(name, f, op) case Ufunc::f: return truth_scalar(object_compare_bool(t, a, b, CompareOp::op));
#define UNARY(name, f)
#include "stdlib/numpy/operators.def"
#undef ARITHMETIC
#undef COMPARISON
#undef UNARY
    case Ufunc::power: return object_binary(t, BinaryOp::kPow, a, b);
    default: return raise_error(exc::OverflowError, "Python int too large to convert to C long");
  }
}

int array_operator_rows(NativeDef* rows, int capacity) {
  constexpr int kCount = sizeof kOperators / sizeof kOperators[0];
  PYVM_CHECK(kCount <= capacity);
  for (int i = 0; i < kCount; i++) rows[i] = kOperators[i];
  return kCount;
}

}  // namespace pyvm::np
