// __format__ of the builtin types, and the replacement fields of f-strings.
#include "vm/object/format.h"

#include <climits>
#include <cmath>

#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/float.h"
#include "vm/object/float_format.h"
#include "vm/object/format_spec.h"
#include "vm/object/int.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"

namespace pyvm {

// ---- str --------------------------------------------------------------------------------------------------------

PyStr* format_str(Thread&, PyStr* s, PyStr* text) {
  FormatSpec spec;
  if (!parse_format_spec(text, Value(&s->header), 's', '<', &spec)) return nullptr;
  if (spec.type != 's') return raise_unknown_format_code(spec.type, Value(&s->header));
  if (spec.sign == ' ') return raise_value_error("Space not allowed in string format specifier");
  if (spec.sign) return raise_value_error("Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    return raise_value_error("Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) return raise_value_error("Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return raise_value_error("'=' alignment not allowed in string format specifier");
  size_t length = s->length;
  if (spec.precision >= 0 && static_cast<size_t>(spec.precision) < length) length = static_cast<size_t>(spec.precision);
  if (spec.width <= static_cast<int64_t>(length)) return str_substring(s, 0, length);
  StrBuilder out;
  layout_text(spec, '<', s, length, out);
  return out.finish();
}

// ---- float ------------------------------------------------------------------------------------------------------

namespace {

bool check_precision(const FormatSpec& spec) {
  return spec.precision <= INT_MAX || raise_value_error("precision too big");
}

// The code and precision that float_format() takes, for a spec of a float or a part of a complex.
struct FloatStyle {
  char code;
  int precision;
  unsigned flags;
  bool percent = false, locale = false;
};

FloatStyle float_style(const FormatSpec& spec, uint32_t type, bool add_dot_zero) {
  FloatStyle style{static_cast<char>(type), 6, spec.alternate ? kFloatAlternate : 0u};
  if (spec.no_negative_zero) style.flags |= kFloatNoNegativeZero;
  if (type == 0) {
    style.code = 'r';
    if (add_dot_zero) style.flags |= kFloatAddDotZero;
  } else if (type == 'n') {
    style.code = 'g';
    style.locale = true;
  } else if (type == '%') {
    style.code = 'f';
    style.percent = true;
  }
  if (spec.precision >= 0) {
    style.precision = static_cast<int>(spec.precision);
    if (style.code == 'r') style.code = 'g';
  }
  return style;
}

PyStr* format_double(double d, Value object, const FormatSpec& spec) {
  switch (spec.type) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': case '%': break;
    default: return raise_unknown_format_code(spec.type, object);
  }
  if (!check_precision(spec)) return nullptr;
  FloatStyle style = float_style(spec, spec.type, true);
  TextBuffer text;
  float_format(style.percent ? d * 100 : d, style.code, style.precision, style.flags, text);
  StrBuilder out;
  layout_number(spec, text.view(), "", style.percent ? "%" : "", grouping_for(spec, style.locale), out);
  return out.finish();
}

}  // namespace

PyStr* format_float(Thread&, Value v, PyStr* text) {
  FormatSpec spec;
  if (!parse_format_spec(text, v, 0, '>', &spec)) return nullptr;
  return format_double(float_value(v), v, spec);
}

// ---- complex ----------------------------------------------------------------------------------------------------

PyStr* format_complex(Thread&, Value v, PyStr* text) {
  FormatSpec spec;
  if (!parse_format_spec(text, v, 0, '>', &spec)) return nullptr;
  switch (spec.type) {
    case 0: case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'n': break;
    default: return raise_unknown_format_code(spec.type, v);
  }
  if (!check_precision(spec)) return nullptr;
  if (spec.fill == '0') return raise_value_error("Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return raise_value_error("'=' alignment flag is not allowed in complex format specifier");
  auto* c = v.as<PyComplex>();
  bool skip_real = spec.type == 0 && c->real == 0.0 && !std::signbit(c->real);
  bool parentheses = spec.type == 0 && !skip_real;
  FloatStyle style = float_style(spec, spec.type, false);
  Grouping grouping = grouping_for(spec, style.locale);
  FormatSpec part = spec;
  part.width = -1;
  part.align = '<';
  part.fill = ' ';
  StrBuilder inner;
  TextBuffer digits;
  if (parentheses) inner.append('(');
  if (!skip_real) {
    float_format(c->real, style.code, style.precision, style.flags, digits);
    layout_number(part, digits.view(), "", "", grouping, inner);
    part.sign = '+';
    digits.clear();
  }
  float_format(c->imag, style.code, style.precision, style.flags, digits);
  layout_number(part, digits.view(), "", "j", grouping, inner);
  if (parentheses) inner.append(')');
  PyStr* all = inner.finish();
  if (!all || spec.width <= static_cast<int64_t>(all->length)) return all;
  StrBuilder out;
  layout_text(spec, '>', all, all->length, out);
  return out.finish();
}

// ---- int --------------------------------------------------------------------------------------------------------

namespace {

PyStr* format_int_char(Value v, FormatSpec& spec) {
  if (spec.sign) return raise_value_error("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) {
    return raise_value_error("Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t code;
  if (!int_to_int64(v, &code)) return raise_error(exc::OverflowError, "Python int too large to convert to C long");
  if (code < 0 || code > 0x10FFFF) return raise_error(exc::OverflowError, "%%c arg not in range(0x110000)");
  PyStr* c = str_from_char(static_cast<uint32_t>(code));
  if (!c) return nullptr;
  if (spec.align == '=') spec.align = '>';   // no digits: all padding comes before
  StrBuilder out;
  layout_text(spec, '>', c, 1, out);
  return out.finish();
}

PyStr* format_int_digits(Thread& t, Value v, const FormatSpec& spec) {
  int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : (spec.type | 32) == 'x' ? 16 : 10;
  const char* prefixes[] = {"0b", "0o", "0x", "0X", ""};
  int prefix = spec.type == 'b' ? 0 : spec.type == 'o' ? 1 : spec.type == 'x' ? 2 : spec.type == 'X' ? 3 : 4;
  TextBuffer text;
  if (!int_append_text(t, v, base, text)) return nullptr;
  if (spec.type == 'X') {
    for (size_t i = 0; i < text.size(); i++) {
      char& c = text.data()[i];
      if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 32);
    }
  }
  StrBuilder out;
  layout_number(spec, text.view(), spec.alternate ? prefixes[prefix] : "", "",
                grouping_for(spec, spec.type == 'n', base == 10 ? 3 : 4), out);
  return out.finish();
}

}  // namespace

PyStr* format_int(Thread& t, Value v, PyStr* text) {
  FormatSpec spec;
  if (!parse_format_spec(text, v, 'd', '>', &spec)) return nullptr;
  switch (spec.type) {
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': {
      bool overflow = false;
      double d = int_to_double(v, &overflow);
      if (overflow) return raise_error(exc::OverflowError, "int too large to convert to float");
      return format_double(d, v, spec);
    }
    case 'b': case 'c': case 'd': case 'o': case 'x': case 'X': case 'n': break;
    default: return raise_unknown_format_code(spec.type, v);
  }
  if (spec.precision >= 0) return raise_value_error("Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) {
    return raise_value_error("Negative zero coercion (z) not allowed in integer format specifier");
  }
  return spec.type == 'c' ? format_int_char(v, spec) : format_int_digits(t, v, spec);
}

// ---- f-strings --------------------------------------------------------------------------------------------------

Value format_value(Thread& t, Value v, int conversion, Value spec) {
  if (conversion) {
    PyStr* s = conversion == 1 ? object_str(t, v) : conversion == 2 ? object_repr(t, v) : object_ascii(t, v);
    if (!s) return kNull;
    v = Value(&s->header);
  }
  PyStr* text = spec ? as_str(spec) : nullptr;
  bool plain = !text || text->length == 0;
  PyStr* r;
  if (is_exact_str(v)) {
    if (plain) return v;
    r = format_str(t, as_str(v), text);
  } else if (is_exact_int(v)) {
    r = plain ? int_to_str(t, v, 10) : format_int(t, v, text);
  } else if (v.is_double()) {
    r = plain ? float_repr(v.as_double()) : format_float(t, v, text);
  } else {
    return object_format(t, v, text ? text : str_empty());
  }
  return r ? Value(&r->header) : kNull;
}

}  // namespace pyvm
