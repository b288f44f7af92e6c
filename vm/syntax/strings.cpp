#include <string>

#include "vm/syntax/fstring.h"
#include "vm/syntax/literals.h"
#include "vm/syntax/string_decoder.h"

// String literals: prefixes, quotes, and the concatenation of adjacent literals.

namespace pyvm::syntax {

namespace {

struct Literal {
  bool bytes = false;
  bool raw = false;
  bool formatted = false;
  std::string_view body;
};

Literal split(std::string_view text) {
  Literal literal;
  size_t i = 0;
  for (; text[i] != '\'' && text[i] != '"'; i++) {
    switch (text[i] | 32) {
      case 'b':
        literal.bytes = true;
        break;
      case 'r':
        literal.raw = true;
        break;
      case 'f':
        literal.formatted = true;
        break;
      default:
        break;
    }
  }
  const char quote = text[i];
  const bool triple = text.size() - i >= 6 && text[i + 1] == quote && text[i + 2] == quote;
  const size_t width = triple ? 3 : 1;
  literal.body = text.substr(i + width, text.size() - i - 2 * width);
  return literal;
}

Constant* make_constant(TokenStream& tokens, const Token& first, const Token& last,
                        ConstantKind kind, Text text) {
  auto* node = tokens.arena().make<Constant>();
  Node* base = node;
  *base = {Kind::Constant, first.lineno, first.col, last.end_lineno, last.end_col};
  node->value.kind = kind;
  node->value.text = text;
  return node;
}

// A lone literal without escapes needs no copy in between.
Expr* plain_string(TokenStream& tokens, const Token& token, const Literal& literal) {
  return make_constant(tokens, token, token,
                       literal.bytes ? ConstantKind::Bytes : ConstantKind::Str,
                       tokens.arena().copy_text(literal.body));
}

bool is_ascii(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) >= 128) return false;
  return true;
}

}  // namespace

Expr* concatenate_strings(TokenStream& tokens, size_t first, size_t last) {
  const Token first_token = tokens.at(first);
  const Token last_token = tokens.at(last);
  const Literal first_literal = split(tokens.text(first_token));
  static constexpr Text kUnicodeKind{"u", 1};
  const bool unicode_prefix = tokens.text(first_token)[0] == 'u';
  if (first == last && !first_literal.formatted && !tokens.source().malformed &&
      !(first_literal.bytes && !is_ascii(first_literal.body)) &&
      (first_literal.raw || first_literal.body.find('\\') == std::string_view::npos)) {
    Expr* node = plain_string(tokens, first_token, first_literal);
    if (unicode_prefix) static_cast<Constant*>(node)->kind = &kUnicodeKind;
    return node;
  }
  FStringBuilder builder(tokens, first_token, last_token, unicode_prefix ? &kUnicodeKind : nullptr);
  std::string bytes;
  for (size_t i = first; i <= last; i++) {
    const Token token = tokens.at(i);
    const Literal literal = split(tokens.text(token));
    if (literal.bytes && !is_ascii(literal.body))
      return tokens.raise_syntax("bytes can only contain ASCII literal characters");
    std::string decoded;
    if (literal.bytes) {
      if (!decode_bytes(tokens, token, literal.body, literal.raw, decoded)) return nullptr;
    } else if (!literal.formatted) {
      if (!decode_text(tokens, token, literal.body, literal.raw, decoded)) return nullptr;
    }
    if (literal.bytes != first_literal.bytes)
      return tokens.raise_syntax("cannot mix bytes and nonbytes literals");
    if (literal.bytes)
      bytes += decoded;
    else if (literal.formatted ? !builder.add_formatted(token, literal.body, literal.raw)
                               : !builder.add_text(decoded))
      return nullptr;
  }
  if (first_literal.bytes)
    return make_constant(tokens, first_token, last_token, ConstantKind::Bytes,
                         tokens.arena().copy_text(bytes));
  return builder.finish();
}

}  // namespace pyvm::syntax
