// Tests of single characters: categories, sets, case.
#pragma once

#include <cctype>

#include "stdlib/sre/opcodes.h"
#include "vm/object/unicode.h"

namespace pyvm::sre {

// Bit c: letters, digits and the underscore.
inline constexpr uint64_t kAsciiWords[2] = {0x03FF000000000000, 0x07FFFFFE87FFFFFE};
inline bool ascii_word(uint32_t c) { return c < 128 && (kAsciiWords[c >> 6] >> (c & 63) & 1); }
inline bool locale_word(uint32_t c) { return c < 256 && (std::isalnum(static_cast<int>(c)) || c == '_'); }
inline bool unicode_word(uint32_t c) {
  if (c < 128) return ascii_word(c);
  return unicode::has(c, unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric);
}
inline bool ascii_digit(uint32_t c) { return c >= '0' && c <= '9'; }
inline bool ascii_space(uint32_t c) { return c == ' ' || (c >= 9 && c <= 13); }

inline uint32_t lower_locale(uint32_t c) { return c < 256 ? static_cast<uint32_t>(std::tolower(static_cast<int>(c))) : c; }
inline uint32_t upper_locale(uint32_t c) { return c < 256 ? static_cast<uint32_t>(std::toupper(static_cast<int>(c))) : c; }

bool in_category(uint32_t category, uint32_t c);
// `set`: the items of an IN up to kFailure.
bool in_set(const uint32_t* set, uint32_t c);
bool in_set_locale_ignore(const uint32_t* set, uint32_t c);
// LITERAL_LOC_IGNORE.
bool equal_locale_ignore(uint32_t pattern, uint32_t c);

}  // namespace pyvm::sre
