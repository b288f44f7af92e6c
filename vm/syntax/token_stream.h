#pragma once

#include <string>
#include <vector>

#include "vm/syntax/lexer.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/source.h"

namespace pyvm::syntax {

// What the parser is asked for: the modes of parse() and the expression part of an f-string.
enum class StartRule : uint8_t { File, Eval, Single, FunctionType, FString };

// A stretch of source. Columns are byte offsets from 0; an end column of kUnknownEnd is not told.
struct Range {
  static constexpr int kUnknownEnd = -1;
  int lineno;
  int col;
  int end_lineno;
  int end_col;
};

// The tokens of one text with the errors found in it. Tokens are lexed when first asked for and
// kept, so that the parser can go back. Raising an error computes its location and text from where
// the lexer stands, as CPython does.
class TokenStream {
 public:
  TokenStream(Arena& arena, std::string_view text, StartRule rule, const SyntaxOptions& options,
              Diagnostics& diagnostics, int lineno = 0, int column = 0);

  const Token& at(size_t index) {
    while (index >= tokens_.size()) fill();
    return tokens_[index];
  }
  size_t fetched() const { return tokens_.size(); }
  const Token& last_fetched() const { return tokens_.back(); }

  Lexer& lexer() { return lexer_; }
  Arena& arena() { return arena_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  const SyntaxOptions& options() const { return options_; }
  StartRule rule() const { return rule_; }
  bool failed() const { return diagnostics_.failed; }

  const SourceInfo& source() const { return source_; }
  void set_source(const SourceInfo& source) { source_ = source; }

  // The source text of a token.
  std::string_view text(const Token& token) const {
    return lexer_.text().substr(token.start, token.end - token.start);
  }

  // Each records an error unless there is one, and returns null.
  // At the last token that was fetched:
  std::nullptr_t raise(const char* type, const std::string& message);
  std::nullptr_t raise_syntax(const std::string& message) { return raise("SyntaxError", message); }
  // At a known place:
  std::nullptr_t raise_at(const char* type, Range range, const std::string& message);
  // From a place to where the lexer stands:
  std::nullptr_t raise_from(int lineno, int col, const std::string& message);
  // Without a location (MemoryError, RecursionError):
  std::nullptr_t raise_plain(const char* type, const std::string& message);
  std::nullptr_t raise_unclosed_bracket();

  // After a failed parse: lexical errors in the rest of the text go before what the parser found. A
  // specific error (not just "invalid syntax") stays when the lexer has met the end already.
  void check_rest_of_text(bool specific);

  // `single` input: anything but white space and comments behind the statement.
  bool has_more_statements();

  // The end of the text counts as the end of input (PyCF_ALLOW_INCOMPLETE_INPUT).
  bool at_end_of_text() { return lexer_.incomplete(); }

 private:
  void fill();
  void raise_lexer_error();
  void raise_columns(const char* type, int lineno, int column, int end_lineno, int end_column,
                     const std::string& message);
  void take_lexer_error();
  std::string error_text(int lineno);

  Arena& arena_;
  Lexer lexer_;
  StartRule rule_;
  const SyntaxOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  int origin_lineno_;
  int origin_column_;
  bool statement_begun_ = false;
  SourceInfo source_;
};

}  // namespace pyvm::syntax
