// Case conversion and classification of strings.
#include "vm/object/chars.h"
#include "vm/object/str_builder.h"
#include "vm/object/str_methods.h"
#include "vm/object/unicode.h"

namespace pyvm::str_methods {

namespace {

using unicode::Case;

// A new ascii string with every character mapped.
template <class F>
Value map_ascii(PyStr* s, F&& map) {
  PyStr* out = str_new_ascii(s->length);
  if (!out) return kNull;
  const uint8_t* from = s->latin1();
  uint8_t* to = str_chars(out);
  for (size_t i = 0; i < s->length; i++) to[i] = map(from[i]);
  return Value(&out->header);
}

inline uint8_t ascii_lower(uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
inline uint8_t ascii_upper(uint8_t c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }
inline bool ascii_alpha(uint8_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

Value finish(StrBuilder& out) {
  PyStr* s = out.finish();
  return s ? Value(&s->header) : kNull;
}

void append_mapped(StrBuilder& out, uint32_t c, Case which) {
  uint32_t mapped[3];
  int n = unicode::map_case(c, which, mapped);
  for (int i = 0; i < n; i++) out.append(mapped[i]);
}

// A capital sigma after a cased letter and not before one is final (Unicode 3.13, Final_Sigma).
bool sigma_is_final(const PyStr* s, size_t i) {
  size_t j = i;
  while (j > 0 && unicode::has(s->at(j - 1), unicode::kCaseIgnorable)) j--;
  if (j == 0 || !unicode::has(s->at(j - 1), unicode::kCased)) return false;
  j = i + 1;
  while (j < s->length && unicode::has(s->at(j), unicode::kCaseIgnorable)) j++;
  return j == s->length || !unicode::has(s->at(j), unicode::kCased);
}

void append_lower(StrBuilder& out, const PyStr* s, size_t i) {
  uint32_t c = s->at(i);
  if (c == 0x3A3) {
    out.append(sigma_is_final(s, i) ? 0x3C2 : 0x3C3);
  } else {
    append_mapped(out, c, Case::kLower);
  }
}

Value map_all(PyStr* s, Case which) {
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) append_mapped(out, s->at(i), which);
  return finish(out);
}

// True if the string is not empty and all its characters have one of the flags.
Value all_have(const PyStr* s, uint16_t flags) {
  for (size_t i = 0; i < s->length; i++) {
    if (!unicode::has(s->at(i), flags)) return kFalse;
  }
  return Value::from_bool(s->length != 0);
}

}  // namespace

Value lower(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  if (s->is_ascii()) return map_ascii(s, ascii_lower);
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) append_lower(out, s, i);
  return finish(out);
}

Value upper(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  return s->is_ascii() ? map_ascii(s, ascii_upper) : map_all(s, Case::kUpper);
}

Value casefold(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  return s->is_ascii() ? map_ascii(s, ascii_lower) : map_all(s, Case::kFold);
}

Value capitalize(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  if (s->is_ascii()) {
    bool first = true;
    return map_ascii(s, [&](uint8_t c) {
      uint8_t r = first ? ascii_upper(c) : ascii_lower(c);
      first = false;
      return r;
    });
  }
  StrBuilder out;
  append_mapped(out, s->at(0), Case::kTitle);
  for (size_t i = 1; i < s->length; i++) append_lower(out, s, i);
  return finish(out);
}

Value title(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  bool after_cased = false;
  if (s->is_ascii()) {
    return map_ascii(s, [&](uint8_t c) {
      uint8_t r = after_cased ? ascii_lower(c) : ascii_upper(c);
      after_cased = ascii_alpha(c);
      return r;
    });
  }
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    if (after_cased) {
      append_lower(out, s, i);
    } else {
      append_mapped(out, c, Case::kTitle);
    }
    after_cased = unicode::has(c, unicode::kCased);
  }
  return finish(out);
}

Value swapcase(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  if (s->is_ascii()) return map_ascii(s, [](uint8_t c) { return ascii_alpha(c) ? static_cast<uint8_t>(c ^ 32) : c; });
  StrBuilder out;
  for (size_t i = 0; i < s->length; i++) {
    uint32_t c = s->at(i);
    uint16_t flags = unicode::record(c).flags;
    if (flags & unicode::kUpper) {
      append_lower(out, s, i);
    } else if (flags & unicode::kLower) {
      append_mapped(out, c, Case::kUpper);
    } else {
      out.append(c);
    }
  }
  return finish(out);
}

Value isalpha(Thread&, Value* args) { return all_have(as_str(args[0]), unicode::kAlpha); }
Value isdecimal(Thread&, Value* args) { return all_have(as_str(args[0]), unicode::kDecimal); }
Value isdigit(Thread&, Value* args) { return all_have(as_str(args[0]), unicode::kDigit); }
Value isnumeric(Thread&, Value* args) { return all_have(as_str(args[0]), unicode::kNumeric); }
Value isspace(Thread&, Value* args) { return all_have(as_str(args[0]), unicode::kSpace); }
Value isascii(Thread&, Value* args) { return Value::from_bool(as_str(args[0])->is_ascii()); }

Value isalnum(Thread&, Value* args) {
  return all_have(as_str(args[0]), unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric);
}

Value isprintable(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  return s->length == 0 ? kTrue : all_have(s, unicode::kPrintable);
}

Value isidentifier(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  if (s->length == 0 || !unicode::has(s->at(0), unicode::kIdStart)) return kFalse;
  return all_have(s, unicode::kIdContinue);
}

Value isupper(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  bool cased = false;
  for (size_t i = 0; i < s->length; i++) {
    uint16_t flags = unicode::record(s->at(i)).flags;
    if (flags & unicode::kUpper) cased = true;
    else if (flags & (unicode::kLower | unicode::kTitle)) return kFalse;
  }
  return Value::from_bool(cased);
}

Value islower(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  bool cased = false;
  for (size_t i = 0; i < s->length; i++) {
    uint16_t flags = unicode::record(s->at(i)).flags;
    if (flags & (unicode::kUpper | unicode::kTitle)) return kFalse;
    if (flags & unicode::kLower) cased = true;
  }
  return Value::from_bool(cased);
}

Value istitle(Thread&, Value* args) {
  PyStr* s = as_str(args[0]);
  bool cased = false, after_cased = false;
  for (size_t i = 0; i < s->length; i++) {
    uint16_t flags = unicode::record(s->at(i)).flags;
    if (flags & (unicode::kUpper | unicode::kTitle)) {
      if (after_cased) return kFalse;
      after_cased = cased = true;
    } else if (flags & unicode::kLower) {
      if (!after_cased) return kFalse;
      after_cased = cased = true;
    } else {
      after_cased = false;
    }
  }
  return Value::from_bool(cased);
}

}  // namespace pyvm::str_methods
