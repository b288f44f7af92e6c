#include "vm/syntax/lexer.h"

#include <cstdarg>
#include <cstdio>

#include "vm/syntax/source.h"
#include "vm/syntax/unicode.h"

// The lexical rules are those of https://docs.python.org/3.11/reference/lexical_analysis.html.
// Numbers stand in lex_number.cpp.
//
// 1. `window_` is the start of the line that the current token began on, `line_end_` the end of the
// last line read: CPython
//    prints this text with an error that it finds before it reads another token.
// 2. Tokens without text (Indent, Dedent, EndMarker) have column -1.

namespace pyvm::syntax {

namespace {

constexpr uint8_t kNameStart = 1;
constexpr uint8_t kNamePart = 2;

struct CharTable {
  uint8_t flags[256] = {};
  constexpr CharTable() {
    for (int c = 0; c < 256; c++) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
      if (letter) flags[c] = kNameStart | kNamePart;
      if (c >= '0' && c <= '9') flags[c] = kNamePart;
    }
  }
};
constexpr CharTable kChars;

struct Keyword {
  std::string_view text;
  Tok type;
};
constexpr Keyword kKeywords[] = {
#define TOKEN(Name, text)
#define KEYWORD(Name, text) {text, Tok::Name},
#include "vm/syntax/token.def"
};

// First letter and length select few candidates; the table maps them to a run in kKeywords by
// scanning once at compile time.
struct KeywordIndex {
  uint8_t slots[128][2] = {};
  constexpr KeywordIndex() {
    constexpr size_t count = sizeof kKeywords / sizeof kKeywords[0];
    for (uint8_t i = 0; i < count; i++) {
      const auto first = static_cast<unsigned char>(kKeywords[i].text[0]);
      if (slots[first][1] == 0) slots[first][0] = i;
      slots[first][1] = static_cast<uint8_t>(i + 1);
    }
  }
};
constexpr KeywordIndex kKeywordIndex;

Tok keyword_type(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first >= 128 || text.size() > 8) return Tok::Name;
  for (int i = kKeywordIndex.slots[first][0]; i < kKeywordIndex.slots[first][1]; i++)
    if (kKeywords[i].text == text) return kKeywords[i].type;
  return Tok::Name;
}

SoftKeyword soft_keyword(std::string_view text) {
  if (text == "_") return SoftKeyword::Underscore;
  if (text == "match") return SoftKeyword::Match;
  if (text == "case") return SoftKeyword::Case;
  return SoftKeyword::None;
}

}  // namespace

const char* token_text(Tok type) {
  static constexpr const char* kTexts[] = {
#define TOKEN(Name, text) text,
#define KEYWORD(Name, text) text,
#include "vm/syntax/token.def"
  };
  return kTexts[static_cast<int>(type)];
}

Lexer::Lexer(Arena& arena, std::string_view text, int lineno, int column)
    : arena_(arena),
      text_(text),
      lineno_(lineno > 0 ? lineno - 1 : 0),
      origin_lineno_(lineno),
      origin_column_(column) {}

int Lexer::get_slow() {
  if (at_end_ || error_kind_ != LexError::None) return kEnd;
  if (line_end_ >= text_.size()) {
    at_end_ = true;
    return kEnd;
  }
  const size_t newline = text_.find('\n', line_end_);
  if (!has_start_) window_ = cur_;
  line_start_ = cur_;
  lineno_++;
  line_end_ = static_cast<uint32_t>(newline == text_.npos ? text_.size() : newline + 1);
  return static_cast<unsigned char>(text_[cur_++]);
}

Token Lexer::make(Tok type) {
  Token token{};
  token.type = type;
  token.level = static_cast<uint8_t>(level_);
  const bool is_string = type == Tok::String;
  const uint32_t line = is_string ? first_line_start_ : line_start_;
  const int shift = lineno_ == origin_lineno_ ? origin_column_ : 0;
  const uint32_t end = type == Tok::Newline ? cur_ - 1 : cur_;
  token.lineno = is_string ? first_lineno_ : lineno_;
  token.end_lineno = lineno_;
  token.col = start_ >= line ? static_cast<int>(start_ - line) + shift : -1;
  token.end_col = end >= line_start_ ? static_cast<int>(end - line_start_) + shift : -1;
  token.start = start_;
  token.end = end;
  token.cursor = cur_;
  token.line_start = line_start_;
  token.cursor_lineno = lineno_;
  return token;
}

Token Lexer::without_text(Tok type) {
  Token token{};
  token.type = type;
  token.level = static_cast<uint8_t>(level_);
  token.lineno = token.end_lineno = token.cursor_lineno = lineno_;
  const int shift = lineno_ == origin_lineno_ ? origin_column_ : 0;
  token.col = token.end_col = shift - 1;
  token.start = token.end = token.cursor = cur_;
  token.line_start = line_start_;
  return token;
}

Token Lexer::fail(LexError kind) {
  error_kind_ = kind;
  return without_text(Tok::Error);
}

// The text of the error is the line of the cursor without its newline, the offset the number of
// characters before the cursor.
Token Lexer::report_range(int column, int end_column, const char* message) {
  const std::string_view rest = text_.substr(line_start_);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  error_.type = "SyntaxError";
  error_.message = message;
  error_.has_location = true;
  error_.lineno = error_.end_lineno = lineno_;
  if (column < 0) column = count_code_points(rest, static_cast<int>(cur_ - line_start_));
  error_.offset = column;
  error_.end_offset = end_column < 0 ? column : end_column;
  error_.has_text = true;
  error_.text = line;
  return fail(LexError::Reported);
}

Token Lexer::report(const char* format, ...) {
  char message[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  return report_range(-1, -1, message);
}

void Lexer::warn(const char* category, const char* kind) {
  if (!warnings_) return;
  const int column =
      count_code_points(text_.substr(line_start_), static_cast<int>(cur_ - line_start_));
  warnings_->push_back(
      {category, std::string("invalid ") + kind + " literal", lineno_, column, lineno_, column});
}

// After a backslash: the rest of the line must be empty and another line must follow.
bool Lexer::continuation_line() {
  if (get() != '\n') {
    error_kind_ = LexError::Continuation;
    return false;
  }
  const int c = get();
  if (c == kEnd) {
    error_kind_ = LexError::EndOfFile;
    cur_ = line_end_;
    return false;
  }
  unget(c);
  return true;
}

bool Lexer::set_indent(int column, int alternative) {
  if (column == indents_[indent_]) {
    if (alternative == alternative_indents_[indent_]) return true;
    error_kind_ = LexError::Tabs;
    cur_ = line_end_;
    return false;
  }
  if (column > indents_[indent_]) {
    if (indent_ + 1 >= kMaxIndents) {
      error_kind_ = LexError::TooDeep;
      cur_ = line_end_;
      return false;
    }
    if (alternative <= alternative_indents_[indent_]) {
      error_kind_ = LexError::Tabs;
      cur_ = line_end_;
      return false;
    }
    pending_++;
    indents_[++indent_] = column;
    alternative_indents_[indent_] = alternative;
    return true;
  }
  while (indent_ > 0 && column < indents_[indent_]) {
    pending_--;
    indent_--;
  }
  if (column != indents_[indent_]) {
    error_kind_ = LexError::Unindent;
    cur_ = line_end_;
    return false;
  }
  if (alternative != alternative_indents_[indent_]) {
    error_kind_ = LexError::Tabs;
    cur_ = line_end_;
    return false;
  }
  return true;
}

// Reads the white space at the start of a line; sets `blank` when the line holds nothing else.
bool Lexer::indentation(bool& blank) {
  int column = 0;
  int alternative = 0;
  int continued_column = 0;
  int c;
  for (;;) {
    c = get();
    if (c == ' ') {
      column++;
      alternative++;
    } else if (c == '\t') {
      column = (column / 8 + 1) * 8;
      alternative++;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      // An indentation split by a backslash counts up to the first one.
      if (continued_column == 0) continued_column = column;
      if (!continuation_line()) return false;
    } else {
      break;
    }
  }
  unget(c);
  blank = c == '#' || c == '\n';
  if (blank || level_ > 0) return true;
  if (continued_column) column = alternative = continued_column;
  return set_indent(column, alternative);
}

Token Lexer::next() {
  if (error_kind_ != LexError::None) return without_text(Tok::Error);
  bool blank;
  has_start_ = false;
next_line:
  has_start_ = false;
  blank = false;
  if (line_begins_) {
    line_begins_ = false;
    if (!indentation(blank)) return without_text(Tok::Error);
  }
  start_ = cur_;
  has_start_ = true;
  if (pending_ < 0) {
    pending_++;
    return without_text(Tok::Dedent);
  }
  if (pending_ > 0) {
    pending_--;
    return without_text(Tok::Indent);
  }
  int c;
again:
  has_start_ = false;
  do c = get();
  while (c == ' ' || c == '\t' || c == '\f');
  start_ = c == kEnd ? cur_ : cur_ - 1;
  has_start_ = true;
  if (c == '#') do
      c = get();
    while (c != kEnd && c != '\n');
  if (c == kEnd) {
    if (level_ > 0) return fail(LexError::EndOfFile);
    return without_text(Tok::EndMarker);
  }
  if (kChars.flags[c] & kNameStart) return word(c);
  if (c == '\n') {
    line_begins_ = true;
    if (blank || level_ > 0) goto next_line;
    return make(Tok::Newline);
  }
  if (c == '.') {
    const int second = get();
    if (second >= '0' && second <= '9') return fraction(second);
    if (second == '.') {
      const int third = get();
      if (third == '.') return make(Tok::Ellipsis);
      unget(third);
    }
    unget(second);
    return make(Tok::Dot);
  }
  if (c >= '0' && c <= '9') return number(c);
  if (c == '\'' || c == '"') return string(c);
  if (c == '\\') {
    if (!continuation_line()) return without_text(Tok::Error);
    goto again;
  }
  return operator_or_bracket(c);
}

Token Lexer::word(int c) {
  // Letters that can precede a quote: each of b u r f at most once, u alone, b and f not together.
  bool saw_b = false, saw_u = false, saw_r = false, saw_f = false;
  bool ascii = true;
  for (;;) {
    const int lower = c | 0x20;
    if (lower == 'b' && !(saw_b || saw_u || saw_f)) {
      saw_b = true;
    } else if (lower == 'u' && !(saw_b || saw_u || saw_r || saw_f)) {
      saw_u = true;
    } else if (lower == 'r' && !(saw_r || saw_u)) {
      saw_r = true;
    } else if (lower == 'f' && !(saw_f || saw_b || saw_u)) {
      saw_f = true;
    } else {
      break;
    }
    c = get();
    if (c == '"' || c == '\'') return string(c);
  }
  while (c != kEnd && (kChars.flags[c] & kNamePart)) {
    if (c >= 128) ascii = false;
    c = get();
  }
  unget(c);
  return finish_name(c, ascii);
}

Token Lexer::finish_name(int c, bool ascii) {
  if (!ascii && !check_identifier()) return without_text(Tok::Error);
  Token token = make(Tok::Name);
  const std::string_view text = text_.substr(start_, cur_ - start_);
  token.type = keyword_type(text);
  if (token.type != Tok::Name) return token;
  token.soft = soft_keyword(text);
  token.name = arena_.intern(ascii ? text : std::string_view(normalise_nfkc(text)));
  return token;
}

bool Lexer::check_identifier() {
  const std::string_view text = text_.substr(start_, cur_ - start_);
  size_t at = 0;
  while (at < text.size()) {
    const size_t before = at;
    uint32_t c;
    if (!next_utf8(text, at, c)) {
      error_kind_ = LexError::Undecodable;
      return false;
    }
    if (before == 0 ? is_identifier_start(c) : is_identifier_continue(c)) continue;
    cur_ = start_ + static_cast<uint32_t>(at);
    const std::string shown(text.substr(before, at - before));
    if (is_printable(c))
      report("invalid character '%s' (U+%04X)", shown.c_str(), c);
    else
      report("invalid non-printable character U+%04X", c);
    return false;
  }
  return true;
}

// The cursor is behind the first quote.
Token Lexer::string(int quote) {
  first_lineno_ = lineno_;
  first_line_start_ = line_start_;
  int quotes = 1;
  int closing = 0;
  int c = get();
  if (c == quote) {
    c = get();
    if (c == quote)
      quotes = 3;
    else
      closing = 1;  // the empty string
  }
  if (c != quote) unget(c);
  while (closing != quotes) {
    c = get();
    if (c == kEnd || (quotes == 1 && c == '\n')) {
      const int detected = lineno_;
      open_string_ = c == kEnd;
      cur_ = start_ + 1;
      line_start_ = first_line_start_;
      lineno_ = first_lineno_;
      return report(quotes == 3 ? "unterminated triple-quoted string literal (detected at line %d)"
                                : "unterminated string literal (detected at line %d)",
                    detected);
    }
    if (c == quote) {
      closing++;
    } else {
      closing = 0;
      if (c == '\\') get();
    }
  }
  return make(Tok::String);
}

Token Lexer::open_bracket(char c) {
  if (level_ >= kMaxBrackets) return report("too many nested parentheses");
  brackets_[level_++] = {c, lineno_, static_cast<int>(start_ - line_start_)};
  return make(c == '(' ? Tok::LPar : c == '[' ? Tok::LSqb : Tok::LBrace);
}

Token Lexer::close_bracket(char c) {
  if (level_ == 0) return report("unmatched '%c'", c);
  const Bracket& open = brackets_[--level_];
  const char expected = open.open == '(' ? ')' : open.open == '[' ? ']' : '}';
  if (c != expected) {
    if (open.lineno != lineno_)
      return report("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d",
                    c, open.open, open.lineno);
    return report("closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.open);
  }
  return make(c == ')' ? Tok::RPar : c == ']' ? Tok::RSqb : Tok::RBrace);
}

Token Lexer::operator_or_bracket(int c) {
  // CPython reads the character behind every operator, and so may find the end of the text here.
  unget(get());
  const auto then = [this](char next) {
    if (peek() != next) return false;
    cur_++;
    return true;
  };
  const auto with_equal = [&](Tok plain, Tok equal) { return make(then('=') ? equal : plain); };
  switch (c) {
    case '(':
    case '[':
    case '{':
      return open_bracket(static_cast<char>(c));
    case ')':
    case ']':
    case '}':
      return close_bracket(static_cast<char>(c));
    case ',':
      return make(Tok::Comma);
    case ';':
      return make(Tok::Semi);
    case '~':
      return make(Tok::Tilde);
    case ':':
      return with_equal(Tok::Colon, Tok::ColonEqual);
    case '=':
      return with_equal(Tok::Equal, Tok::EqEqual);
    case '+':
      return with_equal(Tok::Plus, Tok::PlusEqual);
    case '@':
      return with_equal(Tok::At, Tok::AtEqual);
    case '%':
      return with_equal(Tok::Percent, Tok::PercentEqual);
    case '|':
      return with_equal(Tok::VBar, Tok::VBarEqual);
    case '&':
      return with_equal(Tok::Amper, Tok::AmperEqual);
    case '^':
      return with_equal(Tok::Caret, Tok::CaretEqual);
    case '!':
      return with_equal(Tok::Unknown, Tok::NotEqual);
    case '-':
      if (then('>')) return make(Tok::Arrow);
      return with_equal(Tok::Minus, Tok::MinEqual);
    case '*':
      if (then('*')) return with_equal(Tok::DoubleStar, Tok::DoubleStarEqual);
      return with_equal(Tok::Star, Tok::StarEqual);
    case '/':
      if (then('/')) return with_equal(Tok::DoubleSlash, Tok::DoubleSlashEqual);
      return with_equal(Tok::Slash, Tok::SlashEqual);
    case '<':
      if (then('<')) return with_equal(Tok::LeftShift, Tok::LeftShiftEqual);
      if (then('>')) return make(Tok::NotEqual);
      return with_equal(Tok::Less, Tok::LessEqual);
    case '>':
      if (then('>')) return with_equal(Tok::RightShift, Tok::RightShiftEqual);
      return with_equal(Tok::Greater, Tok::GreaterEqual);
    default:
      if (!is_printable(static_cast<uint32_t>(c)))
        return report("invalid non-printable character U+%04X", c);
      return make(Tok::Unknown);
  }
}

}  // namespace pyvm::syntax
