// numpy.generic and the scalar types.
#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"
#include "stdlib/support.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm::np {

PyType* type_generic;
PyType* abstract_types[8];   // number, integer, signedinteger, unsignedinteger, inexact, floating, complexfloating

namespace {

DType dtype_of(Value v) {
  DType d = DType::kFloat64;
  (void)scalar_dtype(v, &d);
  return d;
}
Value plain(Value v) { return python_value(kept_dtype(dtype_of(v)), v.as<PyScalar>()->raw); }

Value scalar_make(Thread& t, Value* args) {
  auto* type = args[0].as<PyType>();
  int id = 0;
  while (id < kDTypes && type != scalar_types[id]) id++;
  if (id == kDTypes) return raise_type_error("cannot create '%s' instances", type_name_of(type));
  auto d = static_cast<DType>(id);
  Value v = args[1].is_null() ? Value::from_small_int(0) : args[1];
  if (is_str(v)) {
    PyType* python = is_integer(d) ? type_int : is_complex(d) ? type_complex : d == DType::kBool ? type_bool : type_float;
    v = object_call_args(t, Value(&python->header), v);
    if (!v) return kNull;
  }
  if ((is_array(v) && as_array(v)->ndim > 0) || (type_of(v)->flags & (kTypeList | kTypeTuple))) {
    PyNdArray* a = array_from(t, v, &d);
    return a ? value_of(array_copy(a)) : kNull;
  }
  alignas(16) uint8_t element[16];
  if (!store_element(t, d, element, v)) {
    return kNull;
  }
  return scalar_from(d, element);
}

bool both_doubles(Value a, Value b, double* x, double* y) {
  auto read = [](Value v, double* out) {
    if (v.is_double()) return *out = v.as_double(), true;
    if (v.is_small_int()) return *out = static_cast<double>(v.small_int()), true;
    if (v.is_heap() && type_of(v) == scalar_types[static_cast<int>(DType::kFloat64)]) return *out = v.as<PyScalar>()->d, true;
    return false;
  };
  return read(a, x) && read(b, y);
}

Value from_double(double d) { return scalar_from(DType::kFloat64, &d); }

// Whether the exact result of two elements' integer operation does not fit.
bool overflows(Ufunc f, DType d, const void* a, const void* b) {
  if (!is_integer(d)) return false;
  return dispatch(d, [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      T x, y, result;
      std::memcpy(&x, a, sizeof x);
      std::memcpy(&y, b, sizeof y);
      switch (f) {
        case Ufunc::add: return __builtin_add_overflow(x, y, &result);
        case Ufunc::subtract: return __builtin_sub_overflow(x, y, &result);
        case Ufunc::multiply: return __builtin_mul_overflow(x, y, &result);
        default: return false;
      }
    }
    return false;
  });
}

const char* scalar_operation_name(Ufunc f) {
  switch (f) {
    case Ufunc::add: return "scalar add";
    case Ufunc::subtract: return "scalar subtract";
    case Ufunc::multiply: return "scalar multiply";
    case Ufunc::divide: return "scalar divide";
    case Ufunc::floor_divide: return "scalar floor_divide";
    case Ufunc::remainder: return "scalar remainder";
    case Ufunc::power: return "scalar power";
    case Ufunc::negative: return "scalar negative";
    case Ufunc::absolute: return "scalar absolute";
    default: return nullptr;
  }
}

// An operation of two numbers of which one is a NumPy scalar: all types count, values do not.
Value general_operation(Thread& t, Ufunc f, Value a, Value b, const char* name) {
  DType types[2], loop;
  Value inputs[2] = {a, b};
  if (is_beyond_integers(a) || is_beyond_integers(b)) return operation_on_objects(t, f, a, b);
  if (!number_dtype(a, &types[0]) || !number_dtype(b, &types[1])) return ufunc_call(t, f, inputs, nullptr);
  bool bools = types[0] == DType::kBool && types[1] == DType::kBool;
  if ((bools && f == Ufunc::subtract) || !ufunc_loop(f, types, &loop)) return ufunc_call(t, f, inputs, nullptr);
  alignas(16) uint8_t elements[4][16];
  for (int i = 0; i < 2; i++) {
    if (!store_element(t, types[i], elements[3], inputs[i])) return kNull;
    convert(loop, elements[i + 1], 0, types[i], elements[3], 0, 1);
  }
  if (f == Ufunc::power && dtype_info(loop).kind == 'i') {
    int64_t exponent;
    convert(DType::kInt64, &exponent, 0, loop, elements[2], 0, 1);
    if (exponent < 0) return raise_value_error("Integers to negative integer powers are not allowed.");
  }
  uint8_t* p[3] = {elements[0], elements[1], elements[2]};
  int64_t steps[3] = {0, 0, 0};
  clear_float_flags();
  ufunc_kernel(f, loop)(p, steps, 1);
  if (overflows(f, loop, elements[1], elements[2])) raise_float_flag(FE_OVERFLOW);
  if (name && !report_float_errors(t, name)) return kNull;
  return scalar_from(ufunc_result(f, loop), elements[0]);
}

template <Ufunc f>
Value scalar_operation(Thread& t, Value a, Value b) {
  double x, y;
  if (both_doubles(a, b, &x, &y)) {
    double r = NAN;
    if constexpr (f == Ufunc::add) r = x + y;
    if constexpr (f == Ufunc::subtract) r = x - y;
    if constexpr (f == Ufunc::multiply) r = x * y;
    if constexpr (f == Ufunc::divide) r = x / y;
    if constexpr (f == Ufunc::less) return scalar_from(DType::kBool, (x < y) ? "\1" : "\0");
    if constexpr (f == Ufunc::greater) return scalar_from(DType::kBool, (x > y) ? "\1" : "\0");
    // What is not finite may have to warn; ints stay ints.
    if (std::isfinite(r) && !(a.is_small_int() && b.is_small_int())) return from_double(r);
  }
  return general_operation(t, f, a, b, scalar_operation_name(f));
}

bool is_array_operand(Value v) { return operand_kind(v) == OperandKind::kArray; }
// Complex numbers have no such operation.
bool lacks_operation(Ufunc f, Value scalar) {
  return (f == Ufunc::floor_divide || f == Ufunc::remainder) && is_complex(dtype_of(scalar));
}

bool is_repeatable(Value v) {
  return v.is_heap() && ((type_of(v)->flags & (kTypeStr | kTypeBytes | kTypeList | kTypeTuple)) || is_bytearray(v));
}
// sequence * scalar: as often as an integer or bool says.
Value repeat_sequence(Thread& t, Value sequence, Value scalar) {
  if (!is_integer(dtype_of(scalar)) && dtype_of(scalar) != DType::kBool) {
    return raise_type_error("can't multiply sequence by non-int of type '%s'", type_name(scalar));
  }
  Value count = plain(scalar);
  return count ? object_binary(t, BinaryOp::kMul, sequence, count) : kNull;
}

// The symbol of the comparison; null: f is none.
constexpr const char* comparison_symbol(Ufunc f) {
  switch (f) {
#define ARITHMETIC(name, f, op)
#define COMPARISON(name, f, op) case Ufunc::f: return compare_symbol(CompareOp::op);
#define UNARY(name, f)
#include "stdlib/numpy/operators.def"
#undef ARITHMETIC
#undef COMPARISON
#undef UNARY
    default: return nullptr;
  }
}

Value operation_with_text(Thread& t, Ufunc f, Value text, Value a, Value b) {
  if (is_equality(f) || (f == Ufunc::add && text == a)) return kNotImplemented;
  if (const char* symbol = comparison_symbol(f)) {
    return raise_type_error("'%s' not supported between instances of 'numpy.ndarray' and '%s'", symbol, type_name(text));
  }
  Value inputs[2] = {a, b};
  return ufunc_call(t, f, inputs, nullptr);
}

// a op b, one of which is the scalar and one `other`.
template <Ufunc f>
Value operation(Thread& t, Value scalar, Value other, Value a, Value b) {
  if (f == Ufunc::multiply && is_repeatable(other)) return repeat_sequence(t, other, scalar);
  if (lacks_operation(f, scalar) || (is_equality(f) && other.is_none())) return kNotImplemented;
  switch (operand_kind(other)) {
    case OperandKind::kArray: return scalar_operation<f>(t, a, b);
    case OperandKind::kText: return operation_with_text(t, f, other, a, b);
    case OperandKind::kDeferred: return kNotImplemented;
    case OperandKind::kObject: return operation_on_objects(t, f, a, b);
  }
  __builtin_unreachable();
}
template <Ufunc f>
Value binary(Thread& t, Value* args) {
  return operation<f>(t, args[0], args[1], args[0], args[1]);
}
template <Ufunc f>
Value reflected(Thread& t, Value* args) {
  return operation<f>(t, args[0], args[1], args[1], args[0]);
}
// Overflows: the one integer whose negative does not fit, and every unsigned one but 0.
template <Ufunc f>
Value unary(Thread& t, Value* args) {
  DType d = dtype_of(args[0]);
  if ((f == Ufunc::negative || f == Ufunc::absolute) && is_integer(d)) {
    bool is_unsigned = dtype_info(d).kind == 'u';
    int64_t v = args[0].as<PyScalar>()->i;
    bool over = is_unsigned ? f == Ufunc::negative && v != 0 : v == -(int64_t{1} << (dtype_bytes(d) * 8 - 2)) * 2;
    if (over) {
      raise_float_flag(FE_OVERFLOW);
      if (!report_float_errors(t, scalar_operation_name(f))) return kNull;
    }
  }
  return ufunc_call(t, f, args, nullptr);
}
Value quotient_and_remainder(Thread& t, Value a, Value b) {
  auto fits = [](Value v) { return is_array_operand(v) && !is_beyond_integers(v); };
  if (!fits(a) || !fits(b)) {
    return raise_type_error("ufunc 'divmod' not supported for the input types, and the inputs could not be safely coerced to any "
                            "supported types according to the casting rule ''safe''");
  }
  if (is_array(a) || is_array(b)) {
    Value inputs[2] = {a, b};
    Value items[2] = {ufunc_call(t, Ufunc::floor_divide, inputs, nullptr), kNull};
    if (items[0]) items[1] = ufunc_call(t, Ufunc::remainder, inputs, nullptr);
    PyTuple* tuple = items[1] ? tuple_from(items, 2) : nullptr;
    return tuple ? Value(&tuple->header) : kNull;
  }
  Value items[2] = {general_operation(t, Ufunc::floor_divide, a, b, "scalar divmod"), kNull};
  if (items[0]) items[1] = general_operation(t, Ufunc::remainder, a, b, "scalar divmod");
  PyTuple* tuple = items[1] ? tuple_from(items, 2) : nullptr;
  return tuple ? Value(&tuple->header) : kNull;
}
Value scalar_divmod(Thread& t, Value* args) {
  if (lacks_operation(Ufunc::remainder, args[0])) return kNotImplemented;
  return quotient_and_remainder(t, args[0], args[1]);
}
Value scalar_rdivmod(Thread& t, Value* args) {
  if (lacks_operation(Ufunc::remainder, args[0])) return kNotImplemented;
  return quotient_and_remainder(t, args[1], args[0]);
}
Value scalar_matmul(Thread& t, Value* args) {
  return is_array_operand(args[1]) ? array_matmul(t, args[0], args[1]) : kNotImplemented;
}
Value scalar_rmatmul(Thread& t, Value* args) {
  return is_array_operand(args[1]) ? array_matmul(t, args[1], args[0]) : kNotImplemented;
}

Value scalar_bool(Thread&, Value* args) {
  bool truth;
  DType d = kept_dtype(dtype_of(args[0]));
  convert(DType::kBool, &truth, 0, d, args[0].as<PyScalar>()->raw, 0, 1);
  return Value::from_bool(truth);
}
Value scalar_int(Thread& t, Value* args) {
  Value v = plain(args[0]);
  if (v.is_double()) return int_from_double(t, v.as_double());
  return v ? object_call_args(t, Value(&type_int->header), v) : kNull;
}
Value scalar_float(Thread& t, Value* args) {
  Value v = plain(args[0]);
  return v ? object_call_args(t, Value(&type_float->header), v) : kNull;
}
Value scalar_complex(Thread& t, Value* args) {
  Value v = plain(args[0]);
  return v ? object_call_args(t, Value(&type_complex->header), v) : kNull;
}
Value scalar_index(Thread&, Value* args) {
  DType d = dtype_of(args[0]);
  if (!is_integer(d)) return raise_type_error("'%s' object cannot be interpreted as an integer", type_name(args[0]));
  return plain(args[0]);
}
Value scalar_hash(Thread& t, Value* args) {
  int64_t h = object_hash(t, plain(args[0]));
  return h == -1 && error_pending() ? kNull : int_from_int64(h);
}
Value scalar_str(Thread&, Value* args) {
  PyStr* s;
  DType d = dtype_of(args[0]);
  if (d == DType::kComplex128) {
    PyStr* text = object_repr(current_thread(), plain(args[0]));
    return text ? Value(&text->header) : kNull;
  }
  s = scalar_text(d, args[0].as<PyScalar>()->raw);
  return s ? Value(&s->header) : kNull;
}
Value scalar_format(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("format spec must be str");
  return object_format(t, plain(args[0]), as_str(args[1]));
}
Value scalar_round(Thread& t, Value* args) {
  DType d = dtype_of(args[0]);
  if (args[1].is_none() && (is_floating(d) || is_integer(d))) {
    Value v = plain(args[0]);
    return object_call_method(t, v, str_intern("__round__"), nullptr, 0);
  }
  Value decimals = args[1].is_none() ? Value::from_small_int(0) : args[1];
  return array_round(t, args[0], decimals, kNull);
}
Value scalar_round_method(Thread& t, Value* args) { return array_round(t, args[0], args[1], args[2]); }
Value scalar_getitem(Thread& t, Value* args) {
  bool whole = (type_of(args[1])->flags & kTypeTuple) && as_tuple(args[1])->length == 0;
  if (whole) return args[0];
  if (args[1] != kEllipsis && !args[1].is_none() && !(type_of(args[1])->flags & kTypeTuple)) {
    return raise_error(exc::IndexError, "invalid index to scalar variable.");
  }
  PyNdArray* a = array_from(t, args[0], nullptr);
  return a ? array_get_item(t, a, args[1]) : kNull;
}
Value scalar_array(Thread& t, Value* args) { return value_of(array_from(t, args[0], nullptr)); }
Value scalar_reduce(Thread& t, Value* args) {
  Value items[2] = {Value(&type_of(args[0])->header), kNull};
  Value inner = plain(args[0]);
  PyTuple* arguments = inner ? tuple_from(&inner, 1) : nullptr;
  if (!arguments) return kNull;
  items[1] = Value(&arguments->header);
  PyTuple* pair = tuple_from(items, 2);
  return pair ? Value(&pair->header) : kNull;
}
Value scalar_itself(Thread&, Value* args) { return args[0]; }

// Methods that arrays have: a 0-d array answers.
const char* const kForwarded[] = {"reshape", "ravel", "flatten", "squeeze", "transpose", "argmax", "argmin", "argsort", "cumsum",
                                  "cumprod", "sum", "prod", "min", "max", "mean", "std", "var", "any", "all", "ptp", "clip",
                                  "view", "tobytes", "nonzero", "repeat", "dot", "take", "searchsorted", "swapaxes", "sort",
                                  "diagonal", "trace", "fill", "put", "compress", "choose", "byteswap", "setflags"};
template <int kIndex>
Value forwarded(Thread& t, Value* args) {
  PyNdArray* a = array_from(t, args[0], nullptr);
  Value method = a ? object_get_attr(t, Value(&a->header), str_intern(kForwarded[kIndex])) : kNull;
  return method ? object_call_tuple(t, method, as_tuple(args[1]), as_dict(args[2])) : kNull;
}
#define FORWARD(index, name) {name "(self, /, *args, **kwargs)", forwarded<index>}
Value scalar_item(Thread&, Value* args) { return plain(args[0]); }
Value scalar_tolist(Thread&, Value* args) { return plain(args[0]); }
Value get_dtype(Thread&, Value* args) { return dtype_object(dtype_of(args[0])); }
Value get_itemsize(Thread&, Value* args) { return Value::from_small_int(static_cast<int64_t>(dtype_bytes(dtype_of(args[0])))); }
Value get_zero(Thread&, Value*) { return Value::from_small_int(0); }
Value get_one(Thread&, Value*) { return Value::from_small_int(1); }
Value get_shape(Thread&, Value*) { return Value(&tuple_empty()->header); }
Value get_real(Thread&, Value* args) {
  DType d = dtype_of(args[0]);
  if (!is_complex(d)) return args[0];
  return scalar_from(d == DType::kComplex64 ? DType::kFloat32 : DType::kFloat64, args[0].as<PyScalar>()->raw);
}
Value get_imag(Thread&, Value* args) {
  DType d = dtype_of(args[0]);
  alignas(16) static const uint8_t kZero[16] = {};
  if (!is_complex(d)) return scalar_from(d, kZero);
  DType part = d == DType::kComplex64 ? DType::kFloat32 : DType::kFloat64;
  return scalar_from(part, args[0].as<PyScalar>()->raw + dtype_bytes(part));
}
Value scalar_astype(Thread& t, Value* args) {
  DType d;
  if (!dtype_argument(t, args[1], &d)) return kNull;
  PyNdArray* a = array_from(t, args[0], nullptr);
  Value converted = a ? array_convert(t, a, d, 'C', Casting::kUnsafe, true) : kNull;
  return converted ? array_or_scalar(as_array(converted)) : kNull;
}
Value scalar_conj(Thread& t, Value* args) { return ufunc_call(t, Ufunc::conjugate, args, nullptr); }
Value scalar_is_integer(Thread&, Value* args) {
  Value v = plain(args[0]);
  return Value::from_bool(!v.is_double() || std::floor(v.as_double()) == v.as_double());
}

const NativeDef kGenericMethods[] = {
    {"__new__(cls, value=<absent>, /)", scalar_make},
#define ARITHMETIC(name, f, op) \
  {"__" #name "__(self, value, /)", binary<Ufunc::f>}, {"__r" #name "__(self, value, /)", reflected<Ufunc::f>},
#define COMPARISON(name, f, op) {"__" #name "__(self, value, /)", binary<Ufunc::f>},
#define UNARY(name, f) {"__" #name "__(self, /)", unary<Ufunc::f>},
#include "stdlib/numpy/operators.def"
#undef ARITHMETIC
#undef COMPARISON
#undef UNARY
    {"__pow__(self, value, mod=None, /)", binary<Ufunc::power>},
    {"__rpow__(self, value, mod=None, /)", reflected<Ufunc::power>},
    {"__divmod__(self, value, /)", scalar_divmod},
    {"__rdivmod__(self, value, /)", scalar_rdivmod},
    {"__matmul__(self, value, /)", scalar_matmul},
    {"__rmatmul__(self, value, /)", scalar_rmatmul},
    {"__hash__(self, /)", scalar_hash, kEffectReads},
    {"__bool__(self, /)", scalar_bool, kEffectPure},
    {"__int__(self, /)", scalar_int},
    {"__float__(self, /)", scalar_float},
    {"__complex__(self, /)", scalar_complex},
    {"__index__(self, /)", scalar_index, kEffectMayRaise},
    {"__repr__(self, /)", scalar_str, kEffectAllocates},
    {"__str__(self, /)", scalar_str, kEffectAllocates},
    {"__format__(self, spec, /)", scalar_format},
    {"__round__(self, ndigits=None, /)", scalar_round},
    {"item(self, /)", scalar_item, kEffectAllocates},
    {"tolist(self, /)", scalar_tolist, kEffectAllocates},
    {"astype(self, dtype, order='K', casting='unsafe', subok=True, copy=True)", scalar_astype},
    {"conj(self, /)", scalar_conj},
    {"conjugate(self, /)", scalar_conj},
    {"is_integer(self, /)", scalar_is_integer, kEffectPure},
    {"round(self, decimals=0, out=None)", scalar_round_method},
    {"copy(self, order='C')", scalar_itself},
    {"__copy__(self, /)", scalar_itself},
    {"__deepcopy__(self, memo, /)", scalar_itself},
    {"__getitem__(self, key, /)", scalar_getitem},
    {"__array__(self, dtype=None, /)", scalar_array},
    {"__reduce__(self, /)", scalar_reduce},
    {"@getset T", scalar_itself, kEffectPure},
    {"@getset strides", get_shape, kEffectReads},
    FORWARD(0, "reshape"),
    FORWARD(1, "ravel"),
    FORWARD(2, "flatten"),
    FORWARD(3, "squeeze"),
    FORWARD(4, "transpose"),
    FORWARD(5, "argmax"),
    FORWARD(6, "argmin"),
    FORWARD(7, "argsort"),
    FORWARD(8, "cumsum"),
    FORWARD(9, "cumprod"),
    FORWARD(10, "sum"),
    FORWARD(11, "prod"),
    FORWARD(12, "min"),
    FORWARD(13, "max"),
    FORWARD(14, "mean"),
    FORWARD(15, "std"),
    FORWARD(16, "var"),
    FORWARD(17, "any"),
    FORWARD(18, "all"),
    FORWARD(19, "ptp"),
    FORWARD(20, "clip"),
    FORWARD(21, "view"),
    FORWARD(22, "tobytes"),
    FORWARD(23, "nonzero"),
    FORWARD(24, "repeat"),
    FORWARD(25, "dot"),
    FORWARD(26, "take"),
    FORWARD(27, "searchsorted"),
    FORWARD(28, "swapaxes"),
    FORWARD(29, "sort"),
    FORWARD(30, "diagonal"),
    FORWARD(31, "trace"),
    FORWARD(32, "fill"),
    FORWARD(33, "put"),
    FORWARD(34, "compress"),
    FORWARD(35, "choose"),
    FORWARD(36, "byteswap"),
    FORWARD(37, "setflags"),
    {"@getset dtype", get_dtype, kEffectReads},
    {"@getset itemsize", get_itemsize, kEffectPure},
    {"@getset nbytes", get_itemsize, kEffectPure},
    {"@getset ndim", get_zero, kEffectPure},
    {"@getset size", get_one, kEffectPure},
    {"@getset shape", get_shape, kEffectReads},
    {"@getset real", get_real, kEffectAllocates},
    {"@getset imag", get_imag, kEffectAllocates},
    {},
};

const gc::Layout kScalarLayout{.bytes = sizeof(PyScalar), .leaf = true};
const TypeSpec kGenericSpec = {"numpy.generic", nullptr, kTypeBaseable, kScalarLayout, kGenericMethods, nullptr};

PyType* abstract(const char* name, PyType* base) {
  auto* spec = new TypeSpec{name, base, kTypeBaseable, kScalarLayout, nullptr, nullptr};
  return type_new_builtin(*spec);
}

// The scalar type proper comes first, then its Python base class where it has one (float64: float).
PyType* concrete(const char* name, PyType* abstract_base, PyType* python_base) {
  auto* spec = new TypeSpec{name, abstract_base, 0, kScalarLayout, nullptr, nullptr};
  if (python_base == type_float) spec->flags |= kTypeFloat;
  PyType* type = type_new_builtin(*spec);
  if (!python_base) return type;
  // MRO: the type, NumPy's abstract ones, float (or complex), object.
  PyTuple* old = type->mro;
  PyTuple* mro = tuple_new(old->length + 1);
  PYVM_CHECK(mro);
  for (int64_t i = 0; i < old->length - 1; i++) mro->items[i] = old->items[i];
  mro->items[old->length - 1] = Value(&python_base->header);
  mro->items[old->length] = old->items[old->length - 1];
  type_set_mro(type, mro);
  return type;
}

}  // namespace

void boot_scalars() {
  type_generic = type_new_builtin(kGenericSpec);
  PyType* number = abstract("numpy.number", type_generic);
  PyType* integer = abstract("numpy.integer", number);
  PyType* signed_type = abstract("numpy.signedinteger", integer);
  PyType* unsigned_type = abstract("numpy.unsignedinteger", integer);
  PyType* inexact = abstract("numpy.inexact", number);
  PyType* floating = abstract("numpy.floating", inexact);
  PyType* complexfloating = abstract("numpy.complexfloating", inexact);
  PyType* const all[] = {number, integer, signed_type, unsigned_type, inexact, floating, complexfloating};
  for (int i = 0; i < 7; i++) abstract_types[i] = all[i];
  static const char* const kNames[] = {"numpy.bool_",  "numpy.int8",    "numpy.uint8",   "numpy.int16",     "numpy.uint16",
                                       "numpy.int32",  "numpy.uint32",  "numpy.int64",   "numpy.uint64",    "numpy.float16",
                                       "numpy.float32", "numpy.float64", "numpy.complex64", "numpy.complex128"};
  for (int i = 0; i < kDTypes; i++) {
    auto d = static_cast<DType>(i);
    PyType* base = type_generic;
    switch (dtype_info(d).kind) {
      case 'i': base = signed_type; break;
      case 'u': base = unsigned_type; break;
      case 'f': base = floating; break;
      case 'c': base = complexfloating; break;
      default: break;
    }
    PyType* python = d == DType::kFloat64 ? type_float : d == DType::kComplex128 ? type_complex : nullptr;
    scalar_types[i] = concrete(kNames[i], base, python);
    scalar_layouts[i] = scalar_types[i]->root_shape->id();
  }
}

}  // namespace pyvm::np
