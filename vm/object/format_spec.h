// The format mini-language: a parsed format specifier, and the layout of numbers and text by it.
#pragma once

#include <string_view>

#include "vm/object/error.h"

namespace pyvm {

class StrBuilder;
struct PyStr;

struct FormatSpec {
  uint32_t fill = ' ';
  uint32_t align = 0;           // '<' '>' '=' '^'
  bool align_given = false;
  uint32_t sign = 0;            // '+', '-', ' '
  bool no_negative_zero = false;
  bool alternate = false;
  int64_t width = -1;
  uint32_t thousands = 0;       // ',' or '_'
  int64_t precision = -1;
  uint32_t type = 0;
};

// object: for messages only. False: ValueError pending.
[[nodiscard]] bool parse_format_spec(PyStr* text, Value object, uint32_t default_type, uint32_t default_align,
                                     FormatSpec* out);
Raised raise_unknown_format_code(uint32_t type, Value object);

// How digits are grouped.
struct Grouping {
  std::string_view separator;      // "" for none
  const char* sizes = nullptr;     // as in localeconv()
  std::string_view point = ".";
};
// By spec.thousands, or the locale's for type 'n' (`locale`).
Grouping grouping_for(const FormatSpec& spec, bool locale, int group = 3);

// Writes sign, prefix, digits and the rest (from the decimal point on) in the specified width. `text`: [-]digits[rest],
// ascii; digits of any base.
void layout_number(const FormatSpec& spec, std::string_view text, std::string_view prefix, std::string_view suffix,
                   const Grouping& grouping, StrBuilder& out);
// Writes text padded to spec.width.
void layout_text(const FormatSpec& spec, uint32_t default_align, PyStr* text, size_t length, StrBuilder& out);

}  // namespace pyvm
