#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vm/syntax/ast.h"
#include "vm/syntax/token_stream.h"

namespace pyvm::syntax {

// Builds the value of adjacent string literals of which some are f-strings: a Constant when none
// is, else a JoinedStr whose runs of text are merged. Every node spans all the literals, and the
// end of a format specification the one literal that it stands in, as in CPython 3.11.
class FStringBuilder {
 public:
  FStringBuilder(TokenStream& tokens, const Token& first, const Token& last, const Text* kind)
      : tokens_(tokens), first_(first), last_(last), kind_(kind) {}

  bool add_text(std::string_view text) {
    text_ += text;
    return true;
  }

  // The body of an f-string; returns false after raising an error.
  bool add_formatted(const Token& token, std::string_view body, bool raw);

  Expr* finish() { return finish_at(first_, last_); }

 private:
  // A position in the body of the literal that is being read.
  struct Cursor {
    std::string_view body;
    size_t at = 0;
    bool raw;
    const Token& token;

    bool at_end() const { return at >= body.size(); }
    char peek() const { return at < body.size() ? body[at] : '\0'; }
  };
  enum class Found { Error, End, Brace, Expression };

  bool fields(Cursor& cursor, int depth);
  Found literal(Cursor& cursor, int depth);
  bool field(Cursor& cursor, int depth);
  bool skip_expression(Cursor& cursor);
  Expr* compile(Cursor& cursor, size_t start, size_t end);
  void end_text(const Token& first, const Token& last);
  Expr* finish_at(const Token& first, const Token& last);
  std::nullptr_t error(const std::string& message) {
    return tokens_.raise_syntax("f-string" + message);
  }
  template <class T>
  T* node(const Token& first, const Token& last);

  TokenStream& tokens_;
  const Token& first_;
  const Token& last_;
  const Text* kind_;
  bool formatted_ = false;
  std::string text_;
  std::vector<Expr*> values_;
};

}  // namespace pyvm::syntax
