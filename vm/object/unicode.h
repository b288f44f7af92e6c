// The Unicode character database, with str's view of it (Unicode 14, as in Python 3.11).
//
// The tables are generated at build time by make_unicode_tables.py.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyvm {

class TextBuffer;
class StrBuilder;
struct PyStr;

namespace unicode {

enum Flag : uint16_t {
  kAlpha = 1 << 0,
  kDecimal = 1 << 1,
  kDigit = 1 << 2,
  kNumeric = 1 << 3,
  kLower = 1 << 4,
  kUpper = 1 << 5,
  kTitle = 1 << 6,
  kSpace = 1 << 7,
  kPrintable = 1 << 8,
  kIdStart = 1 << 9,       // XID_Start or underscore
  kIdContinue = 1 << 10,
  kCased = 1 << 11,        // decides whether a sigma is final
  kCaseIgnorable = 1 << 12,
  kMirrored = 1 << 13,
};

struct Record {
  uint16_t flags;
  uint16_t case_index;      // into kCases
  uint16_t numeric_index;   // into kNumerics
  uint8_t category;         // into kCategories
  uint8_t bidi;             // into kBidiClasses
  uint8_t combining;
  uint8_t width;            // into kWidths
  int8_t decimal, digit;    // -1: none
};

// Case mappings: what to add to the character, or kSpecial | length << 24 | index into kSpecialCases.
struct Cases {
  int32_t upper, lower, title, fold;
};
inline constexpr int32_t kSpecialCase = 0x40000000;

// Generated.
extern const Record kRecords[];
extern const Cases kCases[];
extern const uint32_t kSpecialCases[];
extern const double kNumerics[];
extern const uint16_t kRecordBlocks[];
extern const uint16_t kRecordIndex[];
extern const char* const kCategories[];
extern const char* const kBidiClasses[];
extern const char* const kWidths[];
extern const uint16_t kDecompositionBlocks[];
extern const uint16_t kDecompositionIndex[];
extern const uint32_t kDecompositions[];          // tag << 8 | length, then the characters
extern const char* const kDecompositionTags[];    // "" for canonical ones
struct Composition {
  uint32_t first, second, result;
};
extern const Composition kCompositions[];         // sorted
extern const size_t kCompositionCount;
extern const char* const kWords[];
extern const uint16_t kNameWords[];               // word numbers; bit 15: last word of the name
struct Name {
  uint32_t code, offset;
};
extern const Name kNames[];                       // sorted by code
extern const size_t kNameCount;
struct Alias {
  const char* name;
  uint32_t codes[4];                              // a sequence ends at the first 0
};
extern const Alias kAliases[];                    // aliases have one code, named sequences several
extern const size_t kAliasCount;
struct Range {
  uint32_t first, last;
};
extern const Range kIdeographs[];                 // named CJK UNIFIED IDEOGRAPH-code
extern const size_t kIdeographCount;
extern const char kVersion[];

inline constexpr int kBlockShift = 7;

inline const Record& record(uint32_t c) {
  if (c >= 0x110000) c = 0x10FFFF;
  return kRecords[kRecordBlocks[kRecordIndex[c >> kBlockShift] << kBlockShift | (c & ((1 << kBlockShift) - 1))]];
}
inline bool has(uint32_t c, uint16_t flags) { return record(c).flags & flags; }
inline bool is_space(uint32_t c) {
  return c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) : has(c, kSpace);
}
inline bool is_printable(uint32_t c) { return c < 0x80 ? c >= 0x20 && c < 0x7F : has(c, kPrintable); }
inline bool is_line_break(uint32_t c) {
  return (c >= 10 && c <= 13) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}
// Value of a decimal digit of any script, or -1.
inline int decimal(uint32_t c) { return c < 0x80 ? (c >= '0' && c <= '9' ? static_cast<int>(c) - '0' : -1) : record(c).decimal; }

enum class Case { kUpper, kLower, kTitle, kFold };
// Writes the full mapping of c to out (up to 3 characters); returns their number.
int map_case(uint32_t c, Case which, uint32_t out[3]);
// First character of the mapping: what _sre compares.
uint32_t simple_lower(uint32_t c);
uint32_t simple_upper(uint32_t c);

// Name of a character without brackets; false: it has none.
bool name_of(uint32_t c, TextBuffer& out);
// Characters with this name (any case), an alias or, with sequences, a named sequence: their number, 0: unknown.
int lookup_name(std::string_view name, bool sequences, uint32_t out[4]);

// NFC, NFD, NFKC, NFKD of s. Null: MemoryError pending.
PyStr* normalize(PyStr* s, bool compose, bool compatibility);
// The decomposition entry of c (see kDecompositions), null: none. Hangul syllables are not in the table.
const uint32_t* decomposition(uint32_t c);

}  // namespace unicode
}  // namespace pyvm
