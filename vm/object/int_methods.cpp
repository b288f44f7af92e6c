// The methods of int and bool.
#include <cmath>

#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"
#include "vm/object/unicode.h"
#include "vm/object/warn.h"

namespace pyvm {

static Value tuple2(Value a, Value b) {
  if (!a || !b) return kNull;
  Value parts[] = {a, b};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

// ---- construction

bool ascii_number_text(PyStr* s, TextBuffer& out) {
  bool plain = true;
  for (uint64_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (c < 128) {
      out.append(unicode::is_space(c) ? ' ' : static_cast<char>(c));
    } else if (unicode::is_space(c)) {
      out.append(' ');
    } else if (int d = unicode::decimal(c); d >= 0) {
      out.append(static_cast<char>('0' + d));
    } else {
      out.append('?');
      plain = false;
    }
  }
  return plain;
}

static Value raise_bad_literal(Thread& t, Value source, int64_t base) {
  PyStr* s = object_repr(t, source);
  if (!s) return kNull;
  if (s->length > 200) s = str_substring(s, 0, 200);
  return s ? raise_value_error("invalid literal for int() with base %lld: %s", static_cast<long long>(base),
                               str_utf8(s).data())
           : kNull;
}

static Value int_from_text(Thread& t, Value source, int64_t base) {
  TextBuffer text;
  if (is_str(source)) ascii_number_text(as_str(source), text);
  else if (!buffer_append_bytes(t, source, text)) return kNull;
  Value r;
  if (!int_parse(t, text.view(), static_cast<int>(base), &r)) return kNull;
  return r ? r : raise_bad_literal(t, source, base);
}

static bool is_bytes_like(Value v) {
  return v.is_heap() && (is_exact_bytes(v) || type_is_subtype(type_of(v), type_bytes) || type_is_subtype(type_of(v), type_bytearray) ||
                         type_is_subtype(type_of(v), type_memoryview));
}

bool warn_of_int_subclass(Thread& t, const char* method, Value result) {
  return warn(t, exc::DeprecationWarning,
              str_format("%s returned non-int (type %.200s).  The ability to return an instance of a strict subclass of int is "
                         "deprecated, and may be removed in a future version of Python.", method, type_name(result)));
}

// int(x) of a number or text.
static Value int_from_object(Thread& t, Value v) {
  if (is_exact_int(v)) return v;
  if (v.is_bool()) return Value::from_small_int(v.is_true());
  if (v.is_double()) return int_from_double(t, v.as_double());
  if (is_exact_str(v)) return int_from_text(t, v, 10);
  PyType* type = type_of(v);
  Value args[2] = {v};
  if (Value method = type_lookup(type, names::d_int)) {
    Value r = call_special(t, method, args, 1);
    if (!r || is_exact_int(r)) return r;
    if (!is_int(r)) return raise_type_error("__int__ returned non-int (type %.200s)", type_name(r));
    return warn_of_int_subclass(t, "__int__", r) ? int_new_of(type_int, r) : kNull;
  }
  if (type_lookup(type, names::d_index)) return object_as_int(t, v);
  if (Value method = type_lookup(type, names::d_trunc)) {
    if (!warn(t, exc::DeprecationWarning, str_intern("The delegation of int() to __trunc__ is deprecated."))) return kNull;
    Value r = call_special(t, method, args, 1);
    if (!r || is_exact_int(r)) return r;
    if (is_int(r)) return int_new_of(type_int, r);
    if (type_lookup(type_of(r), names::d_index)) return object_as_int(t, r);
    return raise_type_error("__trunc__ returned non-Integral (type %.200s)", type_name(r));
  }
  if (is_str(v) || has_buffer(v)) return int_from_text(t, v, 10);
  return raise_type_error("int() argument must be a string, a bytes-like object or a real number, not '%.200s'", type_name(v));
}

static Value int_make(Thread& t, Value* args) {
  PyType* type = args[0].as<PyType>();
  Value x = args[1], base = args[2], r;
  if (!x) {
    if (base) return raise_type_error("int() missing string argument");
    r = Value::from_small_int(0);
  } else if (!base) {
    r = int_from_object(t, x);
  } else {
    int64_t b;
    if (!object_index(t, base, &b, true)) return kNull;
    if ((b != 0 && b < 2) || b > 36) return raise_value_error("int() base must be >= 2 and <= 36, or 0");
    if (!is_str(x) && !(is_bytes_like(x) && !type_is_subtype(type_of(x), type_memoryview))) {
      return raise_type_error("int() can't convert non-string with explicit base");
    }
    r = int_from_text(t, x, b);
  }
  if (!r || type == type_int) return r;
  return int_new_of(type, r);
}

// ---- operators

template <BinaryOp Op>
static Value int_operator(Thread& t, Value* args) {
  return is_int(args[1]) ? int_binary(t, Op, args[0], args[1]) : kNotImplemented;
}
template <BinaryOp Op>
static Value int_reflected(Thread& t, Value* args) {
  return is_int(args[1]) ? int_binary(t, Op, args[1], args[0]) : kNotImplemented;
}
template <CompareOp Op>
static Value int_compare_method(Thread&, Value* args) {
  return is_int(args[1]) ? Value::from_bool(compare_holds(int_compare(args[0], args[1]), Op)) : kNotImplemented;
}
static Value int_pow_method(Thread& t, Value* args) {
  if (!is_int(args[1])) return kNotImplemented;
  if (args[2].is_none()) return int_pow(t, args[0], args[1]);
  return is_int(args[2]) ? int_pow_mod(t, args[0], args[1], args[2]) : kNotImplemented;
}
static Value int_rpow_method(Thread& t, Value* args) {
  if (!is_int(args[1])) return kNotImplemented;
  if (args[2].is_none()) return int_pow(t, args[1], args[0]);
  return is_int(args[2]) ? int_pow_mod(t, args[1], args[0], args[2]) : kNotImplemented;
}

static Value int_self(Thread&, Value* args) { return int_new_of(type_int, args[0]); }
static Value int_repr_method(Thread& t, Value* args) { return text_value(int_to_str(t, args[0], 10)); }
static Value int_hash_method(Thread&, Value* args) { return int_from_int64(int_hash(args[0])); }
static Value int_neg_method(Thread& t, Value* args) { return int_neg(t, args[0]); }
static Value int_abs_method(Thread& t, Value* args) {
  return int_sign(args[0]) < 0 ? int_neg(t, args[0]) : int_new_of(type_int, args[0]);
}
static Value int_bool_method(Thread&, Value* args) { return Value::from_bool(int_sign(args[0]) != 0); }
static Value int_invert_method(Thread& t, Value* args) { return int_invert(t, args[0]); }
static Value int_float_method(Thread&, Value* args) {
  bool overflow;
  double d = int_to_double(args[0], &overflow);
  return overflow ? raise_error(exc::OverflowError, "int too large to convert to float") : Value::from_double(d);
}

// ---- methods

static Value int_round(Thread& t, Value* args) {
  if (!args[1]) return int_new_of(type_int, args[0]);
  Value digits = object_as_int(t, args[1]);
  if (!digits) return kNull;
  if (int_sign(digits) >= 0) return int_new_of(type_int, args[0]);
  // To a multiple of 10^n, ties to even: x - r or x + (m - r) with r = x mod m.
  Value exponent = int_neg(t, digits);
  int64_t e;
  if (!int_to_int64(exponent, &e) || e > IntView(args[0]).bits()) return Value::from_small_int(0);
  Value m = int_pow(t, Value::from_small_int(10), exponent);
  Value q, r;
  if (!m || !int_divmod(t, args[0], m, &q, &r)) return kNull;
  Value twice = int_add(t, r, r);
  if (!twice) return kNull;
  int order = int_compare(twice, m);
  IntView quotient(q);
  bool odd = quotient.n && (quotient.limbs[0] & 1);
  bool up = order > 0 || (order == 0 && odd);
  Value low = int_sub(t, args[0], r);
  return low && up ? int_add(t, low, m) : low;
}

static Value int_bit_length(Thread&, Value* args) { return Value::from_small_int(IntView(args[0]).bits()); }
static Value int_bit_count(Thread&, Value* args) {
  IntView v(args[0]);
  return Value::from_small_int(v.n ? static_cast<int64_t>(mpn_popcount(v.limbs, v.n)) : 0);
}
static Value int_as_ratio(Thread&, Value* args) { return tuple2(int_new_of(type_int, args[0]), Value::from_small_int(1)); }
static Value int_format(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %.200s", type_name(args[1]));
  if (as_str(args[1])->length == 0) return text_value(object_str(t, args[0]));
  return text_value(format_int(t, args[0], as_str(args[1])));
}
static Value int_getnewargs(Thread&, Value* args) {
  Value v = int_new_of(type_int, args[0]);
  PyTuple* r = v ? tuple_from(&v, 1) : nullptr;
  return r ? Value(&r->header) : kNull;
}
static Value int_sizeof(Thread&, Value* args) { return Value::from_small_int(24 + 8 * IntView(args[0]).n); }
static Value int_zero(Thread&, Value*) { return Value::from_small_int(0); }
static Value int_one(Thread&, Value*) { return Value::from_small_int(1); }

static bool byte_order(Value v, bool* little) {
  if (!is_str(v)) {
    (void)raise_type_error("to_bytes() argument 'byteorder' must be str, not %.200s", type_name(v));
    return false;
  }
  *little = str_is(as_str(v), "little");
  if (*little || str_is(as_str(v), "big")) return true;
  (void)raise_value_error("byteorder must be either 'little' or 'big'");
  return false;
}

static Value int_to_bytes(Thread& t, Value* args) {
  int64_t length;
  bool little;
  if (!object_index(t, args[1], &length) || !byte_order(args[2], &little)) return kNull;
  int is_signed = object_is_true(t, args[3]);
  if (is_signed < 0) return kNull;
  if (length < 0) return raise_value_error("length argument must be non-negative");
  IntView v(args[0]);
  if (v.negative && !is_signed) return raise_error(exc::OverflowError, "can't convert negative int to unsigned");
  int64_t bits = v.bits();
  if (is_signed) {   // one bit for the sign, but -2^k needs k only
    bool power = v.negative && mpn_scan1(v.limbs, 0) == static_cast<mp_bitcnt_t>(bits - 1);
    bits += !power;
    if (v.n == 0) bits = 0;
  }
  if ((bits + 7) / 8 > length) return raise_error(exc::OverflowError, "int too big to convert");
  PyBytes* result = bytes_new(static_cast<size_t>(length));
  if (!result) return kNull;
  uint8_t* out = result->data;
  bool borrow = v.negative;   // two's complement: invert and add one
  for (int64_t i = 0; i < length; i++) {
    uint64_t limb = i / 8 < v.n ? v.limbs[i / 8] : 0;
    auto byte = static_cast<uint8_t>(limb >> (i % 8 * 8));
    if (v.negative) {
      unsigned inverted = static_cast<unsigned>(static_cast<uint8_t>(~byte)) + borrow;
      borrow = inverted > 255;
      byte = static_cast<uint8_t>(inverted);
    }
    out[little ? i : length - 1 - i] = byte;
  }
  return Value(&result->header);
}

static Value int_from_bytes(Thread& t, Value* args) {
  bool little;
  if (!byte_order(args[2], &little)) return kNull;
  int is_signed = object_is_true(t, args[3]);
  if (is_signed < 0) return kNull;
  TextBuffer bytes;
  if (is_bytes_like(args[1])) {
    if (!buffer_append_bytes(t, args[1], bytes)) return kNull;
  } else {
    Value converted;
    if (Value method = type_lookup(type_of(args[1]), names::d_bytes)) {
      Value call[2] = {args[1]};
      converted = call_special(t, method, call, 1);
      if (converted && !is_bytes_like(converted)) {
        return raise_type_error("__bytes__ returned non-bytes (type %.200s)", type_name(converted));
      }
      if (!converted || !buffer_append_bytes(t, converted, bytes)) return kNull;
    } else if (is_str(args[1])) {
      return raise_type_error("cannot convert 'str' object to bytes");
    } else if (type_lookup(type_of(args[1]), names::d_iter) || type_lookup(type_of(args[1]), names::d_getitem)) {
      Value iterator = object_iter(t, args[1]);
      if (!iterator) return kNull;
      for (;;) {
        Value item = iter_next(t, iterator);
        if (item == kStop) break;
        int64_t byte;
        if (!item || !object_index(t, item, &byte)) return kNull;
        if (byte < 0 || byte > 255) return raise_value_error("bytes must be in range(0, 256)");
        bytes.append(static_cast<char>(byte));
      }
    } else if (!buffer_append_bytes(t, args[1], bytes)) {
      error_clear();
      return raise_type_error("cannot convert '%.200s' object to bytes", type_name(args[1]));
    }
  }
  size_t n = bytes.size();
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  auto at = [&](size_t i) { return data[little ? i : n - 1 - i]; };   // i-th from the least significant
  bool negative = is_signed && n && (at(n - 1) & 0x80);
  PyInt* r = int_allocate(static_cast<int64_t>(n / 8 + 1));
  if (!r) return kNull;
  bool carry = negative;
  for (size_t i = 0; i < n; i++) {
    unsigned byte = at(i);
    if (negative) {
      byte = static_cast<uint8_t>(~byte) + carry;
      carry = byte > 255;
      byte &= 255;
    }
    r->limbs[i / 8] |= uint64_t{byte} << (i % 8 * 8);
  }
  if (carry && negative) r->limbs[n / 8] |= uint64_t{1} << (n % 8 * 8);
  Value v = int_finish(r, static_cast<int64_t>(n / 8 + 1), negative);
  PyType* type = args[0].as<PyType>();
  return type == type_int ? v : object_call_args(t, args[0], v);
}

constexpr uint32_t kPureMethod = kEffectAllocates | kEffectMayRaise;

static const NativeDef kIntMethods[] = {
    {"__new__(cls, x=<absent>, /, base=<absent>)", int_make},
    {"__repr__(self, /)", int_repr_method, kPureMethod},
    {"__hash__(self, /)", int_hash_method, kEffectPure},
    {"__lt__(self, value, /)", int_compare_method<CompareOp::kLt>, kEffectPure},
    {"__le__(self, value, /)", int_compare_method<CompareOp::kLe>, kEffectPure},
    {"__eq__(self, value, /)", int_compare_method<CompareOp::kEq>, kEffectPure},
    {"__ne__(self, value, /)", int_compare_method<CompareOp::kNe>, kEffectPure},
    {"__gt__(self, value, /)", int_compare_method<CompareOp::kGt>, kEffectPure},
    {"__ge__(self, value, /)", int_compare_method<CompareOp::kGe>, kEffectPure},
    {"__add__(self, value, /)", int_operator<BinaryOp::kAdd>, kPureMethod},
    {"__radd__(self, value, /)", int_reflected<BinaryOp::kAdd>, kPureMethod},
    {"__sub__(self, value, /)", int_operator<BinaryOp::kSub>, kPureMethod},
    {"__rsub__(self, value, /)", int_reflected<BinaryOp::kSub>, kPureMethod},
    {"__mul__(self, value, /)", int_operator<BinaryOp::kMul>, kPureMethod},
    {"__rmul__(self, value, /)", int_reflected<BinaryOp::kMul>, kPureMethod},
    {"__mod__(self, value, /)", int_operator<BinaryOp::kMod>, kPureMethod},
    {"__rmod__(self, value, /)", int_reflected<BinaryOp::kMod>, kPureMethod},
    {"__divmod__(self, value, /)", int_operator<BinaryOp::kDivmod>, kPureMethod},
    {"__rdivmod__(self, value, /)", int_reflected<BinaryOp::kDivmod>, kPureMethod},
    {"__pow__(self, value, mod=None, /)", int_pow_method},
    {"__rpow__(self, value, mod=None, /)", int_rpow_method},
    {"__neg__(self, /)", int_neg_method, kPureMethod},
    {"__pos__(self, /)", int_self, kPureMethod},
    {"__abs__(self, /)", int_abs_method, kPureMethod},
    {"__bool__(self, /)", int_bool_method, kEffectPure},
    {"__invert__(self, /)", int_invert_method, kPureMethod},
    {"__lshift__(self, value, /)", int_operator<BinaryOp::kLShift>, kPureMethod},
    {"__rlshift__(self, value, /)", int_reflected<BinaryOp::kLShift>, kPureMethod},
    {"__rshift__(self, value, /)", int_operator<BinaryOp::kRShift>, kPureMethod},
    {"__rrshift__(self, value, /)", int_reflected<BinaryOp::kRShift>, kPureMethod},
    {"__and__(self, value, /)", int_operator<BinaryOp::kAnd>, kPureMethod},
    {"__rand__(self, value, /)", int_reflected<BinaryOp::kAnd>, kPureMethod},
    {"__xor__(self, value, /)", int_operator<BinaryOp::kXor>, kPureMethod},
    {"__rxor__(self, value, /)", int_reflected<BinaryOp::kXor>, kPureMethod},
    {"__or__(self, value, /)", int_operator<BinaryOp::kOr>, kPureMethod},
    {"__ror__(self, value, /)", int_reflected<BinaryOp::kOr>, kPureMethod},
    {"__int__(self, /)", int_self, kPureMethod},
    {"__float__(self, /)", int_float_method, kPureMethod},
    {"__floordiv__(self, value, /)", int_operator<BinaryOp::kFloorDiv>, kPureMethod},
    {"__rfloordiv__(self, value, /)", int_reflected<BinaryOp::kFloorDiv>, kPureMethod},
    {"__truediv__(self, value, /)", int_operator<BinaryOp::kTrueDiv>, kPureMethod},
    {"__rtruediv__(self, value, /)", int_reflected<BinaryOp::kTrueDiv>, kPureMethod},
    {"__index__(self, /)", int_self, kPureMethod},
    {"conjugate(self, /)", int_self, kPureMethod, "Returns self, the complex conjugate of any int."},
    {"bit_length(self, /)", int_bit_length, kEffectPure,
     "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"},
    {"bit_count(self, /)", int_bit_count, kEffectPure,
     "Number of ones in the binary representation of the absolute value of self."},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", int_to_bytes, kEffectAll,
     "Return an array of bytes representing an integer."},
    {"@classmethod from_bytes(type, /, bytes, byteorder='big', *, signed=False)", int_from_bytes, kEffectAll,
     "Return the integer represented by the given array of bytes."},
    {"as_integer_ratio(self, /)", int_as_ratio, kPureMethod,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original int\nand with a "
     "positive denominator."},
    {"__trunc__(self, /)", int_self, kPureMethod, "Truncating an Integral returns itself."},
    {"__floor__(self, /)", int_self, kPureMethod, "Flooring an Integral returns itself."},
    {"__ceil__(self, /)", int_self, kPureMethod, "Ceiling of an Integral returns itself."},
    {"__round__(self, ndigits=<absent>, /)", int_round, kEffectAll,
     "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."},
    {"__getnewargs__(self, /)", int_getnewargs, kPureMethod},
    {"__format__(self, format_spec, /)", int_format, kEffectAll, "Default object formatter."},
    {"__sizeof__(self, /)", int_sizeof, kEffectPure, "Returns size in memory, in bytes."},
    {"@getset real", int_self, kPureMethod, "the real part of a complex number"},
    {"@getset imag", int_zero, kEffectPure, "the imaginary part of a complex number"},
    {"@getset numerator", int_self, kPureMethod, "the numerator of a rational number in lowest terms"},
    {"@getset denominator", int_one, kEffectPure, "the denominator of a rational number in lowest terms"},
    {}};

// ---- bool

static Value bool_make(Thread& t, Value* args) { return bool_or_error(object_is_true(t, args[1])); }
static Value bool_repr(Thread&, Value* args) { return text_value(str_intern(args[0].is_true() ? "True" : "False")); }

template <BinaryOp Op>
static Value bool_operator(Thread& t, Value* args) {
  return is_int(args[1]) ? int_binary(t, Op, args[0], args[1]) : kNotImplemented;
}

static const NativeDef kBoolMethods[] = {
    {"__new__(cls, x=False, /)", bool_make},
    {"__repr__(self, /)", bool_repr, kEffectPure},
    {"__and__(self, value, /)", bool_operator<BinaryOp::kAnd>, kPureMethod},
    {"__rand__(self, value, /)", bool_operator<BinaryOp::kAnd>, kPureMethod},
    {"__xor__(self, value, /)", bool_operator<BinaryOp::kXor>, kPureMethod},
    {"__rxor__(self, value, /)", bool_operator<BinaryOp::kXor>, kPureMethod},
    {"__or__(self, value, /)", bool_operator<BinaryOp::kOr>, kPureMethod},
    {"__ror__(self, value, /)", bool_operator<BinaryOp::kOr>, kPureMethod},
    {}};

static size_t int_size(const HeapObject* h) {
  int64_t n = reinterpret_cast<const PyInt*>(h)->size;
  return sizeof(PyInt) + static_cast<size_t>(n < 0 ? -n : n) * 8;
}

static const TypeSpec kIntSpec = {
    .name = "int",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeInt,
    .native = {.size_of = int_size, .bytes = sizeof(PyInt), .leaf = true},
    .methods = kIntMethods,
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no "
           "arguments\nare given.  If x is a number, return x.__int__().  For floating point\nnumbers, this truncates "
           "towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray "
           "instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be "
           "surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the "
           "base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
};

void boot_int() {
  type_init_builtin(type_int, kIntSpec);
  static const TypeSpec kBoolSpec = {
      .name = "bool",
      .base = type_int,
      .flags = 0,
      .native = {},
      .methods = kBoolMethods,
      .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are "
             "the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be "
             "subclassed.",
  };
  type_init_builtin(type_bool, kBoolSpec);
}

}  // namespace pyvm
