#pragma once

#include <string_view>

#include "vm/syntax/arena.h"
#include "vm/syntax/parse.h"
#include "vm/syntax/token.h"

namespace pyvm::syntax {

// Why the lexer returned Tok::Error. The first kind carries its whole report; the others are
// reported by the parser, which knows the location rules of each.
enum class LexError : uint8_t {
  None,
  Reported,      // `error()` is filled
  EndOfFile,     // inside brackets or after a backslash
  Unindent,      // matches no outer level
  Tabs,          // inconsistent tabs and spaces
  TooDeep,       // 100 levels of indentation
  Continuation,  // a character after a backslash
  Undecodable,   // malformed UTF-8
};

// Turns decoded text (see source.h) into tokens, one at a time and on demand, because the order in
// which CPython meets lexical and grammatical errors decides which one it reports. Reads whole
// lines: the lines that the current token touches are the text of an error.
class Lexer {
 public:
  static constexpr int kMaxBrackets = 200;
  static constexpr int kMaxIndents = 100;

  // The text must end with a NUL that is not counted. `lineno` and `column` place the first line of
  // the text in the file around it (f-string expressions).
  Lexer(Arena& arena, std::string_view text, int lineno = 0, int column = 0);

  // The next token. After an Error token the lexer stays where it is.
  Token next();

  // Interactive input: the pending indentation levels end here.
  void drop_indents() {
    pending_ = -indent_;
    indent_ = 0;
  }

  LexError error_kind() const { return error_kind_; }
  const SyntaxErrorInfo& error() const { return error_; }
  bool at_end() const { return at_end_; }
  // Whether more text could make a difference: the end was met, and no other error.
  bool incomplete() const {
    if (error_kind_ == LexError::None) return at_end_;
    return error_kind_ == LexError::EndOfFile || open_string_;
  }
  std::string_view text() const { return text_; }

  // The text from the start of the last token to where the lexer stands.
  std::string_view token_text() const { return text_.substr(start_, cur_ - start_); }

  // Where the lexer stands.
  int lineno() const { return lineno_; }
  uint32_t cursor() const { return cur_; }
  uint32_t line_start() const { return line_start_; }
  // The lines read for the current token.
  std::string_view window() const { return text_.substr(window_, line_end_ - window_); }
  uint32_t window_start() const { return window_; }

  // The innermost open bracket.
  int level() const { return level_; }
  char bracket() const { return brackets_[level_ - 1].open; }
  int bracket_lineno() const { return brackets_[level_ - 1].lineno; }
  int bracket_column() const { return brackets_[level_ - 1].column; }

  // Lexical warnings go here, if set.
  void set_warnings(std::vector<SyntaxWarningInfo>* warnings) { warnings_ = warnings; }

 private:
  static constexpr int kEnd = -1;

  struct Bracket {
    char open;
    int lineno;
    int column;
  };

  int get() {
    if (cur_ < line_end_) return static_cast<unsigned char>(text_[cur_++]);
    return get_slow();
  }
  int get_slow();
  void unget(int c) {
    if (c != kEnd) cur_--;
  }
  int peek() const { return cur_ < line_end_ ? static_cast<unsigned char>(text_[cur_]) : 0; }

  Token make(Tok type);
  Token without_text(Tok type);
  Token fail(LexError kind);
  Token report(const char* format, ...) __attribute__((format(printf, 2, 3)));
  Token report_range(int column, int end_column, const char* message);
  void warn(const char* category, const char* kind);

  bool indentation(bool& blank);
  bool set_indent(int column, int alternative);
  bool continuation_line();
  Token word(int first);
  Token finish_name(int c, bool ascii);
  bool check_identifier();
  Token string(int quote);
  Token operator_or_bracket(int c);
  Token open_bracket(char c);
  Token close_bracket(char c);

  Token number(int c);
  Token radix_number(const char* name, int base);
  Token fraction(int c);
  Token exponent(int c);
  Token imaginary();
  bool digits(int& c);
  bool number_end(int c, const char* kind);
  bool keyword_follows(int c);

  Arena& arena_;
  std::string_view text_;
  uint32_t cur_ = 0;
  uint32_t start_ = 0;  // of the token being read
  bool has_start_ = false;
  uint32_t line_start_ = 0;
  uint32_t line_end_ = 0;
  uint32_t window_ = 0;
  int lineno_;
  int first_lineno_ = 0;  // of the string being read
  uint32_t first_line_start_ = 0;
  int origin_lineno_;
  int origin_column_;

  bool line_begins_ = true;
  bool at_end_ = false;
  bool open_string_ = false;  // the text ended in a string
  int pending_ = 0;           // > 0: Indent tokens to return, < 0: Dedent tokens
  int indent_ = 0;
  int indents_[kMaxIndents] = {0};
  int alternative_indents_[kMaxIndents] = {0};  // with tabs as wide as spaces
  int level_ = 0;
  Bracket brackets_[kMaxBrackets];

  LexError error_kind_ = LexError::None;
  SyntaxErrorInfo error_;
  std::vector<SyntaxWarningInfo>* warnings_ = nullptr;
};

}  // namespace pyvm::syntax
