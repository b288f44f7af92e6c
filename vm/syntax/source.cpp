#include "vm/syntax/source.h"

#include <iconv.h>

#include <cstdio>
#include <cstring>

#include "vm/syntax/unicode.h"

// Encodings other than UTF-8, Latin-1 and ASCII are converted by the C library's iconv.

namespace pyvm::syntax {

namespace {

bool fail(SyntaxErrorInfo& error, const char* type, std::string message) {
  error.type = type;
  error.message = std::move(message);
  error.has_location = std::strcmp(type, "SyntaxError") == 0;
  error.lineno = 0;
  error.offset = -1;
  error.end_lineno = SyntaxErrorInfo::kNone;
  error.end_offset = SyntaxErrorInfo::kNone;
  return false;
}

bool is_surrogate(uint32_t c) { return c >= 0xD800 && c < 0xE000; }

bool is_cookie_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// The encoding that a comment line names (PEP 263); `blank` tells whether the next line may name
// one instead.
std::string_view cookie_of(std::string_view line, bool& blank) {
  const size_t hash = line.find_first_not_of(" \t\f");
  blank = hash == line.npos || line[hash] == '#' || line[hash] == '\n' || line[hash] == '\r';
  if (!blank || hash == line.npos || line[hash] != '#') return {};
  for (size_t at = line.find("coding", hash); at != line.npos; at = line.find("coding", at + 1)) {
    size_t i = at + 6;
    if (i >= line.size() || (line[i] != ':' && line[i] != '=')) continue;
    i++;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) i++;
    size_t end = i;
    while (end < line.size() && is_cookie_char(line[end])) end++;
    if (end > i) return line.substr(i, end - i);
  }
  return {};
}

std::string_view find_cookie(std::string_view source) {
  for (int i = 0; i < 2 && !source.empty(); i++) {
    const size_t end = source.find_first_of("\r\n");
    const std::string_view line = source.substr(0, end);
    bool blank;
    const std::string_view cookie = cookie_of(line, blank);
    if (!cookie.empty() || !blank || end == source.npos) return cookie;
    source.remove_prefix(end + (source.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return {};
}

// The name that CPython reduces the common spellings to.
std::string normal_name(std::string_view name) {
  std::string lower;
  for (char c : name.substr(0, 12)) {
    if (c == '_')
      lower += '-';
    else
      lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  const auto is = [&](std::string_view base) {
    return lower == base ||
           (lower.starts_with(base) && lower.size() > base.size() && lower[base.size()] == '-');
  };
  if (is("utf-8")) return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1")) return "iso-8859-1";
  return std::string(name);
}

bool same_codec(std::string_view name, std::string_view wanted) {
  std::string plain;
  for (char c : name)
    if (c != '-' && c != '_') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain == wanted;
}

bool decode_ascii(std::string_view source, SyntaxErrorInfo& error) {
  for (size_t i = 0; i < source.size(); i++) {
    if (static_cast<unsigned char>(source[i]) < 128) continue;
    char message[128];
    std::snprintf(
        message, sizeof message,
        "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in range(128)",
        static_cast<unsigned char>(source[i]), i);
    return fail(error, "SyntaxError", message);
  }
  return true;
}

// Moves behind the character at `at`; false when it is malformed.
bool skip_character(std::string_view text, size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) {
    at++;
    return true;
  }
  size_t next = at;
  uint32_t c;
  if (!next_utf8(text, next, c) || is_surrogate(c)) return false;
  at = next;
  return true;
}

// The first line with a character beyond ASCII that is no UTF-8.
bool undeclared(std::string_view text, std::string_view filename, SyntaxErrorInfo& error) {
  size_t at = 0;
  int line = 1;
  while (skip_character(text, at))
    if (text[at - 1] == '\n') line++;
  char byte[8];
  std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned char>(text[at]));
  fail(error, "SyntaxError",
       std::string("Non-UTF-8 code starting with '") + byte + "' in file " + std::string(filename) +
           " on line " + std::to_string(line) +
           ", but no encoding declared; see https://peps.python.org/pep-0263/ for details");
  error.has_location = false;
  return false;
}

bool decode_other(std::string_view source, const std::string& encoding, std::string& out,
                  SyntaxErrorInfo& error) {
  const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1))
    return fail(error, "SyntaxError", "unknown encoding: " + encoding);
  std::string input(source);
  char* in = input.data();
  size_t in_left = input.size();
  char buffer[4096];
  bool good = true;
  while (good && in_left > 0) {
    char* to = buffer;
    size_t to_left = sizeof buffer;
    const size_t result = iconv(converter, &in, &in_left, &to, &to_left);
    out.append(buffer, static_cast<size_t>(to - buffer));
    good = result != static_cast<size_t>(-1) || to != buffer;
  }
  iconv_close(converter);
  if (good) return true;
  char message[160];
  const size_t at = source.size() - in_left;
  std::snprintf(
      message, sizeof message,
      "'%s' codec can't decode byte 0x%02x in position %zu: character maps to <undefined>",
      encoding.c_str(), static_cast<unsigned char>(source[at]), at);
  return fail(error, "SyntaxError", message);
}

void convert_newlines(std::string& text) {
  size_t from = text.find('\r');
  if (from == text.npos) return;
  size_t to = from;
  for (; from < text.size(); from++) {
    char c = text[from];
    if (c == '\r') {
      c = '\n';
      if (from + 1 < text.size() && text[from + 1] == '\n') from++;
    }
    text[to++] = c;
  }
  text.resize(to);
}

}  // namespace

namespace {

// How many bytes from the start of `text`, which is malformed there, count as one fault.
size_t fault_length(std::string_view text, const char*& reason) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](size_t i) {
    if ((byte(i) & 0xC0) != 0x80) return false;
    if (i != 1) return true;
    // Not overlong, no surrogate, not beyond U+10FFFF.
    return !((byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xED && byte(1) >= 0xA0) ||
             (byte(0) == 0xF0 && byte(1) < 0x90) || (byte(0) == 0xF4 && byte(1) >= 0x90));
  };
  reason = "invalid start byte";
  size_t length = 1;
  if (byte(0) < 0xC2 || byte(0) > 0xF4) return length;
  const size_t whole = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  while (length < whole && length < text.size() && continues(length)) length++;
  reason = length == text.size() ? "unexpected end of data" : "invalid continuation byte";
  return length;
}

bool is_valid_utf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size())
    if (!skip_character(text, at)) return false;
  return true;
}

}  // namespace

std::string utf8_problem(std::string_view text) {
  size_t start = 0;
  while (start < text.size() && skip_character(text, start)) continue;
  if (start == text.size()) return {};
  const char* reason;
  const size_t length = fault_length(text.substr(start), reason);
  char message[128];
  if (length == 1)
    std::snprintf(message, sizeof message,
                  "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                  static_cast<unsigned char>(text[start]), start, reason);
  else
    std::snprintf(message, sizeof message,
                  "(unicode error) 'utf-8' codec can't decode bytes in position %zu-%zu: %s", start,
                  start + length - 1, reason);
  return message;
}

std::string replace_malformed(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t before = at;
    if (skip_character(text, at)) {
      out += text.substr(before, at - before);
    } else {
      const char* reason;
      at += fault_length(text.substr(at), reason);
      append_utf8(out, 0xFFFD);
    }
  }
  return out;
}

bool decode_source(std::string_view source, const SyntaxOptions& options, std::string& text,
                   SourceInfo& info, SyntaxErrorInfo& error) {
  info = {};
  if (source.find('\0') != source.npos)
    return fail(error, "ValueError", "source code string cannot contain null bytes");
  if (options.source_is_utf8) {
    text = source;
    info.declared = true;
  } else {
    const bool mark = source.starts_with("\xEF\xBB\xBF");
    if (mark) source.remove_prefix(3);
    const std::string_view cookie = find_cookie(source);
    const std::string encoding = cookie.empty() ? "utf-8" : normal_name(cookie);
    const bool utf8 = same_codec(encoding, "utf8");
    info.declared = mark || !cookie.empty();
    if (mark && encoding != "utf-8")
      return fail(error, "SyntaxError", "encoding problem: " + encoding + " with BOM");
    if (encoding == "iso-8859-1" || same_codec(encoding, "latin1") ||
        same_codec(encoding, "iso88591")) {
      for (char c : source) append_utf8(text, static_cast<unsigned char>(c));
    } else if (same_codec(encoding, "ascii") || same_codec(encoding, "usascii")) {
      if (!decode_ascii(source, error)) return false;
      text = source;
    } else if (utf8 || same_codec(encoding, "utf8sig")) {
      text = source;
      info.malformed = !is_valid_utf8(text);
      if (info.malformed && options.is_script && !info.declared)
        return undeclared(text, options.filename, error);
    } else if (!decode_other(source, encoding, text, error)) {
      return false;
    }
  }
  // As CPython's tokenizer: it takes the last \r\n of a text for an unfinished line.
  const bool unfinished = text.ends_with("\r\n") && !options.is_script;
  convert_newlines(text);
  if (options.mode == ParseMode::File && !text.empty() && (text.back() != '\n' || unfinished)) text += '\n';
  return true;
}

std::string_view source_line(std::string_view text, int lineno) {
  for (int i = 1; i < lineno; i++) {
    const size_t newline = text.find('\n');
    if (newline == text.npos) return {};
    text.remove_prefix(newline + 1);
  }
  const size_t newline = text.find('\n');
  return newline == text.npos ? text : text.substr(0, newline + 1);
}

int count_code_points(std::string_view line, int bytes) {
  int count = 0;
  for (int i = 0; i < bytes && i < static_cast<int>(line.size()); i++)
    if ((static_cast<unsigned char>(line[static_cast<size_t>(i)]) & 0xC0) != 0x80) count++;
  return count;
}

}  // namespace pyvm::syntax
