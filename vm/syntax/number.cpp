#include <charconv>
#include <cstdlib>
#include <string>

#include "vm/syntax/literals.h"

// Values of numeric literals.

namespace pyvm::syntax {

namespace {

int digit_value(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

bool fits_int64(std::string_view digits, int base, int64_t& value) {
  uint64_t sum = 0;
  for (char c : digits) {
    if (sum > (INT64_MAX - static_cast<uint64_t>(digit_value(c))) / static_cast<uint64_t>(base))
      return false;
    sum = sum * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit_value(c));
  }
  value = static_cast<int64_t>(sum);
  return true;
}

// std::from_chars leaves the value alone when it is out of range; literals then are infinity or
// zero.
double float_value(const std::string& text) {
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) return std::strtod(text.c_str(), nullptr);
  return value;
}

}  // namespace

bool number_value(TokenStream& tokens, const Token& token, ConstantValue& value) {
  const std::string_view source = tokens.text(token);
  std::string text;
  text.reserve(source.size());
  for (char c : source)
    if (c != '_') text += c;
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = static_cast<char>(text[1] | 32);
    base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
  }
  if (base == 10) {
    if (text.back() == 'j' || text.back() == 'J') {
      text.pop_back();
      value.kind = ConstantKind::Complex;
      value.number = float_value(text);
      return true;
    }
    if (text.find_first_of(".eE") != text.npos) {
      value.kind = ConstantKind::Float;
      value.number = float_value(text);
      return true;
    }
  }
  std::string_view digits = text;
  if (base != 10) digits.remove_prefix(2);
  const size_t limit = tokens.options().max_int_digits;
  if (base == 10 && limit && digits.size() > limit) {
    const std::string message = "Exceeds the limit (" + std::to_string(limit) +
                                " digits) for integer string conversion: value has " +
                                std::to_string(digits.size()) +
                                " digits; use sys.set_int_max_str_digits() to increase the limit - "
                                "Consider hexadecimal for huge integer "
                                "literals to avoid decimal conversion limits.";
    tokens.raise_at("SyntaxError", {token.lineno, -1, token.lineno, Range::kUnknownEnd}, message);
    return false;
  }
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  if (fits_int64(digits, base, value.integer)) {
    value.kind = ConstantKind::Int;
    return true;
  }
  value.kind = ConstantKind::BigInt;
  value.base = static_cast<uint8_t>(base);
  value.text = tokens.arena().copy_text(digits);
  return true;
}

}  // namespace pyvm::syntax
