#include "vm/syntax/lexer.h"

// Numeric literals. A letter right behind a number is an error, unless it begins one of the
// keywords that may follow an expression (`1or 2`): then it is a warning.

namespace pyvm::syntax {

namespace {

bool is_digit(int c) { return c >= '0' && c <= '9'; }

bool is_name_part(int c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
}

bool in_base(int c, int base) {
  if (base <= 10) return c >= '0' && c < '0' + base;
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

// Whether the text that begins with `c`, read already, is one of `and else for if in is not or` as
// a word of its own.
bool Lexer::keyword_follows(int c) {
  const std::string_view rest = text_.substr(cur_, line_end_ - cur_);
  const auto word_ends_with = [&](std::string_view letters) {
    return rest.starts_with(letters) &&
           !(rest.size() > letters.size() &&
             is_name_part(static_cast<unsigned char>(rest[letters.size()])));
  };
  switch (c) {
    case 'a':
      return word_ends_with("nd");
    case 'e':
      return word_ends_with("lse");
    case 'f':
      return word_ends_with("or");
    case 'i':
      return rest.starts_with("n") || rest.starts_with("f") || rest.starts_with("s");
    case 'n':
      return word_ends_with("ot");
    case 'o':
      return word_ends_with("r");
    default:
      return false;
  }
}

// `c` was read behind the number; puts it back. Returns false after reporting an error.
bool Lexer::number_end(int c, const char* kind) {
  if (c != kEnd && keyword_follows(c)) {
    unget(c);
    warn("SyntaxWarning", kind);
    return true;
  }
  unget(c);
  if (c != kEnd && is_name_part(c)) {
    report("invalid %s literal", kind);
    return false;
  }
  return true;
}

// Reads decimal digits and underscores; `c` is a digit at first, then what follows.
bool Lexer::digits(int& c) {
  for (;;) {
    do c = get();
    while (is_digit(c));
    if (c != '_') return true;
    c = get();
    if (!is_digit(c)) {
      unget(c);
      report("invalid decimal literal");
      return false;
    }
  }
}

Token Lexer::imaginary() {
  if (!number_end(get(), "imaginary")) return without_text(Tok::Error);
  return make(Tok::Number);
}

// `c` is the letter e.
Token Lexer::exponent(int letter) {
  int c = get();
  if (c == '+' || c == '-') {
    c = get();
    if (!is_digit(c)) {
      unget(c);
      return report("invalid decimal literal");
    }
  } else if (!is_digit(c)) {
    unget(c);
    if (!number_end(letter, "decimal")) return without_text(Tok::Error);
    return make(Tok::Number);
  }
  if (!digits(c)) return without_text(Tok::Error);
  if (c == 'j' || c == 'J') return imaginary();
  if (!number_end(c, "decimal")) return without_text(Tok::Error);
  return make(Tok::Number);
}

// Behind the decimal point.
Token Lexer::fraction(int c) {
  if (is_digit(c) && !digits(c)) return without_text(Tok::Error);
  if (c == 'e' || c == 'E') return exponent(c);
  if (c == 'j' || c == 'J') return imaginary();
  if (!number_end(c, "decimal")) return without_text(Tok::Error);
  return make(Tok::Number);
}

// Behind the prefix 0x, 0o or 0b.
Token Lexer::radix_number(const char* kind, int base) {
  int c = get();
  do {
    if (c == '_') c = get();
    if (!in_base(c, base)) {
      if (is_digit(c)) return report("invalid digit '%c' in %s literal", c, kind);
      unget(c);
      return report("invalid %s literal", kind);
    }
    do c = get();
    while (in_base(c, base));
  } while (c == '_');
  if (is_digit(c)) return report("invalid digit '%c' in %s literal", c, kind);
  if (!number_end(c, kind)) return without_text(Tok::Error);
  return make(Tok::Number);
}

Token Lexer::number(int c) {
  bool leading_zero = false;
  uint32_t zeros_end = 0;
  bool nonzero = false;
  if (c == '0') {
    c = get();
    if (c == 'x' || c == 'X') return radix_number("hexadecimal", 16);
    if (c == 'o' || c == 'O') return radix_number("octal", 8);
    if (c == 'b' || c == 'B') return radix_number("binary", 2);
    leading_zero = true;
    for (;;) {
      if (c == '_') {
        c = get();
        if (!is_digit(c)) {
          unget(c);
          return report("invalid decimal literal");
        }
      }
      if (c != '0') break;
      c = get();
    }
    zeros_end = cur_;
    if (is_digit(c)) {
      nonzero = true;
      if (!digits(c)) return without_text(Tok::Error);
    }
  } else if (!digits(c)) {
    return without_text(Tok::Error);
  }
  if (c == '.') return fraction(get());
  if (c == 'e' || c == 'E') return exponent(c);
  if (c == 'j' || c == 'J') return imaginary();
  if (leading_zero && nonzero) {
    unget(c);
    return report_range(static_cast<int>(start_ + 1 - line_start_),
                        static_cast<int>(zeros_end - line_start_),
                        "leading zeros in decimal integer literals are not permitted; "
                        "use an 0o prefix for octal integers");
  }
  if (!number_end(c, "decimal")) return without_text(Tok::Error);
  return make(Tok::Number);
}

}  // namespace pyvm::syntax
