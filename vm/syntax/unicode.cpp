#include "vm/syntax/unicode.h"

#include <utf8proc.h>

#include <cstdlib>

// Identifier characters follow UAX #31 (XID_Start, XID_Continue), derived from the general category
// and the short lists of exceptions in PropList.txt and in section 5.1 of the annex.

namespace pyvm::syntax {

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool next_utf8(std::string_view text, size_t& at, uint32_t& code_point) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(at);
  if (first < 0x80) {
    code_point = first;
    at++;
    return true;
  }
  const int extra = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
  if (extra == 0 || first > 0xF4 || at + extra >= text.size()) return false;
  uint32_t c = first & (0x3F >> extra);
  for (int i = 1; i <= extra; i++) {
    if ((byte(at + i) & 0xC0) != 0x80) return false;
    c = c << 6 | (byte(at + i) & 0x3F);
  }
  constexpr uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (c < kLeast[extra] || c > 0x10FFFF) return false;
  code_point = c;
  at += extra + 1;
  return true;
}

namespace {

template <size_t n>
bool in_list(uint32_t c, const uint32_t (&list)[n]) {
  for (uint32_t one : list)
    if (one == c) return true;
  return false;
}

constexpr uint32_t kOtherIdStart[] = {0x1885, 0x1886, 0x2118, 0x212E};
constexpr uint32_t kOtherIdContinue[] = {0x00B7, 0x0387, 0x1369, 0x136A, 0x136B, 0x136C,
                                         0x136D, 0x136E, 0x136F, 0x1370, 0x1371, 0x19DA};
// Letters whose NFKC form is no identifier.
constexpr uint32_t kNotXid[] = {0x037A, 0x309B, 0x309C, 0xFC5E, 0xFC5F, 0xFC60, 0xFC61,
                                0xFC62, 0xFC63, 0xFDFA, 0xFDFB, 0xFE70, 0xFE72, 0xFE74,
                                0xFE76, 0xFE78, 0xFE7A, 0xFE7C, 0xFE7E, 0x2E2F};
constexpr uint32_t kNotXidStart[] = {0x0E33, 0x0EB3, 0xFF9E, 0xFF9F};

utf8proc_category_t category(uint32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_letter(uint32_t c) {
  switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_identifier_start(uint32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26 || c == '_';
  if (in_list(c, kOtherIdStart)) return true;
  return is_letter(c) && !in_list(c, kNotXid) && !in_list(c, kNotXidStart);
}

bool is_identifier_continue(uint32_t c) {
  if (c < 0x80) return (c | 0x20) - 'a' < 26 || c - '0' < 10 || c == '_';
  if (in_list(c, kOtherIdStart) || in_list(c, kOtherIdContinue)) return true;
  if (in_list(c, kNotXid)) return false;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return is_letter(c);
  }
}

bool is_printable(uint32_t c) {
  if (c < 0x80) return c >= 0x20 && c != 0x7F;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return true;
  }
}

std::string normalise_nfkc(std::string_view text) {
  utf8proc_uint8_t* result = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &result, options);
  if (size < 0) return std::string(text);
  std::string copy(reinterpret_cast<const char*>(result), static_cast<size_t>(size));
  std::free(result);
  return copy;
}

}  // namespace pyvm::syntax
