#include "vm/syntax/token_stream.h"

#include "vm/syntax/source.h"

// Locations: a column is turned into an offset by adding 1, then into a number of code points of
// the line that is shown. What that line is depends on how far the lexer has read, see
// error_text().

namespace pyvm::syntax {

TokenStream::TokenStream(Arena& arena, std::string_view text, StartRule rule,
                         const SyntaxOptions& options, Diagnostics& diagnostics, int lineno,
                         int column)
    : arena_(arena),
      lexer_(arena, text, lineno, column),
      rule_(rule),
      options_(options),
      diagnostics_(diagnostics),
      origin_lineno_(lineno),
      origin_column_(column) {
  tokens_.reserve(text.size() / 4 + 16);
  lexer_.set_warnings(&diagnostics.warnings);
}

void TokenStream::fill() {
  Token token = lexer_.next();
  if (rule_ == StartRule::Single && token.type == Tok::EndMarker && statement_begun_) {
    token.type = Tok::Newline;
    statement_begun_ = false;
    if (!options_.dont_imply_dedent) lexer_.drop_indents();
  } else {
    statement_begun_ = true;
  }
  tokens_.push_back(token);
  if (token.type == Tok::Error) raise_lexer_error();
}

void TokenStream::raise_lexer_error() {
  const int line = lexer_.lineno();
  const auto known = [&](const char* type, int column, const char* message) {
    raise_at(type, {line, column, line, Range::kUnknownEnd}, message);
  };
  switch (lexer_.error_kind()) {
    case LexError::None:
      break;
    case LexError::Reported:
      if (diagnostics_.failed) return;
      diagnostics_.failed = true;
      take_lexer_error();
      break;
    case LexError::EndOfFile:
      if (lexer_.level() > 0)
        raise_unclosed_bracket();
      else
        raise_syntax("unexpected EOF while parsing");
      break;
    case LexError::Unindent:
      raise("IndentationError", "unindent does not match any outer indentation level");
      break;
    case LexError::Tabs:
      known("TabError", 0, "inconsistent use of tabs and spaces in indentation");
      break;
    case LexError::TooDeep:
      known("IndentationError", 0, "too many levels of indentation");
      break;
    case LexError::Continuation:
      known("SyntaxError", static_cast<int>(lexer_.cursor() - lexer_.window_start()) - 1,
            "unexpected character after line continuation character");
      break;
    case LexError::Undecodable:
      raise_syntax(utf8_problem(lexer_.token_text()));
      break;
  }
}

void TokenStream::take_lexer_error() {
  diagnostics_.error = lexer_.error();
  if (source_.malformed) diagnostics_.error.text = replace_malformed(diagnostics_.error.text);
}

// The line that is printed with the error. Of a file it is the line; of other texts, while the
// lexer is still on that line (or before it), all that has been read for the current token,
// otherwise the line alone, without its newline.
std::string TokenStream::error_text(int lineno) {
  if (rule_ == StartRule::File && options_.has_file)
    return std::string(source_line(lexer_.text(), lineno));
  if (lexer_.lineno() <= lineno && !lexer_.window().empty()) return std::string(lexer_.window());
  const int line = origin_lineno_ ? lineno - origin_lineno_ + 1 : lineno;
  std::string_view text = source_line(lexer_.text(), line);
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return std::string(text);
}

// `column` and `end_column` count bytes from 1.
void TokenStream::raise_columns(const char* type, int lineno, int column, int end_lineno,
                                int end_column, const std::string& message) {
  if (diagnostics_.failed) return;
  diagnostics_.failed = true;
  SyntaxErrorInfo& error = diagnostics_.error;
  error = {};
  error.type = type;
  error.message = rule_ == StartRule::FString ? "f-string: " + message : message;
  error.has_location = true;
  error.has_text = true;
  error.text = error_text(lineno);
  if (source_.malformed) error.text = replace_malformed(error.text);
  if (rule_ == StartRule::FString) {
    column = column > origin_column_ ? column - origin_column_ : 0;
    end_column = end_column > origin_column_ ? end_column - origin_column_ : 0;
  }
  const int most = static_cast<int>(error.text.size()) + 1;
  // CPython 3.11 counts bytes when the encoding of a file is not declared.
  const bool count_bytes = !source_.declared && rule_ != StartRule::FString;
  const auto to_characters = [&](int bytes) {
    if (count_bytes) return bytes;
    if (bytes > most) bytes = most;
    // A character cut in two counts as one; the position behind the line is one more.
    const int inside = bytes == most ? bytes - 1 : bytes;
    return count_code_points(error.text, inside) + (bytes - inside);
  };
  error.lineno = lineno;
  error.offset = column > 0 ? to_characters(column) : column;
  error.end_lineno = end_lineno;
  error.end_offset = end_column > 0 ? to_characters(end_column) : end_column;
}

std::nullptr_t TokenStream::raise(const char* type, const std::string& message) {
  if (tokens_.empty()) {
    raise_columns(type, 0, 0, 0, -1, message);
    return nullptr;
  }
  const Token& token = tokens_.back();
  const bool no_text = token.type == Tok::Indent || token.type == Tok::Dedent ||
                       token.type == Tok::EndMarker || token.type == Tok::Error || token.col < 0;
  const int column =
      no_text ? static_cast<int>(lexer_.cursor() - lexer_.line_start()) : token.col + 1;
  raise_columns(type, token.lineno, column, token.end_lineno, no_text ? -1 : token.end_col + 1,
                message);
  return nullptr;
}

std::nullptr_t TokenStream::raise_at(const char* type, Range range, const std::string& message) {
  raise_columns(type, range.lineno, range.col + 1, range.end_lineno, range.end_col + 1, message);
  return nullptr;
}

std::nullptr_t TokenStream::raise_from(int lineno, int col, const std::string& message) {
  raise_columns("SyntaxError", lineno, col + 1, lexer_.lineno(),
                static_cast<int>(lexer_.cursor() - lexer_.line_start()), message);
  return nullptr;
}

std::nullptr_t TokenStream::raise_plain(const char* type, const std::string& message) {
  if (diagnostics_.failed) return nullptr;
  diagnostics_.failed = true;
  diagnostics_.error = {};
  diagnostics_.error.type = type;
  diagnostics_.error.message = message;
  return nullptr;
}

std::nullptr_t TokenStream::raise_unclosed_bracket() {
  const int line = lexer_.bracket_lineno();
  return raise_at("SyntaxError", {line, lexer_.bracket_column(), line, Range::kUnknownEnd},
                  std::string("'") + lexer_.bracket() + "' was never closed");
}

void TokenStream::check_rest_of_text(bool specific) {
  if (lexer_.error_kind() != LexError::None || tokens_.empty()) return;
  if (specific && lexer_.at_end()) return;
  const std::string& type = diagnostics_.error.type;
  if (type != "SyntaxError" && type != "IndentationError" && type != "TabError") return;
  const int line = tokens_.back().lineno;
  for (;;) {
    const Token token = lexer_.next();
    if (token.type == Tok::EndMarker) return;
    if (token.type != Tok::Error) continue;
    if (lexer_.error_kind() == LexError::Reported) {
      take_lexer_error();
    } else if (lexer_.error_kind() == LexError::Undecodable) {
      diagnostics_.error = {};
      diagnostics_.error.type = "UnicodeDecodeError";
      diagnostics_.error.text = lexer_.token_text();
    } else if (lexer_.level() > 0 && line > lexer_.bracket_lineno()) {
      diagnostics_.failed = false;
      raise_unclosed_bracket();
    }
    return;
  }
}

bool TokenStream::has_more_statements() {
  const std::string_view rest = lexer_.text().substr(lexer_.cursor());
  for (size_t i = 0; i < rest.size(); i++) {
    const char c = rest[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\f') continue;
    if (c != '#') return true;
    i = rest.find('\n', i);
    if (i == rest.npos) return false;
  }
  return false;
}

}  // namespace pyvm::syntax
