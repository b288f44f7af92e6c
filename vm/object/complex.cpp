// complex: arithmetic, text and methods.
#include "vm/object/complex.h"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/float_format.h"
#include "vm/object/format.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/sequence.h"
#include "vm/object/special.h"

namespace pyvm {

bool ascii_number_text(PyStr* s, TextBuffer& out);   // int_methods.cpp

namespace {
struct Complex {
  double re, im;
};
}  // namespace

static Value make(Complex c) { return complex_new(c.re, c.im); }
static Complex get(Value v) { return {v.as<PyComplex>()->real, v.as<PyComplex>()->imag}; }
bool is_complex(Value v) { return is_exact_complex(v) || (v.is_heap() && type_is_subtype(type_of(v), type_complex)); }

// ---- arithmetic

// Smith's division: scaled by the larger component of the divisor.
static bool divide(Complex a, Complex b, Complex* r) {
  double abs_re = std::fabs(b.re), abs_im = std::fabs(b.im);
  if (abs_re >= abs_im) {
    if (abs_re == 0) return false;
    double ratio = b.im / b.re, denominator = b.re + b.im * ratio;
    *r = {(a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator};
  } else if (abs_im >= abs_re) {
    double ratio = b.re / b.im, denominator = b.re * ratio + b.im;
    *r = {(a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator};
  } else {
    *r = {NAN, NAN};
  }
  return true;
}

static Complex multiply(Complex a, Complex b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

static bool power_int(Complex base, int64_t n, Complex* r) {
  Complex result{1, 0}, square = base;
  for (uint64_t e = static_cast<uint64_t>(n < 0 ? -n : n); e; e >>= 1) {
    if (e & 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  if (n >= 0) {
    *r = result;
    return true;
  }
  return divide({1, 0}, result, r);
}

Value complex_pow(Thread&, double ar, double ai, double br, double bi) {
  Complex r;
  if (bi == 0 && br == std::floor(br) && std::fabs(br) <= 100) {
    if (!power_int({ar, ai}, static_cast<int64_t>(br), &r)) {
      return raise_error(exc::ZeroDivisionError, "0.0 to a negative or complex power");
    }
  } else if (ar == 0 && ai == 0) {
    if (bi != 0 || br < 0) return raise_error(exc::ZeroDivisionError, "0.0 to a negative or complex power");
    r = {0, 0};
  } else {
    double length = std::pow(std::hypot(ar, ai), br), angle = std::atan2(ai, ar), phase = angle * br;
    if (bi != 0) {
      length /= std::exp(angle * bi);
      phase += bi * std::log(std::hypot(ar, ai));
    }
    r = {length * std::cos(phase), length * std::sin(phase)};
  }
  if ((std::isinf(r.re) || std::isinf(r.im)) && std::isfinite(ar) && std::isfinite(ai) && std::isfinite(br) &&
      std::isfinite(bi)) {
    return raise_error(exc::OverflowError, "complex exponentiation");
  }
  return make(r);
}

// 1, 0: no number, -1: exception pending.
static int operand(Value v, Complex* out) {
  if (is_complex(v)) {
    *out = get(v);
    return 1;
  }
  out->im = 0;
  if (is_float(v)) {
    out->re = float_value(v);
    return 1;
  }
  if (!is_int(v)) return 0;
  bool overflow;
  out->re = int_to_double(v, &overflow);
  if (!overflow) return 1;
  (void)raise_error(exc::OverflowError, "int too large to convert to float");
  return -1;
}

static Value binary(Thread& t, BinaryOp op, Complex a, Complex b) {
  switch (op) {
    case BinaryOp::kAdd: return make({a.re + b.re, a.im + b.im});
    case BinaryOp::kSub: return make({a.re - b.re, a.im - b.im});
    case BinaryOp::kMul: return make(multiply(a, b));
    case BinaryOp::kPow: return complex_pow(t, a.re, a.im, b.re, b.im);
    default: {
      Complex r;
      return divide(a, b, &r) ? make(r) : raise_error(exc::ZeroDivisionError, "complex division by zero");
    }
  }
}

template <BinaryOp Op, bool Reflected>
static Value complex_operator(Thread& t, Value* args) {
  Complex b, a = get(args[0]);
  int r = operand(args[1], &b);
  if (r <= 0) return r ? kNull : kNotImplemented;
  return Reflected ? binary(t, Op, b, a) : binary(t, Op, a, b);
}
template <bool Reflected>
static Value complex_power(Thread& t, Value* args) {
  if (!args[2].is_none()) return raise_value_error("complex modulo");
  return complex_operator<BinaryOp::kPow, Reflected>(t, args);
}

template <CompareOp Op>
static Value complex_compare(Thread&, Value* args) {
  if (Op != CompareOp::kEq && Op != CompareOp::kNe) return kNotImplemented;
  Complex a = get(args[0]);
  bool equal;
  if (is_int(args[1])) {
    equal = a.im == 0 && int_compare_double(args[1], a.re) == 0;
  } else {
    Complex b;
    if (operand(args[1], &b) <= 0) return kNotImplemented;
    equal = a.re == b.re && a.im == b.im;
  }
  return Value::from_bool(equal == (Op == CompareOp::kEq));
}

// ---- text

static void append_part(double d, bool sign, TextBuffer& out) {
  if (sign && !std::signbit(d)) out.append('+');
  if (sign && std::isnan(d) && std::signbit(d)) out.append('+');
  float_format(d, 'r', 0, 0, out);
}

static Value complex_repr(Thread&, Value* args) {
  Complex c = get(args[0]);
  TextBuffer out;
  if (c.re == 0 && !std::signbit(c.re)) {
    append_part(c.im, false, out);
    out.append('j');
  } else {
    out.append('(');
    append_part(c.re, false, out);
    append_part(c.im, true, out);
    out.append("j)");
  }
  return text_value(str_from_latin1(reinterpret_cast<const uint8_t*>(out.data()), out.size()));
}

// The longest prefix of s[i..) that is a float; its end.
static size_t float_prefix(std::string_view s, size_t i, double* out) {
  size_t start = i;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) i++;
  size_t body = i;
  auto word = [&](const char* w) {
    size_t n = std::strlen(w);
    if (s.size() - body < n) return false;
    for (size_t k = 0; k < n; k++) {
      if ((s[body + k] | 0x20) != w[k]) return false;
    }
    i = body + n;
    return true;
  };
  if (!word("infinity") && !word("inf") && !word("nan")) {
    auto digits = [&] {
      size_t from = i;
      while (i < s.size() && ((s[i] >= '0' && s[i] <= '9') || s[i] == '_')) i++;
      return i > from;
    };
    bool any = digits();
    if (i < s.size() && s[i] == '.') {
      i++;
      any |= digits();
    }
    if (!any) return start;
    if (i < s.size() && (s[i] | 0x20) == 'e') {
      size_t mark = i++;
      if (i < s.size() && (s[i] == '+' || s[i] == '-')) i++;
      if (!digits()) i = mark;
    }
  }
  return float_parse(s.substr(start, i - start), out) ? i : start;
}

static bool complex_parse(std::string_view s, Complex* r) {
  auto blank = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  auto strip = [&] {
    while (!s.empty() && blank(s.front())) s.remove_prefix(1);
    while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  };
  strip();
  if (!s.empty() && s.front() == '(') {
    if (s.back() != ')' || s.size() < 2) return false;
    s = s.substr(1, s.size() - 2);
    strip();
  }
  *r = {0, 0};
  double first = 0;
  size_t i = float_prefix(s, 0, &first);
  auto at = [&](size_t k) { return k < s.size() ? s[k] : '\0'; };
  if (i == 0) {   // j, +j, -j
    first = at(0) == '-' ? -1.0 : 1.0;
    i = at(0) == '+' || at(0) == '-';
    if ((at(i) | 0x20) != 'j' || i + 1 != s.size()) return false;
    r->im = first;
    return true;
  }
  if ((at(i) | 0x20) == 'j') {
    r->im = first;
    return i + 1 == s.size();
  }
  r->re = first;
  if (i == s.size()) return true;
  if (at(i) != '+' && at(i) != '-') return false;
  double second = at(i) == '-' ? -1.0 : 1.0;
  size_t end = float_prefix(s, i, &second);
  if (end == i) end = i + 1;
  r->im = second;
  return (at(end) | 0x20) == 'j' && end + 1 == s.size();
}

// Underscores stand between two digits only.
static bool underscores_fine(std::string_view s) {
  auto digit = [&](size_t i) { return i < s.size() && s[i] >= '0' && s[i] <= '9'; };
  for (size_t i = 0; i < s.size(); i++) {
    if (s[i] == '_' && !(i > 0 && digit(i - 1) && digit(i + 1))) return false;
  }
  return true;
}

// ---- construction

// Asks __complex__. 1 with *out, 0: has none, -1: exception pending.
static int from_dunder(Thread& t, Value v, Complex* out) {
  Value method = v.is_heap() ? type_lookup(type_of(v), names::d_complex) : kNull;
  if (!method || is_exact_complex(v)) return 0;
  Value args[2] = {v};
  Value r = call_special(t, method, args, 1);
  if (!r) return -1;
  if (!is_complex(r)) {
    (void)raise_type_error("__complex__ returned non-complex (type %.200s)", type_name(r));
    return -1;
  }
  *out = get(r);
  return 1;
}

bool number_as_complex(Thread& t, Value v, double* real, double* imag) {
  Complex c{0, 0};
  int r = from_dunder(t, v, &c);
  if (r == 0) {
    if (is_complex(v)) c = get(v);
    else if (!number_as_double(t, v, &c.re)) r = -1;
  }
  *real = c.re;
  *imag = c.im;
  return r >= 0;
}

static bool is_number(Value v) {
  return is_complex(v) || is_float(v) || is_int(v) || type_lookup(type_of(v), names::d_complex) ||
         type_lookup(type_of(v), names::d_float) || type_lookup(type_of(v), names::d_index);
}

static Value complex_new_of(PyType* type, Complex c) {
  auto* r = allocate_instance_of<PyComplex>(type);
  if (!r) return kNull;
  r->real = c.re;
  r->imag = c.im;
  return Value(&r->header);
}

static Value complex_make(Thread& t, Value* args) {
  PyType* type = args[0].as<PyType>();
  Value real = args[1], imag = args[2];
  if (real && !imag && is_exact_complex(real) && type == type_complex) return real;
  if (real && is_str(real)) {
    if (imag) return raise_type_error("complex() can't take second arg if first is a string");
    TextBuffer text;
    ascii_number_text(as_str(real), text);
    Complex c;
    if (!underscores_fine(text.view())) {
      PyStr* s = object_repr(t, real);
      return s ? raise_value_error("could not convert string to complex: %s", str_utf8(s).data()) : kNull;
    }
    if (!complex_parse(text.view(), &c)) return raise_value_error("complex() arg is a malformed string");
    return complex_new_of(type, c);
  }
  if (imag && is_str(imag)) return raise_type_error("complex() second arg can't be a string");
  Complex a{0, 0}, b{0, 0};
  bool a_complex = false, b_complex = false;
  if (real) {
    if (!is_number(real)) {
      return raise_type_error("complex() first argument must be a string or a number, not '%.200s'", type_name(real));
    }
    int r = from_dunder(t, real, &a);
    if (r < 0) return kNull;
    if (r == 0) {
      a_complex = is_complex(real);
      if (a_complex) a = get(real);
      else if (!number_as_double(t, real, &a.re)) return kNull;
    } else {
      a_complex = true;
    }
  }
  if (imag) {
    if (!is_complex(imag) && !is_number(imag)) {
      return raise_type_error("complex() second argument must be a number, not '%.200s'", type_name(imag));
    }
    b_complex = is_complex(imag);
    if (b_complex) b = get(imag);
    else if (!number_as_double(t, imag, &b.re)) return kNull;
  }
  // real + imag * 1j, without creating negative zeros out of absent parts
  Complex c{a.re, b.re};
  if (b_complex) c.re -= b.im;
  if (a_complex) c.im += a.im;
  if (!imag && a_complex) c.im = a.im;
  return complex_new_of(type, c);
}

// ---- methods

static Value complex_hash(Thread&, Value* args) {
  Complex c = get(args[0]);
  uint64_t h = static_cast<uint64_t>(float_hash(c.re)) + 1000003u * static_cast<uint64_t>(float_hash(c.im));
  auto r = static_cast<int64_t>(h);
  return int_from_int64(r == -1 ? -2 : r);
}
static Value complex_neg(Thread&, Value* args) { return make({-get(args[0]).re, -get(args[0]).im}); }
static Value complex_pos(Thread&, Value* args) { return make(get(args[0])); }
static Value complex_abs(Thread&, Value* args) {
  Complex c = get(args[0]);
  double r = std::hypot(c.re, c.im);
  if (std::isinf(r) && std::isfinite(c.re) && std::isfinite(c.im)) {
    return raise_error(exc::OverflowError, "absolute value too large");
  }
  return Value::from_double(r);
}
static Value complex_bool(Thread&, Value* args) { return Value::from_bool(get(args[0]).re != 0 || get(args[0]).im != 0); }
static Value complex_conjugate(Thread&, Value* args) { return make({get(args[0]).re, -get(args[0]).im}); }
static Value complex_real(Thread&, Value* args) { return Value::from_double(get(args[0]).re); }
static Value complex_imag(Thread&, Value* args) { return Value::from_double(get(args[0]).im); }
static Value complex_getnewargs(Thread&, Value* args) {
  Value parts[] = {Value::from_double(get(args[0]).re), Value::from_double(get(args[0]).im)};
  PyTuple* r = tuple_from(parts, 2);
  return r ? Value(&r->header) : kNull;
}
static Value complex_format(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %.200s", type_name(args[1]));
  if (as_str(args[1])->length == 0) return text_value(object_str(t, args[0]));
  return text_value(format_complex(t, args[0], as_str(args[1])));
}

constexpr uint32_t kPureMethod = kEffectAllocates | kEffectMayRaise;

static const NativeDef kComplexMethods[] = {
    {"__new__(cls, real=<absent>, imag=<absent>)", complex_make},
    {"__repr__(self, /)", complex_repr, kPureMethod},
    {"__hash__(self, /)", complex_hash, kEffectPure},
    {"__lt__(self, value, /)", complex_compare<CompareOp::kLt>, kEffectPure},
    {"__le__(self, value, /)", complex_compare<CompareOp::kLe>, kEffectPure},
    {"__eq__(self, value, /)", complex_compare<CompareOp::kEq>, kEffectPure},
    {"__ne__(self, value, /)", complex_compare<CompareOp::kNe>, kEffectPure},
    {"__gt__(self, value, /)", complex_compare<CompareOp::kGt>, kEffectPure},
    {"__ge__(self, value, /)", complex_compare<CompareOp::kGe>, kEffectPure},
    {"__add__(self, value, /)", complex_operator<BinaryOp::kAdd, false>, kPureMethod},
    {"__radd__(self, value, /)", complex_operator<BinaryOp::kAdd, true>, kPureMethod},
    {"__sub__(self, value, /)", complex_operator<BinaryOp::kSub, false>, kPureMethod},
    {"__rsub__(self, value, /)", complex_operator<BinaryOp::kSub, true>, kPureMethod},
    {"__mul__(self, value, /)", complex_operator<BinaryOp::kMul, false>, kPureMethod},
    {"__rmul__(self, value, /)", complex_operator<BinaryOp::kMul, true>, kPureMethod},
    {"__pow__(self, value, mod=None, /)", complex_power<false>, kPureMethod},
    {"__rpow__(self, value, mod=None, /)", complex_power<true>, kPureMethod},
    {"__neg__(self, /)", complex_neg, kPureMethod},
    {"__pos__(self, /)", complex_pos, kPureMethod},
    {"__abs__(self, /)", complex_abs, kPureMethod},
    {"__bool__(self, /)", complex_bool, kEffectPure},
    {"__truediv__(self, value, /)", complex_operator<BinaryOp::kTrueDiv, false>, kPureMethod},
    {"__rtruediv__(self, value, /)", complex_operator<BinaryOp::kTrueDiv, true>, kPureMethod},
    {"conjugate(self, /)", complex_conjugate, kPureMethod,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"@method __complex__(self, /)", complex_pos, kPureMethod, "Convert this value to exact type complex."},
    {"__getnewargs__(self, /)", complex_getnewargs, kPureMethod},
    {"__format__(self, format_spec, /)", complex_format, kEffectAll, "Convert to a string according to format_spec."},
    {"@member real", complex_real, kEffectPure, "the real part of a complex number"},
    {"@member imag", complex_imag, kEffectPure, "the imaginary part of a complex number"},
    {}};

static const TypeSpec kComplexSpec = {
    .name = "complex",
    .base = nullptr,
    .flags = kTypeBaseable,
    .native = {.bytes = sizeof(PyComplex), .leaf = true},
    .methods = kComplexMethods,
    .doc = "(real=0, imag=0)\n--\n\n"
           "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + "
           "imag*1j) where imag defaults to 0.",
};

void boot_complex() { type_init_builtin(type_complex, kComplexSpec); }

}  // namespace pyvm
