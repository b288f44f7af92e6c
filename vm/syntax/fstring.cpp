#include "vm/syntax/fstring.h"

#include "vm/syntax/literals.h"
#include "vm/syntax/string_decoder.h"

// f-strings as in Python 3.11: the literal is one token; each replacement field is cut out by
// matching brackets and quotes, put in parentheses and parsed as a text of its own. Positions
// inside count in the file: the field's line, and its column in that line.

namespace pyvm::syntax {

namespace {

constexpr int kMaxFieldDepth = 2;
constexpr size_t kMaxBrackets = 200;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; }
bool is_space(char c) { return is_blank(c) || c == '\v' || c == '\r'; }

}  // namespace

template <class T>
T* FStringBuilder::node(const Token& first, const Token& last) {
  T* node = tokens_.arena().make<T>();
  Node* base = node;
  *base = {T::kKind, first.lineno, first.col, last.end_lineno, last.end_col};
  return node;
}

// The text so far becomes a Constant.
void FStringBuilder::end_text(const Token& first, const Token& last) {
  if (text_.empty()) return;
  auto* constant = node<Constant>(first, last);
  constant->value.kind = ConstantKind::Str;
  constant->value.text = tokens_.arena().copy_text(text_);
  constant->kind = kind_;
  values_.push_back(constant);
  text_.clear();
}

Expr* FStringBuilder::finish_at(const Token& first, const Token& last) {
  if (!formatted_) {
    auto* constant = node<Constant>(first, last);
    constant->value.kind = ConstantKind::Str;
    constant->value.text = tokens_.arena().copy_text(text_);
    constant->kind = kind_;
    return constant;
  }
  end_text(first, last);
  auto* joined = node<JoinedStr>(first, last);
  joined->values = tokens_.arena().copy(values_.data(), values_.size());
  return joined;
}

bool FStringBuilder::add_formatted(const Token& token, std::string_view body, bool raw) {
  formatted_ = true;
  Cursor cursor{body, 0, raw, token};
  return fields(cursor, 0);
}

// Text and replacement fields up to the end of the literal or, in a format specification, to its
// brace.
bool FStringBuilder::fields(Cursor& cursor, int depth) {
  for (;;) {
    switch (literal(cursor, depth)) {
      case Found::Error:
        return false;
      case Found::Brace:
        continue;
      case Found::End:
        if (depth > 0 && cursor.peek() != '}') {
          error(": expecting '}'");
          return false;
        }
        return true;
      case Found::Expression:
        if (!field(cursor, depth)) return false;
    }
  }
}

FStringBuilder::Found FStringBuilder::literal(Cursor& cursor, int depth) {
  const std::string_view body = cursor.body;
  const size_t start = cursor.at;
  size_t i = start;
  size_t next = 0;
  Found found = Found::End;
  while (i < body.size()) {
    char c = body[i++];
    if (!cursor.raw && c == '\\' && i < body.size()) {
      c = body[i++];
      if (c == 'N') {
        // \N{name}: these braces are no field. A malformed one is found when the text is decoded.
        if (i < body.size() && body[i++] == '{')
          while (i < body.size() && body[i++] != '}') continue;
        continue;
      }
      if (c == '{') warn_invalid_escape(tokens_, cursor.token, "{");
    }
    if (c != '{' && c != '}') continue;
    if (depth == 0) {
      if (i < body.size() && body[i] == c) {
        next = i + 1;
        found = Found::Brace;
        break;
      }
      if (c == '}') {
        error(": single '}' is not allowed");
        return Found::Error;
      }
    }
    i--;
    found = c == '{' ? Found::Expression : Found::End;
    break;
  }
  cursor.at = next ? next : i;
  if (!decode_text(tokens_, cursor.token, body.substr(start, i - start), cursor.raw, text_, true))
    return Found::Error;
  return found;
}

// Moves the cursor from behind the brace to what ends the expression: `!`, `:`, `=`, `}` or the end
// of the literal.
bool FStringBuilder::skip_expression(Cursor& cursor) {
  const std::string_view body = cursor.body;
  char quote = 0;
  bool triple = false;
  std::string open;
  const auto tripled = [&](char c) { return body.substr(cursor.at, 3) == std::string(3, c); };
  for (; !cursor.at_end(); cursor.at++) {
    const char c = cursor.peek();
    if (c == '\\') return error(" expression part cannot include a backslash"), false;
    if (quote) {
      if (c != quote || (triple && !tripled(c))) continue;
      if (triple) cursor.at += 2;
      quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') {
      triple = tripled(c);
      if (triple) cursor.at += 2;
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      if (open.size() >= kMaxBrackets) return error(": too many nested parenthesis"), false;
      open += c;
    } else if (c == '#') {
      return error(" expression part cannot include '#'"), false;
    } else if (open.empty() &&
               (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
      if (cursor.at + 1 < body.size() && body[cursor.at + 1] == '=' && c != ':' && c != '}') {
        cursor.at++;
        continue;
      }
      if (c != '<' && c != '>') break;
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) return error(std::string(": unmatched '") + c + "'"), false;
      const char opening = open.back();
      open.pop_back();
      if (c != (opening == '(' ? ')' : opening == '[' ? ']' : '}'))
        return error(std::string(": closing parenthesis '") + c +
                     "' does not match opening parenthesis '" + opening + "'"),
               false;
    }
  }
  if (quote) return error(": unterminated string"), false;
  if (!open.empty()) return error(std::string(": unmatched '") + open.back() + "'"), false;
  if (cursor.at_end()) return error(": expecting '}'"), false;
  return true;
}

Expr* FStringBuilder::compile(Cursor& cursor, size_t start, size_t end) {
  const std::string_view text = cursor.body.substr(start, end - start);
  bool blank = true;
  for (char c : text) blank = blank && is_blank(c);
  if (blank) {
    const char c = cursor.body[end];
    if (c == '!' || c == ':' || c == '=')
      return error(std::string(": expression required before '") + c + "'");
    return error(": empty expression not allowed");
  }
  // The place of the brace, counted from the literal's own start.
  const std::string_view whole = tokens_.text(cursor.token);
  const size_t brace = static_cast<size_t>(cursor.body.data() - whole.data()) + start - 1;
  int lines = 0;
  size_t line_start = 0;
  for (size_t i = 0; i < brace; i++) {
    if (whole[i] != '\n') continue;
    lines++;
    line_start = i + 1;
  }
  bool newline_after_brace = true;
  for (size_t i = brace + 1; i < whole.size() && whole[i] != '}' && whole[i] != '\n'; i++)
    if (whole[i] != ' ' && whole[i] != '\t' && whole[i] != '\f') {
      newline_after_brace = false;
      break;
    }
  int column = newline_after_brace ? 0 : static_cast<int>(brace - line_start);
  if (lines == 0) column += cursor.token.col;
  return parse_fstring_expression(tokens_, text, cursor.token.lineno + lines, column);
}

// At the opening brace of a replacement field.
bool FStringBuilder::field(Cursor& cursor, int depth) {
  if (depth >= kMaxFieldDepth) return error(": expressions nested too deeply"), false;
  const auto incomplete = [&] { return error(": expecting '}'"), false; };
  const size_t start = ++cursor.at;
  if (!skip_expression(cursor)) return false;
  Expr* value = compile(cursor, start, cursor.at);
  if (!value) return false;
  int conversion = -1;
  bool show_source = false;
  if (cursor.peek() == '=') {
    cursor.at++;
    while (is_space(cursor.peek())) cursor.at++;
    if (cursor.at_end()) return incomplete();
    text_ += cursor.body.substr(start, cursor.at - start);
    show_source = true;
  }
  if (cursor.peek() == '!') {
    cursor.at++;
    if (cursor.at_end()) return incomplete();
    conversion = static_cast<unsigned char>(cursor.peek());
    cursor.at++;
    if (conversion != 's' && conversion != 'r' && conversion != 'a')
      return error(": invalid conversion character: expected 's', 'r', or 'a'"), false;
    if (cursor.at_end()) return incomplete();
  }
  Expr* format_spec = nullptr;
  if (cursor.peek() == ':') {
    cursor.at++;
    if (cursor.at_end()) return incomplete();
    FStringBuilder spec(tokens_, first_, last_, kind_);
    spec.formatted_ = true;
    if (!spec.fields(cursor, depth + 1)) return false;
    spec.kind_ = nullptr;
    format_spec = spec.finish_at(cursor.token, cursor.token);
  }
  if (cursor.at_end() || cursor.peek() != '}') return incomplete();
  cursor.at++;
  if (show_source && !format_spec && conversion < 0) conversion = 'r';
  end_text(first_, last_);
  auto* formatted = node<FormattedValue>(first_, last_);
  formatted->value = value;
  formatted->conversion = conversion;
  formatted->format_spec = format_spec;
  values_.push_back(formatted);
  return true;
}

}  // namespace pyvm::syntax
