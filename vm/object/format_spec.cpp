#include "vm/object/format_spec.h"

#include <climits>
#include <clocale>

#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"
#include "vm/object/unicode.h"

namespace pyvm {

namespace {

bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Digits from *i on; -1: none. False: ValueError pending.
bool parse_number(PyStr* text, size_t* i, int64_t* out) {
  int64_t value = 0;
  bool any = false;
  for (; *i < text->length; ++*i) {
    int digit = unicode::decimal(text->at(*i));
    if (digit < 0) break;
    any = true;
    if (value > (INT64_MAX - digit) / 10) return raise_value_error("Too many decimal digits in format string");
    value = value * 10 + digit;
  }
  *out = any ? value : -1;
  return true;
}

bool check_thousands(const FormatSpec& spec) {
  switch (spec.type) {
    case 'd': case 'e': case 'f': case 'g': case 'E': case 'G': case '%': case 'F': case 0: return true;
    case 'b': case 'o': case 'x': case 'X':
      if (spec.thousands == '_') return true;
      [[fallthrough]];
    default: break;
  }
  if (spec.type > 32 && spec.type < 128) {
    return raise_value_error("Cannot specify '%c' with '%c'.", static_cast<char>(spec.thousands),
                             static_cast<char>(spec.type));
  }
  return raise_value_error("Cannot specify '%c' with '\\x%x'.", static_cast<char>(spec.thousands), spec.type);
}

}  // namespace

bool parse_format_spec(PyStr* text, Value object, uint32_t default_type, uint32_t default_align, FormatSpec* out) {
  size_t i = 0, n = text->length;
  auto at = [&](size_t k) { return k < n ? text->at(k) : 0; };
  *out = FormatSpec{};
  out->align = default_align;
  out->type = default_type;
  bool fill_given = false;
  if (n >= 2 && is_align(at(1))) {
    out->fill = at(0);
    out->align = at(1);
    out->align_given = fill_given = true;
    i = 2;
  } else if (n >= 1 && is_align(at(0))) {
    out->align = at(0);
    out->align_given = true;
    i = 1;
  }
  if (at(i) == '+' || at(i) == '-' || at(i) == ' ') out->sign = at(i++);
  if (at(i) == 'z') out->no_negative_zero = true, i++;
  if (at(i) == '#') out->alternate = true, i++;
  if (!fill_given && at(i) == '0') {
    out->fill = '0';
    if (!out->align_given && default_align == '>') out->align = '=';
    i++;
  }
  if (!parse_number(text, &i, &out->width)) return false;
  if (at(i) == ',') out->thousands = at(i++);
  if (at(i) == '_') {
    if (out->thousands) return raise_value_error("Cannot specify both ',' and '_'.");
    out->thousands = at(i++);
  }
  if (at(i) == ',' && out->thousands == '_') return raise_value_error("Cannot specify both ',' and '_'.");
  if (at(i) == '.' && i < n) {
    i++;
    if (!parse_number(text, &i, &out->precision)) return false;
    if (out->precision < 0) return raise_value_error("Format specifier missing precision");
  }
  if (n - i > 1) {
    return raise_value_error("Invalid format specifier '%s' for object of type '%s'", str_utf8(text).data(),
                             type_name(object));
  }
  if (n - i == 1) out->type = at(i);
  return !out->thousands || check_thousands(*out);
}

Raised raise_unknown_format_code(uint32_t type, Value object) {
  if (type > 32 && type < 128) {
    return raise_value_error("Unknown format code '%c' for object of type '%s'", static_cast<char>(type),
                             type_name(object));
  }
  return raise_value_error("Unknown format code '\\x%x' for object of type '%s'", type, type_name(object));
}

Grouping grouping_for(const FormatSpec& spec, bool locale, int group) {
  static const char kThree[] = {3, 0}, kFour[] = {4, 0};
  Grouping g;
  if (locale) {
    lconv* conventions = localeconv();
    g.separator = conventions->thousands_sep;
    g.sizes = conventions->grouping;
    g.point = conventions->decimal_point;
  } else if (spec.thousands) {
    g.separator = spec.thousands == ',' ? "," : "_";
    g.sizes = group == 4 ? kFour : kThree;
  }
  return g;
}

namespace {

// Sizes of digit groups from the right; the last one repeats, CHAR_MAX ends grouping.
class GroupSizes {
 public:
  explicit GroupSizes(const char* sizes) : next_(sizes) {}
  int64_t next() {
    if (!next_ || *next_ == CHAR_MAX) return INT64_MAX;
    if (*next_) last_ = *next_++;
    return last_ ? last_ : INT64_MAX;
  }

 private:
  const char* next_;
  int64_t last_ = 0;
};

struct Groups {
  int64_t zeros = 0;              // put before the digits
  int64_t chars = 0;              // of digits, zeros and separators together
};

// How many zeros it takes to fill min_width, counting separators.
Groups measure_groups(int64_t digits, int64_t min_width, const Grouping& grouping) {
  Groups r;
  GroupSizes sizes(grouping.sizes);
  auto separator = static_cast<int64_t>(grouping.separator.size());
  int64_t remaining = digits;
  for (bool first = true;; first = false) {
    int64_t size = grouping.separator.empty() ? INT64_MAX : sizes.next();
    int64_t wanted = remaining > min_width ? remaining : min_width;
    if (wanted < 1) wanted = 1;
    if (size > wanted) size = wanted;
    int64_t taken = remaining < size ? remaining : size;
    if (!first) r.chars += separator;
    r.chars += size;
    r.zeros += size - taken;
    remaining -= taken;
    min_width -= size;
    if (remaining <= 0 && min_width <= 0) return r;
    min_width -= separator;
  }
}

void append_grouped(StrBuilder& out, std::string_view digits, int64_t zeros, const Grouping& grouping) {
  if (grouping.separator.empty()) {
    if (zeros > 0) out.append_repeated('0', static_cast<size_t>(zeros));
    return out.append_ascii(digits);
  }
  auto total = static_cast<int64_t>(digits.size()) + zeros;
  // Places (counted from the right) before which a separator stands.
  int64_t breaks[64];
  int count = 0;
  bool regular = false;
  int64_t last_size = 0;
  GroupSizes sizes(grouping.sizes);
  for (int64_t at = 0;;) {
    int64_t size = sizes.next();
    if (size == INT64_MAX) break;
    at += size;
    last_size = size;
    if (at >= total) break;
    if (count == 64) {
      regular = true;
      break;
    }
    breaks[count++] = at;
  }
  for (int64_t i = 0; i < total; i++) {
    int64_t left = total - i;   // digits from here to the right
    if (i > 0) {
      bool separate = regular && left > breaks[63] && (left - breaks[63]) % last_size == 0;
      for (int k = 0; k < count && !separate; k++) separate = breaks[k] == left;
      if (separate) out.append_ascii(grouping.separator);
    }
    out.append(i < zeros ? '0' : static_cast<uint8_t>(digits[static_cast<size_t>(i - zeros)]));
  }
}

}  // namespace

void layout_number(const FormatSpec& spec, std::string_view text, std::string_view prefix, std::string_view suffix,
                   const Grouping& grouping, StrBuilder& out) {
  char sign = 0;
  if (!text.empty() && text[0] == '-') {
    sign = '-';
    text.remove_prefix(1);
  } else if (spec.sign == '+' || spec.sign == ' ') {
    sign = static_cast<char>(spec.sign);
  }
  size_t n = 0;
  auto is_digit = [&](char c) {
    if (c >= '0' && c <= '9') return true;
    return (spec.type == 'x' || spec.type == 'X') && (c | 32) >= 'a' && (c | 32) <= 'f';
  };
  while (n < text.size() && is_digit(text[n])) n++;
  std::string_view digits = text.substr(0, n), rest = text.substr(n);
  bool has_point = !rest.empty() && rest[0] == '.';
  if (has_point) rest.remove_prefix(1);
  auto other = static_cast<int64_t>((sign != 0) + prefix.size() + (has_point ? grouping.point.size() : 0) + rest.size() +
                                    suffix.size());
  int64_t min_digits = spec.fill == '0' && spec.align == '=' ? spec.width - other : 0;
  Groups groups = digits.empty() ? Groups{} : measure_groups(static_cast<int64_t>(n), min_digits, grouping);
  int64_t padding = spec.width - other - groups.chars;
  if (padding < 0) padding = 0;
  int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  int64_t inner = spec.align == '=' ? padding : 0;
  if (left) out.append_repeated(spec.fill, static_cast<size_t>(left));
  if (sign) out.append(static_cast<uint8_t>(sign));
  out.append_ascii(prefix);
  if (inner) out.append_repeated(spec.fill, static_cast<size_t>(inner));
  if (!digits.empty()) append_grouped(out, digits, groups.zeros, grouping);
  if (has_point) out.append_ascii(grouping.point);
  out.append_ascii(rest);
  out.append_ascii(suffix);
  int64_t right = padding - left - inner;
  if (right) out.append_repeated(spec.fill, static_cast<size_t>(right));
}

void layout_text(const FormatSpec& spec, uint32_t default_align, PyStr* text, size_t length, StrBuilder& out) {
  int64_t padding = spec.width - static_cast<int64_t>(length);
  if (padding < 0) padding = 0;
  uint32_t align = spec.align ? spec.align : default_align;
  int64_t left = align == '>' ? padding : align == '^' ? padding / 2 : 0;
  if (left) out.append_repeated(spec.fill, static_cast<size_t>(left));
  out.append(text, 0, length);
  if (padding - left) out.append_repeated(spec.fill, static_cast<size_t>(padding - left));
}

}  // namespace pyvm
