// Lookups in the generated Unicode tables: case mappings, names, normalization.
#include "vm/object/unicode.h"

#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/str_builder.h"

namespace pyvm::unicode {

int map_case(uint32_t c, Case which, uint32_t out[3]) {
  const Cases& cases = kCases[record(c).case_index];
  int32_t change = which == Case::kUpper   ? cases.upper
                   : which == Case::kLower ? cases.lower
                   : which == Case::kTitle ? cases.title
                                           : cases.fold;
  if (change < kSpecialCase) {
    out[0] = c + static_cast<uint32_t>(change);
    return 1;
  }
  int n = change >> 24 & 0x3F;
  for (int i = 0; i < n; i++) out[i] = kSpecialCases[(change & 0xFFFFFF) + i];
  return n;
}

uint32_t simple_lower(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  uint32_t out[3];
  map_case(c, Case::kLower, out);
  return out[0];
}

uint32_t simple_upper(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  uint32_t out[3];
  map_case(c, Case::kUpper, out);
  return out[0];
}

// ---- names ------------------------------------------------------------------------------------------------------

// Jamo short names of Hangul syllables (Unicode Standard, 3.12).
static const char* const kLeading[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                       "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
static const char* const kVowel[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                     "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char* const kTrailing[] = {"",  "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT",
                                        "LP", "LH", "M",  "B",  "BS", "S",  "SS", "NG", "J", "C",  "K",  "T",  "P",  "H"};
static constexpr uint32_t kHangulBase = 0xAC00, kHangulCount = 11172;

static bool is_ideograph(uint32_t c) {
  for (size_t i = 0; i < kIdeographCount; i++) {
    if (c >= kIdeographs[i].first && c <= kIdeographs[i].last) return true;
  }
  return false;
}

static void spell(uint32_t offset, TextBuffer& out) {
  for (const uint16_t* w = kNameWords + offset;; w++) {
    out.append(kWords[*w & 0x7FFF]);
    if (*w & 0x8000) return;
    out.append(' ');
  }
}

bool name_of(uint32_t c, TextBuffer& out) {
  if (c >= kHangulBase && c < kHangulBase + kHangulCount) {
    uint32_t i = c - kHangulBase;
    out.printf("HANGUL SYLLABLE %s%s%s", kLeading[i / 588], kVowel[i % 588 / 28], kTrailing[i % 28]);
    return true;
  }
  if (is_ideograph(c)) {
    out.printf("CJK UNIFIED IDEOGRAPH-%X", c);
    return true;
  }
  size_t low = 0, high = kNameCount;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (kNames[middle].code < c) low = middle + 1;
    else high = middle;
  }
  if (low == kNameCount || kNames[low].code != c) return false;
  spell(kNames[low].offset, out);
  return true;
}

// Hash table of all names, made at the first lookup: index into kNames plus 1.
static uint16_t* name_table = nullptr;
static constexpr uint32_t kNameTableMask = (1 << 17) - 1;

static uint32_t name_hash(std::string_view name) {
  uint32_t h = 2166136261u;
  for (char c : name) h = (h ^ static_cast<uint8_t>(c)) * 16777619u;
  return h;
}

static void make_name_table() {
  name_table = static_cast<uint16_t*>(std::calloc(kNameTableMask + 1, sizeof(uint16_t)));
  PYVM_CHECK(name_table != nullptr && kNameCount < 0xFFFF);
  TextBuffer text;
  for (size_t i = 0; i < kNameCount; i++) {
    text.clear();
    spell(kNames[i].offset, text);
    uint32_t h = name_hash(text.view()) & kNameTableMask;
    while (name_table[h]) h = (h + 1) & kNameTableMask;
    name_table[h] = static_cast<uint16_t>(i + 1);
  }
}

// Longest jamo name at the start of text; returns its index and removes it.
template <size_t N>
static int take_jamo(const char* const (&table)[N], std::string_view& text) {
  int best = -1;
  size_t length = 0;
  for (size_t i = 0; i < N; i++) {
    std::string_view jamo = table[i];
    if ((best < 0 || jamo.size() > length) && text.substr(0, jamo.size()) == jamo) {
      best = static_cast<int>(i);
      length = jamo.size();
    }
  }
  if (best >= 0) text.remove_prefix(length);
  return best;
}

static int lookup_hangul(std::string_view rest, uint32_t out[4]) {
  int leading = take_jamo(kLeading, rest), vowel = take_jamo(kVowel, rest), trailing = take_jamo(kTrailing, rest);
  if (leading < 0 || vowel < 0 || trailing < 0 || !rest.empty()) return 0;
  out[0] = kHangulBase + static_cast<uint32_t>((leading * 21 + vowel) * 28 + trailing);
  return 1;
}

static int lookup_ideograph(std::string_view digits, uint32_t out[4]) {
  if (digits.size() != 4 && digits.size() != 5) return 0;
  uint32_t c = 0;
  for (char d : digits) {
    if (d >= '0' && d <= '9') c = c * 16 + static_cast<uint32_t>(d - '0');
    else if (d >= 'A' && d <= 'F') c = c * 16 + static_cast<uint32_t>(d - 'A' + 10);
    else return 0;
  }
  out[0] = c;
  return is_ideograph(c) ? 1 : 0;
}

int lookup_name(std::string_view name, bool sequences, uint32_t out[4]) {
  if (name.size() > 256) return 0;
  TextBuffer upper;
  for (char c : name) upper.append(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  std::string_view key = upper.view();
  constexpr std::string_view kHangul = "HANGUL SYLLABLE ", kCjk = "CJK UNIFIED IDEOGRAPH-";
  // Names made by rule are found in capitals only, as in CPython.
  if (name.substr(0, kHangul.size()) == kHangul) return lookup_hangul(name.substr(kHangul.size()), out);
  if (name.substr(0, kCjk.size()) == kCjk) return lookup_ideograph(name.substr(kCjk.size()), out);
  if (!name_table) make_name_table();
  TextBuffer text;
  for (uint32_t h = name_hash(key) & kNameTableMask; name_table[h]; h = (h + 1) & kNameTableMask) {
    const Name& entry = kNames[name_table[h] - 1];
    text.clear();
    spell(entry.offset, text);
    if (text.view() != key) continue;
    out[0] = entry.code;
    return 1;
  }
  for (size_t i = 0; i < kAliasCount; i++) {
    if (key != kAliases[i].name || key.empty()) continue;
    int n = 1;
    out[0] = kAliases[i].codes[0];
    while (n < 4 && kAliases[i].codes[n]) {
      out[n] = kAliases[i].codes[n];
      n++;
    }
    return n > 1 && !sequences ? 0 : n;
  }
  return 0;
}

// ---- normalization (Unicode Standard Annex 15) --------------------------------------------------------------------

const uint32_t* decomposition(uint32_t c) {
  if (c >= 0x110000) return nullptr;
  uint16_t i = kDecompositionBlocks[kDecompositionIndex[c >> kBlockShift] << kBlockShift | (c & ((1 << kBlockShift) - 1))];
  return i ? kDecompositions + i : nullptr;
}

namespace {

struct CodePoints {
  uint32_t* data = nullptr;
  size_t size = 0, capacity = 0;
  ~CodePoints() { std::free(data); }
  void push(uint32_t c) {
    if (size == capacity) {
      capacity = capacity ? capacity * 2 : 64;
      data = static_cast<uint32_t*>(std::realloc(data, capacity * sizeof(uint32_t)));
      PYVM_CHECK(data != nullptr);
    }
    data[size++] = c;
  }
};

void decompose(uint32_t c, bool compatibility, CodePoints& out) {
  if (c < 0x80) return out.push(c);
  if (c >= kHangulBase && c < kHangulBase + kHangulCount) {
    uint32_t i = c - kHangulBase;
    out.push(0x1100 + i / 588);
    out.push(0x1161 + i % 588 / 28);
    if (i % 28) out.push(0x11A7 + i % 28);
    return;
  }
  const uint32_t* entry = decomposition(c);
  if (!entry || (*entry >> 8 && !compatibility)) return out.push(c);
  for (uint32_t i = 1; i <= (*entry & 0xFF); i++) decompose(entry[i], compatibility, out);
}

// Stable order by combining class within each run of marks.
void order_marks(CodePoints& text) {
  for (size_t i = 1; i < text.size; i++) {
    uint32_t c = text.data[i];
    uint8_t k = c < 0x80 ? 0 : record(c).combining;
    if (k == 0) continue;
    size_t j = i;
    while (j > 0 && record(text.data[j - 1]).combining > k) {
      text.data[j] = text.data[j - 1];
      j--;
    }
    text.data[j] = c;
  }
}

uint32_t compose_pair(uint32_t a, uint32_t b) {
  if (a >= 0x1100 && a < 0x1113 && b >= 0x1161 && b < 0x1176) return kHangulBase + ((a - 0x1100) * 21 + (b - 0x1161)) * 28;
  if (a >= kHangulBase && a < kHangulBase + kHangulCount && (a - kHangulBase) % 28 == 0 && b > 0x11A7 && b < 0x11C3)
    return a + (b - 0x11A7);
  size_t low = 0, high = kCompositionCount;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const Composition& m = kCompositions[middle];
    if (m.first < a || (m.first == a && m.second < b)) low = middle + 1;
    else high = middle;
  }
  if (low < kCompositionCount && kCompositions[low].first == a && kCompositions[low].second == b)
    return kCompositions[low].result;
  return 0;
}

void compose_all(CodePoints& text) {
  size_t starter = SIZE_MAX, out = 0;
  int last_class = -1;   // of the last mark kept after the starter; -1: none
  for (size_t i = 0; i < text.size; i++) {
    uint32_t c = text.data[i];
    int k = record(c).combining;
    if (starter != SIZE_MAX && (last_class < k || last_class == -1)) {
      if (uint32_t composed = compose_pair(text.data[starter], c)) {
        text.data[starter] = composed;
        continue;
      }
    }
    if (k == 0) {
      starter = out;
      last_class = -1;
    } else {
      last_class = k;
    }
    text.data[out++] = c;
  }
  text.size = out;
}

}  // namespace

PyStr* normalize(PyStr* s, bool compose, bool compatibility) {
  if (s->is_ascii()) return str_exact(s);
  CodePoints text;
  for (size_t i = 0; i < s->length; i++) decompose(s->at(i), compatibility, text);
  order_marks(text);
  if (compose) compose_all(text);
  return str_from_ucs4(text.data, text.size);
}

}  // namespace pyvm::unicode
