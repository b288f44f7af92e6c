#include "stdlib/numpy/dtype.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "gc/heap.h"
#include "stdlib/numpy/casts.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

const DTypeInfo kDTypeInfos[kDTypes] = {
#define NPY_DTYPE(id, type, name, kind, character) {name, kind, character, sizeof(type)},
#include "vm/object/dtypes.def"
#undef NPY_DTYPE
};

PyType* type_dtype;
PyType* scalar_types[kDTypes];

namespace {

Value dtype_objects[kDTypes];

bool is_signed(DType d) { return dtype_info(d).kind == 'i'; }
DType signed_of(size_t bytes) {
  return bytes <= 1 ? DType::kInt8 : bytes <= 2 ? DType::kInt16 : bytes <= 4 ? DType::kInt32 : DType::kInt64;
}

// The float whose significand holds the integers of a type.
DType float_for(DType integer) {
  return dtype_bytes(integer) == 1 ? DType::kFloat16 : dtype_bytes(integer) == 2 ? DType::kFloat32 : DType::kFloat64;
}

}  // namespace

int dtype_category(DType d) {
  switch (dtype_info(d).kind) {
    case 'b': return 0;
    case 'i': case 'u': return 1;
    case 'f': return 2;
    default: return 3;
  }
}

DType promote(DType a, DType b) {
  if (a == b) return a;
  int ca = dtype_category(a), cb = dtype_category(b);
  if (ca < cb) {
    std::swap(a, b);
    std::swap(ca, cb);
  }
  if (cb == 0) return a;
  if (ca == 1) {
    size_t na = dtype_bytes(a), nb = dtype_bytes(b);
    if (is_signed(a) == is_signed(b)) return na >= nb ? a : b;
    DType s = is_signed(a) ? a : b, u = is_signed(a) ? b : a;
    if (dtype_bytes(s) > dtype_bytes(u)) return s;
    return dtype_bytes(u) == 8 ? DType::kFloat64 : signed_of(dtype_bytes(u) * 2);
  }
  DType other = cb == 1 ? float_for(b) : b;
  if (ca == 2) return other > a ? other : a;
  bool wide = a == DType::kComplex128 || other == DType::kFloat64 || other == DType::kComplex128;
  return wide ? DType::kComplex128 : DType::kComplex64;
}

namespace {

DType smallest_float(double magnitude) {
  if (!std::isfinite(magnitude) || magnitude < 65000) return DType::kFloat16;
  return magnitude < 3.4e38 ? DType::kFloat32 : DType::kFloat64;
}

// The value of an integer as sign and magnitude; false when it needs more than 64 bits.
bool integer_value(Value v, bool* negative, uint64_t* magnitude) {
  DType d;
  int64_t i;
  if (scalar_dtype(v, &d)) {
    *magnitude = v.as<PyScalar>()->u;
    *negative = is_signed(d) && v.as<PyScalar>()->i < 0;
    if (*negative) *magnitude = 0 - *magnitude;
    return true;
  }
  if (is_int(v) && int_to_int64(v, &i)) {
    *negative = i < 0;
    *magnitude = i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
    return true;
  }
  *negative = false;
  return is_int(v) && int_to_uint64(v, magnitude);
}

// Largest magnitude of a part.
double magnitude_of(Value v) {
  DType d;
  double parts[2] = {0, 0};
  if (v.is_double()) {
    parts[0] = v.as_double();
  } else if (scalar_dtype(v, &d)) {
    convert(DType::kComplex128, parts, 0, kept_dtype(d), v.as<PyScalar>()->raw, 0, 1);
  } else if (is_float(v)) {
    parts[0] = float_value(v);
  } else if (type_is_subtype(type_of(v), type_complex)) {
    parts[0] = v.as<PyComplex>()->real;
    parts[1] = v.as<PyComplex>()->imag;
  }
  return std::fmax(std::fabs(parts[0]), std::fabs(parts[1]));
}

}  // namespace

DType min_scalar_type(Value v, DType own) {
  switch (dtype_category(own)) {
    case 1: {
      bool negative;
      uint64_t m;
      if (!integer_value(v, &negative, &m)) return own;
      if (negative) {
        return m <= 1u << 7 ? DType::kInt8 : m <= 1u << 15 ? DType::kInt16 : m <= 1u << 31 ? DType::kInt32 : DType::kInt64;
      }
      return m <= UINT8_MAX ? DType::kUint8 : m <= UINT16_MAX ? DType::kUint16 : m <= UINT32_MAX ? DType::kUint32 : DType::kUint64;
    }
    case 2: return smallest_float(magnitude_of(v));
    case 3: return smallest_float(magnitude_of(v)) == DType::kFloat64 ? DType::kComplex128 : DType::kComplex64;
    default: return own;
  }
}

bool scalar_fits(Value v, DType own, DType to) {
  if (promote(min_scalar_type(v, own), to) == to) return true;
  // A small enough value that is not negative fits a signed type of the same size.
  bool negative;
  uint64_t m;
  if (dtype_category(own) != 1 || !is_signed(to) || !integer_value(v, &negative, &m) || negative) return false;
  return m >> (dtype_bytes(to) * 8 - 1) == 0;
}

bool can_cast(DType from, DType to, Casting casting) {
  if (from == to || casting == Casting::kUnsafe) return true;
  if (casting <= Casting::kEquiv) return false;
  if (promote(from, to) == to) return true;
  auto rank = [](DType d) {
    switch (dtype_info(d).kind) {
      case 'b': return 0;
      case 'u': return 1;
      case 'i': return 2;
      case 'f': return 3;
      default: return 4;
    }
  };
  return casting == Casting::kSameKind && rank(from) <= rank(to);
}

namespace {
const char* const kCastingNames[] = {"no", "equiv", "safe", "same_kind", "unsafe"};
}  // namespace

const char* casting_name(Casting casting) { return kCastingNames[static_cast<int>(casting)]; }

bool casting_argument(Thread&, Value v, Casting* out) {
  if (v.is_null()) return true;
  if (is_str(v)) {
    CText text(as_str(v));
    for (int i = 0; i < 5; i++) {
      if (!std::strcmp(text.c_str(), kCastingNames[i])) return *out = static_cast<Casting>(i), true;
    }
  }
  return raise_value_error("casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'");
}

// ---- elements

// Repeats the first of n elements, from a part that stays in the cache.
static void repeat_element(uint8_t* out, size_t item, int64_t n) {
  constexpr size_t kPart = 4096;
  size_t total = item * static_cast<size_t>(n);
  for (size_t done = item; done < total;) {
    size_t piece = std::min({done, kPart, total - done});
    std::memcpy(out + done, out, piece);
    done += piece;
  }
}

void convert(DType to, void* out, int64_t out_stride, DType from, const void* in, int64_t in_stride, int64_t n) {
  if (n >= 16 && out_stride == static_cast<int64_t>(dtype_bytes(to)) && in_stride == 0) {
    convert(to, out, 0, from, in, 0, 1);
    return repeat_element(static_cast<uint8_t*>(out), dtype_bytes(to), n);
  }
  if (n >= 16 && out_stride == static_cast<int64_t>(dtype_bytes(to)) && in_stride == static_cast<int64_t>(dtype_bytes(from))) {
    if (to == from) return (void)std::memmove(out, in, static_cast<size_t>(n) * dtype_bytes(to));
    if (simd_convert(to, out, from, in, n)) return;
  }
  static Cast casts[kDTypes][kDTypes];
  Cast& cast = casts[static_cast<int>(to)][static_cast<int>(from)];
  if (!cast) cast = cast_between(to, from);
  cast(out, out_stride, in, in_stride, n);
}

Value python_value(DType d, const void* element) {
  return dispatch(d, [&](auto zero) -> Value {
    using T = decltype(zero);
    T v;
    std::memcpy(&v, element, sizeof v);
    if constexpr (std::is_same_v<T, bool>) {
      return Value::from_bool(v);
    } else if constexpr (std::is_same_v<T, uint64_t>) {
      return int_from_uint64(v);
    } else if constexpr (std::is_integral_v<T>) {
      return int_from_int64(static_cast<int64_t>(v));
    } else if constexpr (std::is_same_v<T, Half>) {
      return Value::from_double(static_cast<float>(v));
    } else if constexpr (std::is_floating_point_v<T>) {
      return Value::from_double(static_cast<double>(v));
    } else {
      return complex_new(static_cast<double>(v.real()), static_cast<double>(v.imag()));
    }
  });
}

Value scalar_from(DType d, const void* from) {
  // Taken out first: the allocation may collect the array that the element is in.
  alignas(16) uint8_t element[16];
  std::memcpy(element, from, dtype_bytes(d));
  HeapObject* object = instance_allocate(scalar_types[static_cast<int>(d)]);
  if (!object) return kNull;
  auto* s = reinterpret_cast<PyScalar*>(object);
  // Integers are element widened, so that every reader may use the 64-bit member.
  if (is_integer(d)) {
    convert(kept_dtype(d), &s->i, 8, d, element, 8, 1);
  } else {
    std::memcpy(s->raw, element, dtype_bytes(d));
  }
  return Value(object);
}

bool scalar_dtype(Value v, DType* out) {
  if (!v.is_heap()) return false;
  PyType* type = type_of(v);
  for (int i = 0; i < kDTypes; i++) {
    if (type == scalar_types[i]) {
      *out = static_cast<DType>(i);
      return true;
    }
  }
  return false;
}

bool number_dtype(Value v, DType* out) {
  if (v.is_double()) return *out = DType::kFloat64, true;
  if (v.is_bool()) return *out = DType::kBool, true;
  if (v.is_small_int()) return *out = DType::kInt64, true;
  if (scalar_dtype(v, out)) return true;
  if (is_int(v)) {
    int64_t i;
    *out = int_to_int64(v, &i) ? DType::kInt64 : DType::kUint64;
    return true;
  }
  if (is_float(v)) return *out = DType::kFloat64, true;
  if (type_is_subtype(type_of(v), type_complex)) return *out = DType::kComplex128, true;
  return false;
}

namespace {

bool fail_too_large() {
  return raise_error(exc::OverflowError, "Python int too large to convert to C long");
}

bool store_int(Thread& t, DType d, void* element, Value v) {
  int64_t i;
  uint64_t u;
  if (int_to_int64(v, &i)) {
    convert(d, element, 0, DType::kInt64, &i, 0, 1);
    if (is_integer(d) && !scalar_fits(v, DType::kInt64, d)) {
      TextBuffer text;
      text.printf("NumPy will stop allowing conversion of out-of-bound Python integers to integer arrays.  The conversion of "
                  "%ld to %s will fail in the future.\nFor the old behavior, usually:\n    np.array(value).astype(dtype)`\n"
                  "will give the desired result (the cast overflows).", i, dtype_info(d).name);
      return warn(t, "DeprecationWarning", text.c_str());
    }
    return true;
  }
  if (int_to_uint64(v, &u) && (d == DType::kUint64 || !is_integer(d))) {
    convert(d, element, 0, DType::kUint64, &u, 0, 1);
    return true;
  }
  if (is_integer(d)) return fail_too_large();
  bool overflow = false;
  double x = int_to_double(v, &overflow);
  if (overflow) return raise_error(exc::OverflowError, "int too large to convert to float");
  convert(d, element, 0, DType::kFloat64, &x, 0, 1);
  return true;
}

// Texts are read as Python's own types read them; None is NaN.
bool store_other(Thread& t, DType d, void* element, Value v) {
  if (is_array(v) || (type_of(v)->flags & (kTypeList | kTypeTuple))) {
    return raise_value_error("setting an array element with a sequence.");
  }
  if (v.is_none() && dtype_category(d) >= 2) {
    double nan = NAN;
    convert(d, element, 0, DType::kFloat64, &nan, 0, 1);
    return true;
  }
  if (d == DType::kBool) {
    int truth = object_is_true(t, v);
    *static_cast<bool*>(element) = truth > 0;
    return truth >= 0;
  }
  PyType* python = is_integer(d) ? type_int : is_complex(d) ? type_complex : type_float;
  Value number = object_call_args(t, Value(&python->header), v);
  return number && store_element(t, d, element, number);
}

}  // namespace

bool store_element(Thread& t, DType d, void* element, Value v) {
  DType own;
  if (is_array(v) && as_array(v)->ndim == 0) {
    convert(d, element, 0, as_array(v)->dtype, as_array(v)->data, 0, 1);
    return true;
  }
  if (!number_dtype(v, &own)) return store_other(t, d, element, v);
  DType scalar;
  if (scalar_dtype(v, &scalar)) {
    if (is_complex(scalar) && !is_complex(d) && d != DType::kBool) {
      if (!warn(t, "ComplexWarning", "Casting complex values to real discards the imaginary part")) return false;
    }
    convert(d, element, 0, kept_dtype(scalar), v.as<PyScalar>()->raw, 0, 1);
    return true;
  }
  if (own == DType::kFloat64) {
    double x = float_value(v);
    if (is_integer(d) && !std::isfinite(x)) {
      if (std::isnan(x)) return raise_value_error("cannot convert float NaN to integer");
      return raise_error(exc::OverflowError, "cannot convert float infinity to integer");
    }
    convert(d, element, 0, own, &x, 0, 1);
  } else if (own == DType::kComplex128) {
    if (d == DType::kBool) {
      *static_cast<bool*>(element) = v.as<PyComplex>()->real != 0 || v.as<PyComplex>()->imag != 0;
      return true;
    }
    if (is_integer(d)) return raise_type_error("int() argument must be a string, a bytes-like object or a real number, not 'complex'");
    if (!is_complex(d)) return raise_type_error("float() argument must be a string or a real number, not 'complex'");
    double parts[2] = {v.as<PyComplex>()->real, v.as<PyComplex>()->imag};
    convert(d, element, 0, own, parts, 0, 1);
  } else if (own == DType::kBool) {
    bool b = v.is_true();
    convert(d, element, 0, own, &b, 0, 1);
  } else {
    return store_int(t, d, element, v);
  }
  return true;
}

// ---- numpy.dtype

Value dtype_object(DType d) { return dtype_objects[static_cast<int>(d)]; }

namespace {

bool dtype_by_name(std::string_view name, DType* out) {
  struct Alias {
    const char* name;
    DType id;
  };
  static const Alias kAliases[] = {
      {"int", DType::kInt64},     {"uint", DType::kUint64},   {"float", DType::kFloat64},     {"complex", DType::kComplex128},
      {"bool_", DType::kBool},    {"bool8", DType::kBool},    {"double", DType::kFloat64},    {"single", DType::kFloat32},
      {"intc", DType::kInt32},    {"intp", DType::kInt64},    {"longlong", DType::kInt64},    {"long", DType::kInt64},
      {"i1", DType::kInt8},       {"i2", DType::kInt16},      {"i4", DType::kInt32},          {"i8", DType::kInt64},
      {"u1", DType::kUint8},      {"u2", DType::kUint16},     {"u4", DType::kUint32},         {"u8", DType::kUint64},
      {"f2", DType::kFloat16},    {"half", DType::kFloat16},  {"f4", DType::kFloat32},    {"f8", DType::kFloat64},    {"c8", DType::kComplex64},      {"c16", DType::kComplex128},
      {"b1", DType::kBool},       {"q", DType::kInt64},       {"Q", DType::kUint64},          {"p", DType::kInt64},
      {"P", DType::kUint64},      {"byte", DType::kInt8},     {"ubyte", DType::kUint8},       {"short", DType::kInt16},
      {"ushort", DType::kUint16}, {"uintc", DType::kUint32},  {"uintp", DType::kUint64},      {"ulonglong", DType::kUint64},
      {"csingle", DType::kComplex64}, {"cdouble", DType::kComplex128}, {"int_", DType::kInt64},
      {"float_", DType::kFloat64},    {"complex_", DType::kComplex128}, {"singlecomplex", DType::kComplex64},
  };
  if (!name.empty() && (name[0] == '<' || name[0] == '=' || name[0] == '|')) name.remove_prefix(1);
  for (int i = 0; i < kDTypes; i++) {
    const DTypeInfo& info = kDTypeInfos[i];
    if (name == info.name || (name.size() == 1 && name[0] == info.character)) return *out = static_cast<DType>(i), true;
  }
  for (const Alias& a : kAliases) {
    if (name == a.name) return *out = a.id, true;
  }
  return false;
}

}  // namespace

bool dtype_argument(Thread& t, Value v, DType* out) {
  if (v.is_null() || v.is_none()) return *out = DType::kFloat64, true;
  if (type_of(v) == type_dtype) return *out = v.as<PyDType>()->id, true;
  if (type_of(v)->flags & kTypeType) {
    auto* type = v.as<PyType>();
    for (int i = 0; i < kDTypes; i++) {
      if (type == scalar_types[i]) return *out = static_cast<DType>(i), true;
    }
    if (type == type_float) return *out = DType::kFloat64, true;
    if (type == type_int) return *out = DType::kInt64, true;
    if (type == type_bool) return *out = DType::kBool, true;
    if (type == type_complex) return *out = DType::kComplex128, true;
    return raise_type_error("pyvm's numpy has no arrays of dtype '%s'", type_name_of(type));
  }
  if (is_str(v)) {
    TextBuffer name;
    str_append_utf8(as_str(v), name);
    if (dtype_by_name(name.view(), out)) return true;
    (void)raise_type_error("data type '%s' not understood", name.c_str());
    return false;
  }
  Value own = object_find_attr(t, v, str_intern("dtype"));
  if (own && type_of(own) == type_dtype) return *out = own.as<PyDType>()->id, true;
  if (!error_pending()) (void)raise_type_error("Cannot interpret '%s' as a data type", type_name(v));
  return false;
}

namespace {

DType id_of(Value* args) { return args[0].as<PyDType>()->id; }
const DTypeInfo& info_of(Value* args) { return dtype_info(id_of(args)); }

Value dtype_make(Thread& t, Value* args) {
  DType d;
  return dtype_argument(t, args[1], &d) ? dtype_object(d) : kNull;
}
Value dtype_repr(Thread&, Value* args) {
  PyStr* s = str_format("dtype('%s')", info_of(args).name);
  return s ? Value(&s->header) : kNull;
}
Value dtype_name(Thread&, Value* args) { return str_value(info_of(args).name); }
Value dtype_itemsize(Thread&, Value* args) { return Value::from_small_int(info_of(args).bytes); }
Value dtype_kind(Thread&, Value* args) { return str_value({&info_of(args).kind, 1}); }
Value dtype_char(Thread&, Value* args) { return str_value({&info_of(args).character, 1}); }
Value dtype_num(Thread&, Value* args) {
  static const int kNumbers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 23, 11, 12, 14, 15};
  return Value::from_small_int(kNumbers[static_cast<int>(id_of(args))]);
}
Value dtype_text(Thread&, Value* args) {
  const DTypeInfo& info = info_of(args);
  PyStr* s = str_format("%c%c%d", info.bytes == 1 ? '|' : '<', info.kind, info.bytes);
  return s ? Value(&s->header) : kNull;
}
Value dtype_byteorder(Thread&, Value* args) { return str_value(info_of(args).bytes == 1 ? "|" : "="); }
Value dtype_type(Thread&, Value* args) { return Value(&scalar_types[static_cast<int>(id_of(args))]->header); }
Value dtype_eq(Thread& t, Value* args) {
  DType other;
  if (!dtype_argument(t, args[1], &other)) {
    error_clear();
    return kFalse;
  }
  return Value::from_bool(!args[1].is_none() && other == id_of(args));
}
Value dtype_ne(Thread& t, Value* args) {
  Value equal = dtype_eq(t, args);
  return Value::from_bool(!equal.is_true());
}
// An order: whether one converts safely to the other.
template <bool kStrict, bool kReversed>
Value dtype_order(Thread& t, Value* args) {
  DType other, own = id_of(args);
  if (!dtype_argument(t, args[1], &other)) return kNull;
  DType from = kReversed ? other : own, to = kReversed ? own : other;
  return Value::from_bool(can_cast(from, to, Casting::kSafe) && !(kStrict && from == to));
}
Value dtype_none(Thread&, Value*) { return kNone; }
Value dtype_shape(Thread&, Value*) { return Value(&tuple_empty()->header); }
Value dtype_zero(Thread&, Value*) { return Value::from_small_int(0); }
Value dtype_true(Thread&, Value*) { return kTrue; }
Value dtype_false(Thread&, Value*) { return kFalse; }
Value dtype_self(Thread&, Value* args) { return args[0]; }
Value dtype_reduce(Thread&, Value* args) {
  Value name = str_value(info_of(args).name);
  PyTuple* inner = name ? tuple_from(&name, 1) : nullptr;
  Value items[2] = {Value(&type_dtype->header), inner ? Value(&inner->header) : kNull};
  PyTuple* pair = inner ? tuple_from(items, 2) : nullptr;
  return pair ? Value(&pair->header) : kNull;
}
Value dtype_hash(Thread&, Value* args) { return Value::from_small_int(7919 * (static_cast<int>(id_of(args)) + 1)); }

const NativeDef kDtypeMethods[] = {
    {"__new__(cls, dtype, align=False, copy=False)", dtype_make},
    {"__repr__(self, /)", dtype_repr, kEffectAllocates},
    {"__str__(self, /)", dtype_name, kEffectAllocates},
    {"__eq__(self, other, /)", dtype_eq},
    {"__ne__(self, other, /)", dtype_ne},
    {"__hash__(self, /)", dtype_hash, kEffectPure},
    {"@getset name", dtype_name, kEffectAllocates},
    {"@getset itemsize", dtype_itemsize, kEffectPure},
    {"@getset kind", dtype_kind, kEffectAllocates},
    {"@getset char", dtype_char, kEffectAllocates},
    {"@getset num", dtype_num, kEffectPure},
    {"@getset str", dtype_text, kEffectAllocates},
    {"@getset byteorder", dtype_byteorder, kEffectAllocates},
    {"@getset type", dtype_type, kEffectPure},
    {"__lt__(self, other, /)", dtype_order<true, false>},
    {"__le__(self, other, /)", dtype_order<false, false>},
    {"__gt__(self, other, /)", dtype_order<true, true>},
    {"__ge__(self, other, /)", dtype_order<false, true>},
    {"__reduce__(self, /)", dtype_reduce},
    {"newbyteorder(self, new_order='S', /)", dtype_self},
    {"@getset alignment", dtype_itemsize, kEffectPure},
    {"@getset names", dtype_none, kEffectPure},
    {"@getset fields", dtype_none, kEffectPure},
    {"@getset subdtype", dtype_none, kEffectPure},
    {"@getset metadata", dtype_none, kEffectPure},
    {"@getset base", dtype_self, kEffectPure},
    {"@getset shape", dtype_shape, kEffectReads},
    {"@getset ndim", dtype_zero, kEffectPure},
    {"@getset flags", dtype_zero, kEffectPure},
    {"@getset isnative", dtype_true, kEffectPure},
    {"@getset hasobject", dtype_false, kEffectPure},
    {"@getset isalignedstruct", dtype_false, kEffectPure},
    {},
};
const TypeSpec kDtypeSpec = {"numpy.dtype", nullptr, kTypeBaseable, {.bytes = sizeof(PyDType), .leaf = true}, kDtypeMethods,
                             nullptr};

}  // namespace

void boot_dtypes() {
  type_dtype = type_new_builtin(kDtypeSpec);
  for (int i = 0; i < kDTypes; i++) {
    HeapObject* object = instance_allocate(type_dtype);
    PYVM_CHECK(object);
    reinterpret_cast<PyDType*>(object)->id = static_cast<DType>(i);
    dtype_objects[i] = Value(object);
    gc::add_root(&dtype_objects[i]);
  }
}

}  // namespace pyvm::np
