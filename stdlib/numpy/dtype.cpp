#include "stdlib/numpy/dtype.h"

#include <cmath>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/ndarray.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
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
DType unsigned_of(size_t bytes) {
  return bytes <= 1 ? DType::kUint8 : bytes <= 2 ? DType::kUint16 : bytes <= 4 ? DType::kUint32 : DType::kUint64;
}

// Integers up to 16 bits fit the significand of a float32.
DType float_for(DType integer) {
  return integer == DType::kBool || dtype_bytes(integer) <= 2 ? DType::kFloat32 : DType::kFloat64;
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
  if (ca == 2) return other == DType::kFloat64 ? DType::kFloat64 : a;
  bool wide = a == DType::kComplex128 || other == DType::kFloat64 || other == DType::kComplex128;
  return wide ? DType::kComplex128 : DType::kComplex64;
}

DType min_scalar_type(Value v, DType own) {
  if (dtype_category(own) == 1) {
    int64_t i;
    uint64_t u;
    if (v.is_heap() && scalar_dtype(v, &own)) {
      i = v.as<PyScalar>()->i;
      if (!is_signed(own)) i = INT64_MAX;
      u = v.as<PyScalar>()->u;
      if (is_signed(own) && i < 0) {
        return i >= INT8_MIN ? DType::kInt8 : i >= INT16_MIN ? DType::kInt16 : i >= INT32_MIN ? DType::kInt32 : DType::kInt64;
      }
    } else if (int_to_int64(v, &i) && i < 0) {
      return i >= INT8_MIN ? DType::kInt8 : i >= INT16_MIN ? DType::kInt16 : i >= INT32_MIN ? DType::kInt32 : DType::kInt64;
    } else if (!int_to_uint64(v, &u)) {
      return own;
    }
    return unsigned_of(u <= UINT8_MAX ? 1 : u <= UINT16_MAX ? 2 : u <= UINT32_MAX ? 4 : 8);
  }
  // Without float16, float32 is the smallest float.
  if (own == DType::kFloat64) {
    double d = v.is_double() ? v.as_double() : is_float(v) ? float_value(v) : 0;
    return std::isfinite(d) && std::fabs(d) > 3.4e38 ? DType::kFloat64 : DType::kFloat32;
  }
  if (own == DType::kComplex128) return DType::kComplex64;
  return own;
}

bool can_cast_same_kind(DType from, DType to) {
  int cf = dtype_category(from), ct = dtype_category(to);
  return cf <= ct;
}

// ---- elements

namespace {

template <class To, class From>
To element_cast(From v) {
  if constexpr (std::is_same_v<To, From>) {
    return v;
  } else if constexpr (std::is_same_v<To, bool>) {
    return v != From{};
  } else if constexpr (std::is_same_v<From, std::complex<float>> || std::is_same_v<From, std::complex<double>>) {
    if constexpr (std::is_same_v<To, std::complex<float>> || std::is_same_v<To, std::complex<double>>) {
      using Part = typename To::value_type;
      return {static_cast<Part>(v.real()), static_cast<Part>(v.imag())};
    } else {
      return element_cast<To>(v.real());
    }
  } else if constexpr (std::is_same_v<To, std::complex<float>> || std::is_same_v<To, std::complex<double>>) {
    return {static_cast<typename To::value_type>(v), 0};
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    // Out of range is undefined in C++; NumPy on x86-64 gives the hardware's answer through int64.
    if (!(v >= -9.3e18 && v <= 1.9e19)) return static_cast<To>(INT64_MIN);
    if (v >= 9.2e18) return static_cast<To>(static_cast<uint64_t>(v));
    return static_cast<To>(static_cast<int64_t>(v));
  } else {
    return static_cast<To>(v);
  }
}

}  // namespace

void convert(DType to, void* out, int64_t out_stride, DType from, const void* in, int64_t in_stride, int64_t n) {
  dispatch(to, [&](auto to_zero) {
    using To = decltype(to_zero);
    dispatch(from, [&](auto from_zero) {
      using From = decltype(from_zero);
      auto* o = static_cast<char*>(out);
      auto* i = static_cast<const char*>(in);
      if (out_stride == sizeof(To) && in_stride == sizeof(From)) {
        auto* po = reinterpret_cast<To*>(o);
        auto* pi = reinterpret_cast<const From*>(i);
        for (int64_t k = 0; k < n; k++) po[k] = element_cast<To>(pi[k]);
        return;
      }
      for (int64_t k = 0; k < n; k++, o += out_stride, i += in_stride) {
        *reinterpret_cast<To*>(o) = element_cast<To>(*reinterpret_cast<const From*>(i));
      }
    });
  });
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
    } else if constexpr (std::is_floating_point_v<T>) {
      return Value::from_double(static_cast<double>(v));
    } else {
      return complex_new(static_cast<double>(v.real()), static_cast<double>(v.imag()));
    }
  });
}

Value scalar_from(DType d, const void* element) {
  HeapObject* object = instance_allocate(scalar_types[static_cast<int>(d)]);
  if (!object) return kNull;
  auto* s = reinterpret_cast<PyScalar*>(object);
  // Integers are kept widened, so that every reader may use the 64-bit member.
  if (is_integer(d)) {
    convert(dtype_info(d).kind == 'i' ? DType::kInt64 : DType::kUint64, &s->i, 8, d, element, 8, 1);
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

bool store_element(Thread& t, DType d, void* element, Value v) {
  DType own;
  if (is_array(v) && as_array(v)->size == 1) {
    convert(d, element, 0, as_array(v)->dtype, as_array(v)->data, 0, 1);
    return true;
  }
  if (!number_dtype(v, &own)) {
    double number;
    if (is_array(v)) return (void)raise_value_error("setting an array element with a sequence."), false;
    if (is_complex(d)) return (void)raise_type_error("must be real number, not %s", type_name(v)), false;
    if (is_integer(d)) {
      Value i = object_as_int(t, v);
      return i && store_element(t, d, element, i);
    }
    if (!number_as_double(t, v, &number)) return false;
    convert(d, element, 0, DType::kFloat64, &number, 0, 1);
    return true;
  }
  DType scalar;
  if (scalar_dtype(v, &scalar)) {
    DType kept = !is_integer(scalar) ? scalar : dtype_info(scalar).kind == 'i' ? DType::kInt64 : DType::kUint64;
    convert(d, element, 0, kept, v.as<PyScalar>()->raw, 0, 1);
    return true;
  }
  if (own == DType::kFloat64) {
    double x = float_value(v);
    if (is_integer(d) && !std::isfinite(x)) {
      if (std::isnan(x)) return (void)raise_value_error("cannot convert float NaN to integer"), false;
      return (void)raise_error(exc::OverflowError, "cannot convert float infinity to integer"), false;
    }
    convert(d, element, 0, own, &x, 0, 1);
  } else if (own == DType::kComplex128) {
    if (!is_complex(d)) return (void)raise_type_error("can't convert complex to %s", is_integer(d) ? "int" : "float"), false;
    double parts[2] = {v.as<PyComplex>()->real, v.as<PyComplex>()->imag};
    convert(d, element, 0, own, parts, 0, 1);
  } else if (own == DType::kBool) {
    bool b = v.is_true();
    convert(d, element, 0, own, &b, 0, 1);
  } else {
    int64_t i;
    uint64_t u;
    if (int_to_int64(v, &i)) {
      convert(d, element, 0, DType::kInt64, &i, 0, 1);
    } else if (int_to_uint64(v, &u) && (d == DType::kUint64 || !is_integer(d))) {
      convert(d, element, 0, DType::kUint64, &u, 0, 1);
    } else if (is_integer(d)) {
      return (void)raise_error(exc::OverflowError, "Python int too large to convert to C long"), false;
    } else {
      bool overflow = false;
      double x = int_to_double(v, &overflow);
      if (overflow) return (void)raise_error(exc::OverflowError, "int too large to convert to float"), false;
      convert(d, element, 0, DType::kFloat64, &x, 0, 1);
    }
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
      {"f4", DType::kFloat32},    {"f8", DType::kFloat64},    {"c8", DType::kComplex64},      {"c16", DType::kComplex128},
      {"b1", DType::kBool},       {"q", DType::kInt64},       {"Q", DType::kUint64},          {"p", DType::kInt64},
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
    (void)raise_type_error("data type '%s' not understood", type_name_of(type));
    return false;
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
  static const int kNumbers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15};
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
