#pragma once

#include <string>
#include <string_view>

#include "vm/syntax/parse.h"

namespace pyvm::syntax {

// What decoding found out about a program.
struct SourceInfo {
  bool malformed = false;  // UTF-8 with faults: errors only in names and strings
  bool declared = false;   // a str, or bytes with a byte order mark or cookie
};

// Decodes the bytes of a program to UTF-8 with '\n' line ends: byte order mark, PEP 263 cookie, CR
// and CRLF. Adds a newline at the end when `mode` is File and there is none. Returns false and
// fills `error` when the bytes cannot be decoded.
bool decode_source(std::string_view source, const SyntaxOptions& options, std::string& text,
                   SourceInfo& info, SyntaxErrorInfo& error);

// What is wrong with the UTF-8 of a text, in the words of Python's codec; empty when nothing is.
std::string utf8_problem(std::string_view text);

// The text with U+FFFD for what is malformed.
std::string replace_malformed(std::string_view text);

// Line `lineno` (from 1) of a decoded text, with its newline; empty when there is none.
std::string_view source_line(std::string_view text, int lineno);

// How many code points the first `bytes` bytes of `line` hold.
int count_code_points(std::string_view line, int bytes);

}  // namespace pyvm::syntax
