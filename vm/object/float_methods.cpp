// The methods of float.
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/buffer.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/float_format.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/int_limbs.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"

namespace pyvm {

bool ascii_number_text(PyStr* s, TextBuffer& out);   // int_methods.cpp

PyStr* float_repr(double d) {
  TextBuffer text;
  float_format(d, 'r', 0, kFloatAddDotZero, text);
  return str_from_latin1(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

static Value float_new_of(PyType* type, double d) {
  if (type == type_float) return Value::from_double(d);
  auto* f = allocate_instance_of<PyFloatObject>(type);
  if (!f) return kNull;
  f->value = d;
  return Value(&f->header);
}

// float("nan") makes a new object each time, as is to be seen in sets and in comparisons of lists: every one gets bits of
// its own (any NaN with the quiet bit and a positive sign is a valid Value).
static Value distinct_nan() {
  static uint64_t count = 0;
  count = (count + 1) & ((uint64_t{1} << 40) - 1);
  return Value::from_bits(uint64_t{0x7FF8000000000000} + count + Value::kDoubleOffset);
}

static Value float_from_text(Thread& t, Value source, std::string_view text) {
  double d;
  if (float_parse(text, &d)) return std::isnan(d) ? distinct_nan() : Value::from_double(d);
  PyStr* s = object_repr(t, source);
  return s ? raise_value_error("could not convert string to float: %s", str_utf8(s).data()) : kNull;
}

static Value float_from_object(Thread& t, Value v) {
  if (v.is_double()) return v;
  TextBuffer text;
  if (is_exact_str(v) || (is_str(v) && !type_lookup(type_of(v), names::d_float))) {
    ascii_number_text(as_str(v), text);
    return float_from_text(t, v, text.view());
  }
  PyType* type = type_of(v);
  if (is_int(v) || type_lookup(type, names::d_float) || type_lookup(type, names::d_index)) {
    double d;
    if (is_float(v)) {
      Value method = type_lookup(type, names::d_float);
      if (method == type_lookup(type_float, names::d_float)) return Value::from_double(float_value(v));
      Value args[2] = {v};
      Value r = call_special(t, method, args, 1);
      return r && float_result(t, v, r, &d) ? Value::from_double(d) : kNull;
    }
    return number_as_double(t, v, &d) ? Value::from_double(d) : kNull;
  }
  if (v.is_heap() && buffer_append_bytes(t, v, text)) return float_from_text(t, v, text.view());
  error_clear();
  return raise_type_error("float() argument must be a string or a real number, not '%.200s'", type_name(v));
}

static Value float_make(Thread& t, Value* args) {
  Value r = args[1] ? float_from_object(t, args[1]) : Value::from_double(0.0);
  if (!r || args[0] == Value(&type_float->header)) return r;
  return float_new_of(args[0].as<PyType>(), r.as_double());
}

// The other operand as a double: 1, 0 not a number, -1 exception pending.
static int operand(Value v, double* out) {
  if (is_float(v)) {
    *out = float_value(v);
    return 1;
  }
  if (!is_int(v)) return 0;
  bool overflow;
  *out = int_to_double(v, &overflow);
  if (!overflow) return 1;
  (void)raise_error(exc::OverflowError, "int too large to convert to float");
  return -1;
}

template <BinaryOp Op>
static Value float_operator(Thread& t, Value* args) {
  double b;
  int r = operand(args[1], &b);
  return r > 0 ? float_binary(t, Op, float_value(args[0]), b) : r ? kNull : kNotImplemented;
}
template <BinaryOp Op>
static Value float_reflected(Thread& t, Value* args) {
  double b;
  int r = operand(args[1], &b);
  return r > 0 ? float_binary(t, Op, b, float_value(args[0])) : r ? kNull : kNotImplemented;
}
template <BinaryOp Op, bool Reflected>
static Value float_power(Thread& t, Value* args) {
  if (!args[2].is_none()) return raise_type_error("pow() 3rd argument not allowed unless all arguments are integers");
  return Reflected ? float_reflected<Op>(t, args) : float_operator<Op>(t, args);
}
template <CompareOp Op>
static Value float_compare(Thread&, Value* args) {
  return is_int(args[1]) || is_float(args[1]) ? Value::from_bool(number_compare(args[0], args[1], Op)) : kNotImplemented;
}

static double self(Value* args) { return float_value(args[0]); }
static Value float_repr_method(Thread&, Value* args) { return text_value(float_repr(self(args))); }
static Value float_hash_method(Thread&, Value* args) { return int_from_int64(float_hash(self(args))); }
static Value float_neg(Thread&, Value* args) { return Value::from_double(-self(args)); }
static Value float_self(Thread&, Value* args) { return Value::from_double(self(args)); }
static Value float_abs(Thread&, Value* args) { return Value::from_double(std::fabs(self(args))); }
static Value float_bool(Thread&, Value* args) { return Value::from_bool(self(args) != 0); }
static Value float_trunc(Thread& t, Value* args) { return int_from_double(t, self(args)); }
static Value float_floor(Thread& t, Value* args) { return int_from_double(t, std::floor(self(args))); }
static Value float_ceil(Thread& t, Value* args) { return int_from_double(t, std::ceil(self(args))); }
static Value float_zero(Thread&, Value*) { return Value::from_double(0.0); }
static Value float_is_integer(Thread&, Value* args) {
  double d = self(args);
  return Value::from_bool(std::isfinite(d) && std::floor(d) == d);
}

// Decimal rounding: the exact decimal expansion rounded half to even at `digits` is what correctly rounded 'f' (or
// 'e' for negative digits) text gives.
static Value round_to(double d, int64_t digits) {
  constexpr int64_t kMaxDigits = (DBL_MANT_DIG - DBL_MIN_EXP) * 30103 / 100000;
  constexpr int64_t kMinDigits = -((DBL_MAX_EXP + 1) * 30103 / 100000);
  if (!std::isfinite(d) || digits > kMaxDigits) return Value::from_double(d);
  if (digits < kMinDigits) return Value::from_double(0.0 * d);
  TextBuffer text;
  if (digits >= 0) {
    float_format(d, 'f', static_cast<int>(digits), 0, text);
  } else {
    // Round the integer part: digits before the point, exact.
    double whole = std::fabs(d);
    TextBuffer integer;
    float_format(whole, 'f', 0, 0, integer);
    // Exact digits of the truncated value decide; the fraction breaks ties.
    double truncated = std::trunc(whole);
    integer.clear();
    float_format(truncated, 'f', 0, 0, integer);
    auto n = static_cast<int64_t>(integer.size());
    int64_t keep = n + digits;
    if (keep < 0) return Value::from_double(0.0 * d);
    std::string_view all = integer.view();
    std::string_view rest = all.substr(static_cast<size_t>(keep));
    bool above = rest[0] > '5', tie = rest[0] == '5';
    for (size_t i = 1; i < rest.size() && tie; i++) {
      if (rest[i] != '0') tie = false, above = true;
    }
    if (tie && truncated != whole) tie = false, above = true;
    bool odd = keep > 0 && ((all[static_cast<size_t>(keep) - 1] - '0') & 1);
    bool up = above || (tie && odd);
    TextBuffer kept;
    kept.append('0');
    kept.append(all.substr(0, static_cast<size_t>(keep)));
    if (up) {
      for (size_t i = kept.size(); i-- > 0;) {
        if (kept.data()[i] != '9') {
          kept.data()[i]++;
          break;
        }
        kept.data()[i] = '0';
      }
    }
    if (std::signbit(d)) text.append('-');
    text.append(kept.view());
    for (int64_t i = 0; i < -digits; i++) text.append('0');
  }
  double r;
  if (!float_parse(text.view(), &r)) return raise_memory_error();
  if (std::isinf(r)) return raise_error(exc::OverflowError, "rounded value too large to represent");
  return Value::from_double(r);
}

static Value float_round(Thread& t, Value* args) {
  double d = self(args);
  if (!args[1] || args[1].is_none()) return int_from_double(t, std::nearbyint(d));
  int64_t digits;
  if (!object_index(t, args[1], &digits, true)) return kNull;
  return round_to(d, digits);
}

static Value float_as_ratio(Thread& t, Value* args) {
  double d = self(args);
  if (std::isinf(d)) return raise_error(exc::OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(d)) return raise_value_error("cannot convert NaN to integer ratio");
  int exponent;
  double fraction = std::frexp(d, &exponent);
  for (int i = 0; i < 300 && fraction != std::floor(fraction); i++) {
    fraction *= 2;
    exponent--;
  }
  Value numerator = int_from_double(t, fraction), denominator = Value::from_small_int(1);
  Value shift = Value::from_small_int(exponent < 0 ? -exponent : exponent);
  if (exponent > 0) numerator = int_lshift(t, numerator, shift);
  else denominator = int_lshift(t, denominator, shift);
  if (!numerator || !denominator) return kNull;
  Value parts[] = {numerator, denominator};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}

static Value float_hex(Thread&, Value* args) {
  double d = self(args);
  if (!std::isfinite(d)) return text_value(float_repr(d));
  uint64_t bits = std::bit_cast<uint64_t>(d);
  const char* sign = bits >> 63 ? "-" : "";
  int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  uint64_t mantissa = bits & ((uint64_t{1} << 52) - 1);
  if (exponent == 0 && mantissa == 0) return text_value(str_format("%s0x0.0p+0", sign));
  int lead = exponent != 0;
  int power = exponent ? exponent - 1023 : -1022;
  return text_value(str_format("%s0x%d.%013llxp%+d", sign, lead, static_cast<unsigned long long>(mantissa), power));
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Parses [sign]["0x"]digits["." digits]["p"[sign]digits] and rounds half to even. 1, 0 syntax, -1 too large.
static int parse_hex(std::string_view s, double* out) {
  size_t i = 0;
  bool negative = false;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) negative = s[i++] == '-';
  auto word = [&](const char* w) {
    size_t n = std::strlen(w);
    if (s.size() - i != n) return false;
    for (size_t k = 0; k < n; k++) {
      if ((s[i + k] | 0x20) != w[k]) return false;
    }
    return true;
  };
  if (word("inf") || word("infinity")) {
    *out = negative ? -HUGE_VAL : HUGE_VAL;
    return 1;
  }
  if (word("nan")) {
    *out = NAN;
    return 1;
  }
  if (i + 1 < s.size() && s[i] == '0' && (s[i + 1] | 0x20) == 'x') i += 2;
  uint64_t mantissa = 0;
  int64_t exponent = 0;
  bool digits = false, point = false, sticky = false;
  for (; i < s.size(); i++) {
    if (s[i] == '.' && !point) {
      point = true;
      continue;
    }
    int d = hex_digit(s[i]);
    if (d < 0) break;
    digits = true;
    if (mantissa >> 60) {   // full: later digits only matter for rounding
      sticky |= d != 0;
      if (!point) exponent += 4;
    } else {
      mantissa = mantissa << 4 | static_cast<unsigned>(d);
      if (point) exponent -= 4;
    }
  }
  if (!digits) return 0;
  if (i < s.size() && (s[i] | 0x20) == 'p') {
    i++;
    bool minus = false;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) minus = s[i++] == '-';
    if (i == s.size()) return 0;
    int64_t e = 0;
    for (; i < s.size(); i++) {
      if (s[i] < '0' || s[i] > '9') return 0;
      if (e < 1000000000) e = e * 10 + (s[i] - '0');
    }
    exponent += minus ? -e : e;
  }
  if (i != s.size()) return 0;
  double d = 0;
  if (mantissa) {
    int top = 64 - __builtin_clzll(mantissa);
    int64_t high = exponent + top;    // value in [2^(high-1), 2^high)
    if (high > 1024) return -1;
    int64_t keep = high < -1021 ? 53 - (-1021 - high) : 53;
    if (keep >= 0) {
      int64_t drop = top - keep;
      if (drop > 0) {
        uint64_t kept = drop >= 64 ? 0 : mantissa >> drop;
        bool half = drop <= 64 && (mantissa >> (drop - 1) & 1);
        bool rest = sticky || (drop > 1 && (mantissa & ((uint64_t{1} << (drop - 1)) - 1)));
        if (half && (rest || (kept & 1))) kept++;
        d = std::ldexp(static_cast<double>(kept), static_cast<int>(exponent + drop));
      } else {
        d = std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
      }
    }
    if (std::isinf(d)) return -1;
  }
  *out = negative ? -d : d;
  return 1;
}

static Value float_fromhex(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("fromhex() argument must be str, not %.200s", type_name(args[1]));
  TextBuffer buffer;
  str_append_utf8(as_str(args[1]), buffer);
  std::string_view text = buffer.view();
  auto blank = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  double d;
  int r = parse_hex(text, &d);
  if (r == 0) return raise_value_error("invalid hexadecimal floating-point string");
  if (r < 0) return raise_error(exc::OverflowError, "hexadecimal value too large to represent as a float");
  return args[0] == Value(&type_float->header) ? Value::from_double(d) : object_call_args(t, args[0], Value::from_double(d));
}

static Value float_format_method(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %.200s", type_name(args[1]));
  if (as_str(args[1])->length == 0) return text_value(object_str(t, args[0]));
  return text_value(format_float(t, args[0], as_str(args[1])));
}
static Value float_getnewargs(Thread&, Value* args) {
  Value v = Value::from_double(self(args));
  PyTuple* r = tuple_from(&v, 1);
  return r ? Value(&r->header) : kNull;
}
static Value float_getformat(Thread&, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__getformat__() argument must be str, not %s", type_name(args[1]));
  if (str_is(as_str(args[1]), "double") || str_is(as_str(args[1]), "float")) {
    return text_value(str_intern("IEEE, little-endian"));
  }
  return raise_value_error("__getformat__() argument 1 must be 'double' or 'float'");
}

constexpr uint32_t kPureMethod = kEffectAllocates | kEffectMayRaise;

static const NativeDef kFloatMethods[] = {
    {"__new__(cls, x=<absent>, /)", float_make},
    {"__repr__(self, /)", float_repr_method, kPureMethod},
    {"__hash__(self, /)", float_hash_method, kEffectPure},
    {"__lt__(self, value, /)", float_compare<CompareOp::kLt>, kEffectPure},
    {"__le__(self, value, /)", float_compare<CompareOp::kLe>, kEffectPure},
    {"__eq__(self, value, /)", float_compare<CompareOp::kEq>, kEffectPure},
    {"__ne__(self, value, /)", float_compare<CompareOp::kNe>, kEffectPure},
    {"__gt__(self, value, /)", float_compare<CompareOp::kGt>, kEffectPure},
    {"__ge__(self, value, /)", float_compare<CompareOp::kGe>, kEffectPure},
    {"__add__(self, value, /)", float_operator<BinaryOp::kAdd>, kPureMethod},
    {"__radd__(self, value, /)", float_reflected<BinaryOp::kAdd>, kPureMethod},
    {"__sub__(self, value, /)", float_operator<BinaryOp::kSub>, kPureMethod},
    {"__rsub__(self, value, /)", float_reflected<BinaryOp::kSub>, kPureMethod},
    {"__mul__(self, value, /)", float_operator<BinaryOp::kMul>, kPureMethod},
    {"__rmul__(self, value, /)", float_reflected<BinaryOp::kMul>, kPureMethod},
    {"__mod__(self, value, /)", float_operator<BinaryOp::kMod>, kPureMethod},
    {"__rmod__(self, value, /)", float_reflected<BinaryOp::kMod>, kPureMethod},
    {"__divmod__(self, value, /)", float_operator<BinaryOp::kDivmod>, kPureMethod},
    {"__rdivmod__(self, value, /)", float_reflected<BinaryOp::kDivmod>, kPureMethod},
    {"__pow__(self, value, mod=None, /)", float_power<BinaryOp::kPow, false>, kPureMethod},
    {"__rpow__(self, value, mod=None, /)", float_power<BinaryOp::kPow, true>, kPureMethod},
    {"__neg__(self, /)", float_neg, kEffectPure},
    {"__pos__(self, /)", float_self, kEffectPure},
    {"__abs__(self, /)", float_abs, kEffectPure},
    {"__bool__(self, /)", float_bool, kEffectPure},
    {"__int__(self, /)", float_trunc, kPureMethod},
    {"__float__(self, /)", float_self, kEffectPure},
    {"__floordiv__(self, value, /)", float_operator<BinaryOp::kFloorDiv>, kPureMethod},
    {"__rfloordiv__(self, value, /)", float_reflected<BinaryOp::kFloorDiv>, kPureMethod},
    {"__truediv__(self, value, /)", float_operator<BinaryOp::kTrueDiv>, kPureMethod},
    {"__rtruediv__(self, value, /)", float_reflected<BinaryOp::kTrueDiv>, kPureMethod},
    {"@classmethod fromhex(type, string, /)", float_fromhex, kEffectAll,
     "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n"
     ">>> float.fromhex('-0x1p-1074')\n-5e-324"},
    {"hex(self, /)", float_hex, kPureMethod,
     "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n"
     ">>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'"},
    {"is_integer(self, /)", float_is_integer, kEffectPure, "Return True if the float is an integer."},
    {"conjugate(self, /)", float_self, kEffectPure, "Return self, the complex conjugate of any float."},
    {"as_integer_ratio(self, /)", float_as_ratio, kPureMethod,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original float\nand with a "
     "positive denominator.\n\nRaise OverflowError on infinities and a ValueError on NaNs."},
    {"__trunc__(self, /)", float_trunc, kPureMethod, "Return the Integral closest to x between 0 and x."},
    {"__floor__(self, /)", float_floor, kPureMethod, "Return the floor as an Integral."},
    {"__ceil__(self, /)", float_ceil, kPureMethod, "Return the ceiling as an Integral."},
    {"__round__(self, ndigits=None, /)", float_round, kEffectAll,
     "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in "
     "round(x, ndigits)."},
    {"__getnewargs__(self, /)", float_getnewargs, kPureMethod},
    {"@classmethod __getformat__(type, typestr, /)", float_getformat, kPureMethod, "You probably don't want to use this function."},
    {"__format__(self, format_spec, /)", float_format_method, kEffectAll, "Formats the float according to format_spec."},
    {"@getset real", float_self, kEffectPure, "the real part of a complex number"},
    {"@getset imag", float_zero, kEffectPure, "the imaginary part of a complex number"},
    {}};

static const TypeSpec kFloatSpec = {
    .name = "float",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeFloat,
    .native = {.bytes = sizeof(PyFloatObject), .leaf = true},
    .methods = kFloatMethods,
    .doc = "(x=0, /)\n--\n\n"
           "Convert a string or number to a floating point number, if possible.",
};

void boot_float() { type_init_builtin(type_float, kFloatSpec); }

}  // namespace pyvm
