#include "vm/syntax/string_decoder.h"

#include "vm/syntax/source.h"
#include "vm/syntax/unicode.h"

// Escape sequences
// (https://docs.python.org/3.11/reference/lexical_analysis.html#string-and-bytes-literals). Error
// positions count as in CPython, where each character beyond ASCII stands as a ten-character escape
// by the time of decoding.

namespace pyvm::syntax {

namespace {

constexpr int kWidthBeyondAscii = 10;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

class TextDecoder {
 public:
  TextDecoder(TokenStream& tokens, const Token& token, std::string_view body, std::string& out)
      : tokens_(tokens), token_(token), body_(body), out_(out) {}

  bool run() {
    while (at_ < body_.size()) {
      const char c = body_[at_];
      if (c == '\\') {
        if (!escape()) return false;
      } else {
        copy_character();
      }
    }
    if (!invalid_.empty()) warn_invalid_escape(tokens_, token_, invalid_);
    return true;
  }

 private:
  void copy_character() {
    size_t end = at_ + 1;
    if (static_cast<unsigned char>(body_[at_]) < 0x80) {
      position_++;
    } else {
      while (end < body_.size() && (static_cast<unsigned char>(body_[end]) & 0xC0) == 0x80) end++;
      position_ += kWidthBeyondAscii;
    }
    out_.append(body_.substr(at_, end - at_));
    at_ = end;
  }

  bool fail(int start, const char* message) {
    std::string text = "(unicode error) 'unicodeescape' codec can't decode ";
    if (position_ - start == 1)
      text += "byte 0x5c in position " + std::to_string(start);
    else
      text += "bytes in position " + std::to_string(start) + "-" + std::to_string(position_ - 1);
    tokens_.raise_syntax(text + ": " + message);
    return false;
  }

  void skip(int count) {
    at_ += static_cast<size_t>(count);
    position_ += count;
  }

  bool hex(int start, int count, const char* message) {
    uint32_t value = 0;
    for (; count > 0; count--) {
      const int digit = at_ < body_.size() ? hex_digit(body_[at_]) : -1;
      if (digit < 0) return fail(start, message);
      value = value << 4 | static_cast<uint32_t>(digit);
      skip(1);
    }
    if (value > 0x10FFFF) return fail(start, "illegal Unicode character");
    append_utf8(out_, value);
    return true;
  }

  // Behind `\N`.
  bool named(int start) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at_ >= body_.size() || body_[at_] != '{') return fail(start, kMalformed);
    skip(1);
    const size_t name_start = at_;
    while (at_ < body_.size() && body_[at_] != '}') {
      const bool ascii = static_cast<unsigned char>(body_[at_]) < 0x80;
      const bool lead = (static_cast<unsigned char>(body_[at_]) & 0xC0) == 0xC0;
      at_++;
      position_ += ascii ? 1 : lead ? kWidthBeyondAscii : 0;
    }
    if (at_ >= body_.size()) return fail(start, kMalformed);
    const std::string_view name = body_.substr(name_start, at_ - name_start);
    if (name.empty()) return fail(start, kMalformed);
    skip(1);
    uint32_t code_point = 0;
    bool missing = false;
    if (!lookup_unicode_name(name, code_point, missing))
      return fail(start, missing ? "\\N{...} needs the Debian package unicode-data"
                                 : "unknown Unicode character name");
    append_utf8(out_, code_point);
    return true;
  }

  void octal(char first) {
    uint32_t value = static_cast<uint32_t>(first - '0');
    for (int i = 0; i < 2 && at_ < body_.size() && body_[at_] >= '0' && body_[at_] <= '7'; i++) {
      value = value * 8 + static_cast<uint32_t>(body_[at_] - '0');
      skip(1);
    }
    if (value > 0377 && invalid_.empty()) invalid_ = body_.substr(at_ - 3, 3);
    append_utf8(out_, value);
  }

  // At the backslash.
  bool escape() {
    const int start = position_;
    skip(1);
    const char c = at_ < body_.size() ? body_[at_] : static_cast<char>(0x80);
    if (static_cast<unsigned char>(c) >= 0x80) {
      // At the end, or before a character beyond ASCII: no escape, no warning.
      out_ += '\\';
      position_ += 5;
      return true;
    }
    skip(1);
    switch (c) {
      case '\n':
        return true;
      case '\\':
      case '\'':
      case '"':
        out_ += c;
        return true;
      case 'a':
        out_ += '\a';
        return true;
      case 'b':
        out_ += '\b';
        return true;
      case 'f':
        out_ += '\f';
        return true;
      case 'n':
        out_ += '\n';
        return true;
      case 'r':
        out_ += '\r';
        return true;
      case 't':
        out_ += '\t';
        return true;
      case 'v':
        out_ += '\v';
        return true;
      case 'x':
        return hex(start, 2, "truncated \\xXX escape");
      case 'u':
        return hex(start, 4, "truncated \\uXXXX escape");
      case 'U':
        return hex(start, 8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return named(start);
      default:
        break;
    }
    if (c >= '0' && c <= '7') {
      octal(c);
      return true;
    }
    if (invalid_.empty()) invalid_ = body_.substr(at_ - 1, 1);
    out_ += '\\';
    out_ += c;
    return true;
  }

  TokenStream& tokens_;
  const Token& token_;
  std::string_view body_;
  std::string& out_;
  size_t at_ = 0;
  int position_ = 0;
  std::string_view invalid_;
};

}  // namespace

void warn_invalid_escape(TokenStream& tokens, const Token& token, std::string_view escape) {
  const char* kind =
      escape.size() > 1 ? "invalid octal escape sequence '\\" : "invalid escape sequence '\\";
  const std::string_view line = source_line(tokens.lexer().text(), token.lineno);
  const int offset = count_code_points(line, token.col) + 1;
  tokens.diagnostics().warnings.push_back({"DeprecationWarning", kind + std::string(escape) + "'",
                                           token.lineno, offset, token.end_lineno,
                                           token.end_col + 1});
}

// Malformed UTF-8: told by its position in the body or, where escapes are looked for, in the run of
// characters beyond ASCII.
static bool check_utf8(TokenStream& tokens, std::string_view body, bool by_runs) {
  if (!by_runs) {
    const std::string problem = utf8_problem(body);
    return problem.empty() || tokens.raise_syntax(problem) != nullptr;
  }
  for (size_t start = 0; start < body.size();) {
    size_t end = start;
    while (end < body.size() && static_cast<unsigned char>(body[end]) >= 0x80) end++;
    if (!check_utf8(tokens, body.substr(start, end - start), false)) return false;
    start = end == start ? end + 1 : end;
  }
  return true;
}

bool decode_text(TokenStream& tokens, const Token& token, std::string_view body, bool raw,
                 std::string& out, bool formatted) {
  const bool escapes = !raw && body.find('\\') != body.npos;
  if (tokens.source().malformed && !check_utf8(tokens, body, escapes || (formatted && !raw)))
    return false;
  if (!escapes) {
    out += body;
    return true;
  }
  return TextDecoder(tokens, token, body, out).run();
}

bool decode_bytes(TokenStream& tokens, const Token& token, std::string_view body, bool raw,
                  std::string& out) {
  if (raw || body.find('\\') == body.npos) {
    out += body;
    return true;
  }
  std::string_view invalid;
  for (size_t i = 0; i < body.size();) {
    if (body[i] != '\\') {
      out += body[i++];
      continue;
    }
    i++;
    const char c = body[i++];
    constexpr std::string_view kFrom = "\\'\"abfnrtv";
    constexpr std::string_view kTo = "\\'\"\a\b\f\n\r\t\v";
    const size_t simple = kFrom.find(c);
    if (simple != kFrom.npos) {
      out += kTo[simple];
    } else if (c == '\n') {
      continue;
    } else if (c >= '0' && c <= '7') {
      int value = c - '0';
      for (int n = 0; n < 2 && i < body.size() && body[i] >= '0' && body[i] <= '7'; n++)
        value = value * 8 + body[i++] - '0';
      if (value > 0377 && invalid.empty()) invalid = body.substr(i - 3, 3);
      out += static_cast<char>(value);
    } else if (c == 'x') {
      const int high = i < body.size() ? hex_digit(body[i]) : -1;
      const int low = i + 1 < body.size() ? hex_digit(body[i + 1]) : -1;
      if (high < 0 || low < 0) {
        tokens.raise_syntax("(value error) invalid \\x escape at position " +
                            std::to_string(i - 2));
        return false;
      }
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      if (invalid.empty()) invalid = body.substr(i - 1, 1);
      out += '\\';
      out += c;
    }
  }
  if (!invalid.empty()) warn_invalid_escape(tokens, token, invalid);
  return true;
}

}  // namespace pyvm::syntax
