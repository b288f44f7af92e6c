#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyvm::syntax {

// Appends a code point as UTF-8; a lone surrogate becomes three bytes (WTF-8).
void append_utf8(std::string& out, uint32_t code_point);

// Decodes the code point at `at` and advances it; returns false on malformed UTF-8 (surrogates are
// let through).
bool next_utf8(std::string_view text, size_t& at, uint32_t& code_point);

bool is_identifier_start(uint32_t code_point);
bool is_identifier_continue(uint32_t code_point);
bool is_printable(uint32_t code_point);

// The NFKC form of valid UTF-8.
std::string normalise_nfkc(std::string_view text);

// The code point that `\N{name}` means: names and aliases of the Unicode character database (read
// from Debian's unicode-data when first needed), Hangul syllables and CJK ideographs. Returns false
// when there is none; `missing_data` tells that the database is not installed.
bool lookup_unicode_name(std::string_view name, uint32_t& code_point, bool& missing_data);

}  // namespace pyvm::syntax
