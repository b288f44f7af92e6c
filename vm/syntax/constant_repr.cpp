#include "vm/syntax/constant_repr.h"

#include <gmp.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "vm/syntax/unicode.h"

namespace pyvm::syntax {

namespace {

void append_hex(std::string& out, const char* prefix, uint32_t value, int width) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%s%0*x", prefix, width, value);
  out += buffer;
}

void repr_text(std::string& out, std::string_view text) {
  const char quote = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
  out += quote;
  for (size_t at = 0; at < text.size();) {
    const size_t before = at;
    uint32_t c = 0;
    if (!next_utf8(text, at, c)) c = static_cast<unsigned char>(text[at++]);
    if (c == static_cast<uint32_t>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (is_printable(c)) {
      out += text.substr(before, at - before);
    } else if (c < 0x100) {
      append_hex(out, "\\x", c, 2);
    } else if (c < 0x10000) {
      append_hex(out, "\\u", c, 4);
    } else {
      append_hex(out, "\\U", c, 8);
    }
  }
  out += quote;
}

void repr_bytes(std::string& out, std::string_view bytes) {
  const char quote = bytes.find('\'') != bytes.npos && bytes.find('"') == bytes.npos ? '"' : '\'';
  out += 'b';
  out += quote;
  for (char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (byte == quote || byte == '\\') {
      out += '\\';
      out += byte;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c >= 0x20 && c < 0x7F) {
      out += byte;
    } else {
      append_hex(out, "\\x", c, 2);
    }
  }
  out += quote;
}

std::string repr_float(double value) {
  if (std::isinf(value)) return "inf";
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  std::string text(buffer, end.ptr);
  const size_t e = text.find('e');
  const int exponent = std::atoi(text.c_str() + e + 1);
  if (exponent < -4 || exponent >= 16) return text;
  end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  text.assign(buffer, end.ptr);
  if (text.find('.') == text.npos) text += ".0";
  return text;
}

std::string repr_big(const ConstantValue& value) {
  if (value.base == 10) return std::string(value.text.view());
  mpz_t number;
  mpz_init_set_str(number, std::string(value.text.view()).c_str(), value.base);
  std::string text(mpz_sizeinbase(number, 10) + 2, '\0');
  mpz_get_str(text.data(), 10, number);
  mpz_clear(number);
  text.resize(text.find('\0'));
  return text;
}

}  // namespace

void repr_constant(std::string& out, const ConstantValue& value) {
  switch (value.kind) {
    case ConstantKind::None:
      out += "None";
      break;
    case ConstantKind::True:
      out += "True";
      break;
    case ConstantKind::False:
      out += "False";
      break;
    case ConstantKind::Ellipsis:
      out += "Ellipsis";
      break;
    case ConstantKind::Int:
      out += std::to_string(value.integer);
      break;
    case ConstantKind::BigInt:
      out += repr_big(value);
      break;
    case ConstantKind::Float:
      out += repr_float(value.number);
      break;
    case ConstantKind::Complex: {
      std::string text = repr_float(value.number);
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      out += text + "j";
      break;
    }
    case ConstantKind::Str:
      repr_text(out, value.text.view());
      break;
    case ConstantKind::Bytes:
      repr_bytes(out, value.text.view());
      break;
  }
}

std::string repr(std::string_view text) {
  std::string out;
  repr_text(out, text);
  return out;
}

}  // namespace pyvm::syntax
