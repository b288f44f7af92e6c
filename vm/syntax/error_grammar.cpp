#include "vm/syntax/error_grammar.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/syntax/error_parser.h"

// Reads the notation of error_grammar.h. The text is ours, so a fault in it ends the process.

namespace pyvm::syntax {

namespace {

using Op = ErrorGrammar::Op;
using Act = ErrorGrammar::Act;
using Item = ErrorGrammar::Item;

class Reader {
 public:
  Reader(ErrorGrammar& grammar, const char* text) : grammar_(grammar), p_(text) {}

  void read_rules() {
    for (skip_all(); *p_; skip_all()) read_rule();
  }

  // References to rules by name, to be resolved when all are known: indexes into `names`.
  std::vector<std::string>& names() { return grammar_names_; }

  static uint16_t name_index(std::string_view name) {
    for (size_t i = 0; i < grammar_names_.size(); i++)
      if (grammar_names_[i] == name) return static_cast<uint16_t>(i);
    grammar_names_.emplace_back(name);
    return static_cast<uint16_t>(grammar_names_.size() - 1);
  }

 private:
  static inline std::vector<std::string> grammar_names_;

  [[noreturn]] void fault(const char* what) {
    std::fprintf(stderr, "error grammar: %s at: %.40s\n", what, p_);
    std::abort();
  }

  void skip_all() {
    while (*p_ == ' ' || *p_ == '\n') p_++;
  }
  void skip() {
    while (*p_ == ' ') p_++;
  }
  bool eat(char c) {
    skip();
    if (*p_ != c) return false;
    p_++;
    return true;
  }

  std::string_view word() {
    const char* start = p_;
    while ((*p_ >= 'a' && *p_ <= 'z') || (*p_ >= 'A' && *p_ <= 'Z') || *p_ == '_') p_++;
    if (p_ == start) fault("a name is missing");
    return {start, static_cast<size_t>(p_ - start)};
  }

  void read_rule() {
    const uint16_t index = name_index(word());
    if (grammar_.rules.size() <= index) grammar_.rules.resize(index + 1u);
    ErrorGrammar::Rule rule;
    rule.name = grammar_names_[index];
    if (*p_ == '@') {
      rule.shared_memo = true;
      p_++;
    }
    if (!eat(':')) fault("a colon is missing");
    skip_all();
    if (*p_ == '|') p_++;
    rule.alternatives = read_alternatives();
    if (grammar_.rules.size() <= index) grammar_.rules.resize(index + 1u);
    grammar_.rules[index] = std::move(rule);
  }

  std::vector<ErrorGrammar::Alternative> read_alternatives() {
    std::vector<ErrorGrammar::Alternative> result;
    for (;;) {
      result.push_back(read_alternative());
      skip();
      const char* before = p_;
      skip_all();
      if (*p_ != '|') {
        p_ = before;
        return result;
      }
      p_++;
    }
  }

  ErrorGrammar::Alternative read_alternative() {
    ErrorGrammar::Alternative one;
    for (;;) {
      skip();
      if (*p_ == '\n' || *p_ == '|' || *p_ == ')' || *p_ == ']' || *p_ == 0) return one;
      if (p_[0] == '-' && p_[1] == '>') {
        p_ += 2;
        read_action(one);
        return one;
      }
      one.items.push_back(read_item());
      const Item& first = one.items.front();
      one.mistake = one.items.size() == 1 && first.op == Op::Rule &&
                    grammar_names_[first.argument].starts_with("invalid_");
    }
  }

  std::string quoted() {
    const char quote = *p_++;
    const char* end = std::strchr(p_, quote);
    if (!end) fault("a quote is missing");
    std::string text(p_, end);
    p_ = end + 1;
    return text;
  }

  uint8_t digit() {
    if (*p_ < '1' || *p_ > '9') fault("an item number is missing");
    return static_cast<uint8_t>(*p_++ - '0');
  }

  void read_place(ErrorGrammar::Alternative& one) {
    if (*p_ != '@') return;
    p_++;
    one.first = one.last = digit();
    if (*p_ == '-') {
      p_++;
      one.last = digit();
    }
  }

  Kind read_kind() {
    const std::string_view name = word();
    for (int i = 0; i <= static_cast<int>(Kind::TypeIgnore); i++)
      if (name == kind_info(static_cast<Kind>(i)).name) return static_cast<Kind>(i);
    if (name == "Keyword") return Kind::Keyword;
    if (name == "DoubleStar") return Kind::Arguments;
    fault("unknown kind");
  }

  void read_action(ErrorGrammar::Alternative& one) {
    skip();
    if (*p_ >= '1' && *p_ <= '9') {
      one.act = Act::Pass;
      one.first = digit();
      return;
    }
    if (*p_ != '!') {
      one.act = Act::Make;
      if (std::strncmp(p_, "fold", 4) == 0) {
        p_ += 4;
        one.act = Act::Fold;
        one.kind = Kind::Module;
        skip();
        if (*p_ == '\n') return;
      }
      one.kind = read_kind();
      return;
    }
    p_++;
    if (*p_ == '\'' || *p_ == '"') {
      one.act = Act::Message;
      one.text = quoted();
      read_place(one);
      return;
    }
    one.text = std::string(word());
    if (one.text == "block") {
      one.act = Act::Block;
      skip();
      one.text = quoted();
      read_place(one);
      return;
    }
    one.act = Act::Call;
    if (*p_ != '(') return;
    p_++;
    one.first = one.last = digit();
    if (eat(',')) {
      skip();
      one.last = digit();
    }
    if (!eat(')')) fault("a parenthesis is missing");
  }

  // A group is a rule without a name.
  Item group(char close) {
    ErrorGrammar::Rule rule;
    rule.alternatives = read_alternatives();
    if (!eat(close)) fault("a bracket is missing");
    const uint16_t index = name_index("group " + std::to_string(grammar_names_.size()));
    rule.name = grammar_names_[index];
    if (grammar_.rules.size() <= index) grammar_.rules.resize(index + 1u);
    grammar_.rules[index] = std::move(rule);
    return {Op::Rule, index, {}};
  }

  Item token(std::string_view text) {
    for (int i = static_cast<int>(Tok::LPar); i <= static_cast<int>(Tok::Yield); i++)
      if (text == token_text(static_cast<Tok>(i))) return {Op::Token, static_cast<uint16_t>(i), {}};
    fault("unknown token");
  }

  Item named() {
    const std::string_view name = word();
    static constexpr struct {
      std::string_view name;
      Tok type;
    } kTokens[] = {{"NAME", Tok::Name},           {"NUMBER", Tok::Number}, {"STRING", Tok::String},
                   {"NEWLINE", Tok::Newline},     {"INDENT", Tok::Indent}, {"DEDENT", Tok::Dedent},
                   {"ENDMARKER", Tok::EndMarker}, {"ASYNC", Tok::Async},   {"AWAIT", Tok::Await}};
    for (const auto& one : kTokens)
      if (one.name == name) return {Op::Token, static_cast<uint16_t>(one.type), {}};
    if (name == "SOFT") return {Op::AnySoft, 0, {}};
    if (name == "NOTEQUAL") return {Op::NotEqual, 0, {}};
    return {Op::Rule, name_index(name), {}};
  }

  Item primary() {
    skip();
    switch (*p_) {
      case '(':
        p_++;
        return group(')');
      case '[': {
        p_++;
        Item inner = group(']');
        return {Op::Optional, 0, {std::move(inner)}};
      }
      case '\'':
        return token(quoted());
      case '"': {
        const std::string text = quoted();
        const SoftKeyword which = text == "match"  ? SoftKeyword::Match
                                  : text == "case" ? SoftKeyword::Case
                                                   : SoftKeyword::Underscore;
        return {Op::Soft, static_cast<uint16_t>(which), {}};
      }
      default:
        return named();
    }
  }

  Item read_item() {
    if (*p_ == '~') {
      p_++;
      return {Op::Cut, 0, {}};
    }
    if (p_[0] == '&' && p_[1] == '&') {
      p_ += 2;
      Item inner = primary();
      return {Op::Force, inner.argument, {}};
    }
    if (*p_ == '&' || *p_ == '!') {
      const Op op = *p_++ == '&' ? Op::And : Op::Not;
      Item inner = primary();
      return {op, 0, {std::move(inner)}};
    }
    Item first = primary();
    if (*p_ == '.') {
      p_++;
      Item element = primary();
      if (*p_++ != '+') fault("a list needs +");
      return {Op::Gather, 0, {std::move(first), std::move(element)}};
    }
    if (*p_ == '*' || *p_ == '+') {
      const Op op = *p_++ == '*' ? Op::Star : Op::Plus;
      return {op, 0, {std::move(first)}};
    }
    return first;
  }

  ErrorGrammar& grammar_;
  const char* p_;
};

}  // namespace

const ErrorGrammar& ErrorGrammar::get() {
  static const ErrorGrammar* const grammar = [] {
    auto* fresh = new ErrorGrammar;
    for (const char* text :
         {kErrorGrammarStatements, kErrorGrammarExpressions, kErrorGrammarMistakes})
      Reader(*fresh, text).read_rules();
    for (const Rule& rule : fresh->rules) {
      if (!rule.alternatives.empty()) continue;
      std::fprintf(stderr, "error grammar: a rule that is used has no definition: %s\n",
                   rule.name.c_str());
      std::abort();
    }
    return fresh;
  }();
  return *grammar;
}

int ErrorGrammar::find(std::string_view name) const {
  for (size_t i = 0; i < rules.size(); i++)
    if (rules[i].name == name) return static_cast<int>(i);
  return -1;
}

}  // namespace pyvm::syntax
