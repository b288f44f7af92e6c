#include <cstdio>
#include <string>
#include <unordered_map>

#include "vm/syntax/unicode.h"

// Names of characters for `\N{...}`. The tables are Debian's unicode-data, read once; Hangul
// syllables and CJK unified ideographs have computed names (The Unicode Standard, sections 3.12
// and 4.8).

namespace pyvm::syntax {

namespace {

constexpr const char* kUnicodeData = "/usr/share/unicode/UnicodeData.txt";
constexpr const char* kNameAliases = "/usr/share/unicode/NameAliases.txt";

struct Database {
  std::string text;  // both files; the views of `names` point into it
  std::unordered_map<std::string_view, uint32_t> names;
  struct Range {
    uint32_t first, last;
  };
  std::string ideograph_ranges;  // Range objects
  bool present = false;
};

bool read_file(const char* path, std::string& out) {
  FILE* file = std::fopen(path, "rb");
  if (!file) return false;
  char buffer[1 << 16];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) out.append(buffer, n);
  std::fclose(file);
  return true;
}

uint32_t parse_hex(std::string_view text) {
  uint32_t value = 0;
  for (char c : text)
    value = value << 4 | static_cast<uint32_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  return value;
}

// Calls use(code point, name) for each `hex;name;...` line.
template <class Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.empty() || line[0] == '#') continue;
    const size_t first = line.find(';');
    if (first == line.npos) continue;
    const size_t second = line.find(';', first + 1);
    use(parse_hex(line.substr(0, first)), line.substr(first + 1, second - first - 1));
  }
}

void load(Database& database) {
  std::string data, aliases;
  if (!read_file(kUnicodeData, data)) return;
  read_file(kNameAliases, aliases);
  const size_t data_size = data.size();
  database.text = std::move(data) + aliases;
  database.present = true;
  database.names.reserve(40000);
  uint32_t range_first = 0;
  const std::string_view all = database.text;
  each_line(all.substr(0, data_size), [&](uint32_t code_point, std::string_view name) {
    if (name[0] != '<') {
      database.names.emplace(name, code_point);
    } else if (name.ends_with("First>")) {
      range_first = code_point;
    } else if (name.starts_with("<CJK Ideograph") && name.ends_with("Last>")) {
      const Database::Range range{range_first, code_point};
      database.ideograph_ranges.append(reinterpret_cast<const char*>(&range), sizeof range);
    }
  });
  each_line(all.substr(data_size), [&](uint32_t code_point, std::string_view name) {
    database.names.emplace(name, code_point);
  });
}

const Database& database() {
  static const Database* const instance = [] {
    auto* fresh = new Database;
    load(*fresh);
    return fresh;
  }();
  return *instance;
}

constexpr const char* kLeads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                  "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr const char* kVowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                   "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                   "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr const char* kTails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                  "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                  "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};

// The longest entry that `text` starts with; its index, or -1.
template <size_t n>
int longest_prefix(std::string_view text, const char* const (&table)[n], size_t& length) {
  int best = -1;
  for (size_t i = 0; i < n; i++) {
    const std::string_view entry = table[i];
    if (text.starts_with(entry) && (best < 0 || entry.size() > length)) {
      best = static_cast<int>(i);
      length = entry.size();
    }
  }
  return best;
}

bool hangul_syllable(std::string_view name, uint32_t& code_point) {
  size_t length = 0;
  const int lead = longest_prefix(name, kLeads, length);
  if (lead < 0) return false;
  name.remove_prefix(length);
  const int vowel = longest_prefix(name, kVowels, length);
  if (vowel < 0) return false;
  name.remove_prefix(length);
  const int tail = longest_prefix(name, kTails, length);
  if (tail < 0 || length != name.size()) return false;
  code_point = 0xAC00 + static_cast<uint32_t>((lead * 21 + vowel) * 28 + tail);
  return true;
}

bool ideograph(const Database& data, std::string_view digits, uint32_t& code_point) {
  if (digits.size() != 4 && digits.size() != 5) return false;
  for (char c : digits)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) return false;
  const uint32_t value = parse_hex(digits);
  const auto* range = reinterpret_cast<const Database::Range*>(data.ideograph_ranges.data());
  for (size_t n = data.ideograph_ranges.size() / sizeof *range; n > 0; n--, range++) {
    if (value < range->first || value > range->last) continue;
    code_point = value;
    return true;
  }
  return false;
}

}  // namespace

bool lookup_unicode_name(std::string_view name, uint32_t& code_point, bool& missing_data) {
  std::string upper(name);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  constexpr std::string_view kHangul = "HANGUL SYLLABLE ";
  constexpr std::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
  if (upper.starts_with(kHangul))
    return hangul_syllable(std::string_view(upper).substr(kHangul.size()), code_point);
  const Database& data = database();
  missing_data = !data.present;
  if (upper.starts_with(kIdeograph))
    return ideograph(data, std::string_view(upper).substr(kIdeograph.size()), code_point);
  const auto found = data.names.find(upper);
  if (found == data.names.end()) return false;
  code_point = found->second;
  return true;
}

}  // namespace pyvm::syntax
