#include <string>

#include "vm/syntax/literals.h"
#include "vm/syntax/parser.h"

// The match statement. `match` and `case` are ordinary names elsewhere, so a line that begins with
// `match` is read as a match statement first, as far as its colon, newline and indented `case`.

namespace pyvm::syntax {

Stmt* Parser::match_stmt() {
  const size_t before = at_;
  if (!is(Tok::Name)) return nullptr;
  const Tok next = token(1).type;
  if (next != Tok::Star && !starts_expression(next)) return nullptr;
  auto* node = start<Match>();
  at_++;
  node->subject = subject();
  if (!node->subject || !is(Tok::Colon) || token(1).type != Tok::Newline ||
      token(2).type != Tok::Indent || token(3).soft != SoftKeyword::Case) {
    at_ = before;
    return nullptr;
  }
  at_ += 3;
  List<MatchCase> cases(*this);
  while (is(Tok::Name) && token().soft == SoftKeyword::Case) {
    MatchCase* one = match_case();
    if (!one) return nullptr;
    cases.add(one);
  }
  if (!take(Tok::Dedent)) return nullptr;
  node->cases = cases.take();
  return finish_block(node);
}

Expr* Parser::subject() {
  const size_t first_at = at_;
  Expr* first = star_named_expression();
  if (!first || (!is(Tok::Comma) && first->kind != Kind::Starred)) return first;
  List<Expr> elements(*this);
  elements.add(first);
  if (!is(Tok::Comma)) return nullptr;
  while (take(Tok::Comma)) {
    if (!is(Tok::Star) && !starts_expression(type())) break;
    Expr* element = star_named_expression();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<Tuple>(first_at);
  node->elts = elements.take();
  return finish(node);
}

MatchCase* Parser::match_case() {
  auto* node = start<MatchCase>();
  at_++;
  if (!(node->pattern = patterns())) return nullptr;
  if (take(Tok::If) && !(node->guard = named_expression())) return nullptr;
  return block(node->body) ? finish_block(node) : nullptr;
}

// A pattern, or a sequence without brackets.
Pattern* Parser::patterns() {
  const size_t first_at = at_;
  Pattern* first = maybe_star_pattern();
  if (!first || (!is(Tok::Comma) && first->kind != Kind::MatchStar)) return first;
  List<Pattern> elements(*this);
  elements.add(first);
  if (!is(Tok::Comma)) return nullptr;
  while (take(Tok::Comma)) {
    if (is(Tok::Colon) || is(Tok::If)) break;
    Pattern* element = maybe_star_pattern();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<MatchSequence>(first_at);
  node->patterns = elements.take();
  return finish(node);
}

Identifier* Parser::capture_target() {
  if (!is(Tok::Name) || token().soft == SoftKeyword::Underscore) return nullptr;
  const Tok next = token(1).type;
  if (next == Tok::Dot || next == Tok::LPar || next == Tok::Equal) return nullptr;
  return tokens_.at(at_++).name;
}

Pattern* Parser::maybe_star_pattern() {
  if (!is(Tok::Star)) return pattern();
  auto* node = start<MatchStar>();
  at_++;
  if (is(Tok::Name) && token().soft == SoftKeyword::Underscore)
    at_++;
  else if (!(node->name = capture_target()))
    return nullptr;
  return finish(node);
}

Pattern* Parser::pattern() {
  const size_t first_at = at_;
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  Pattern* inner = or_pattern();
  if (!inner || !is(Tok::As)) return inner;
  auto* node = start_from<MatchAs>(first_at);
  at_++;
  node->pattern = inner;
  node->name = capture_target();
  return node->name ? finish(node) : nullptr;
}

Pattern* Parser::or_pattern() {
  const size_t first_at = at_;
  Pattern* first = closed_pattern();
  if (!first || !is(Tok::VBar)) return first;
  List<Pattern> alternatives(*this);
  alternatives.add(first);
  while (take(Tok::VBar)) {
    Pattern* one = closed_pattern();
    if (!one) return nullptr;
    alternatives.add(one);
  }
  auto* node = start_from<MatchOr>(first_at);
  node->patterns = alternatives.take();
  return finish(node);
}

Pattern* Parser::closed_pattern() {
  switch (type()) {
    case Tok::Number:
    case Tok::Minus:
    case Tok::String:
      return literal_pattern();
    case Tok::None:
      return singleton_pattern(ConstantKind::None);
    case Tok::True:
      return singleton_pattern(ConstantKind::True);
    case Tok::False:
      return singleton_pattern(ConstantKind::False);
    case Tok::Name:
      return name_pattern();
    case Tok::LPar:
      return group_or_sequence_pattern();
    case Tok::LSqb:
      return sequence_pattern();
    case Tok::LBrace:
      return mapping_pattern();
    default:
      return nullptr;
  }
}

Pattern* Parser::singleton_pattern(ConstantKind kind) {
  auto* node = start<MatchSingleton>();
  node->value.kind = kind;
  at_++;
  return finish(node);
}

Pattern* Parser::literal_pattern() {
  auto* node = start<MatchValue>();
  node->value = is(Tok::String) ? strings() : pattern_number();
  return node->value ? finish(node) : nullptr;
}

Expr* Parser::signed_number() {
  if (!is(Tok::Minus)) return is(Tok::Number) ? number() : nullptr;
  auto* node = start<UnaryOp>();
  at_++;
  node->op = UnaryOperator::USub;
  node->operand = is(Tok::Number) ? number() : nullptr;
  return node->operand ? finish(node) : nullptr;
}

// A signed number, or real + imaginary.
Expr* Parser::pattern_number() {
  const size_t first_at = at_;
  Expr* left = signed_number();
  if (!left || (!is(Tok::Plus) && !is(Tok::Minus))) return left;
  const auto is_complex = [](const Expr* expr) {
    return static_cast<const Constant*>(expr)->value.kind == ConstantKind::Complex;
  };
  const auto range = [](const Expr* expr) {
    return Range{expr->lineno, expr->col_offset, expr->end_lineno, expr->end_col_offset};
  };
  const Expr* real = left->kind == Kind::UnaryOp ? static_cast<UnaryOp*>(left)->operand : left;
  if (is_complex(real))
    return tokens_.raise_at("SyntaxError", range(real), "real number required in complex literal");
  const Operator op = is(Tok::Plus) ? Operator::Add : Operator::Sub;
  at_++;
  Expr* right = is(Tok::Number) ? number() : nullptr;
  if (!right) return nullptr;
  if (!is_complex(right))
    return tokens_.raise_at("SyntaxError", range(right),
                            "imaginary number required in complex literal");
  auto* node = start_from<BinOp>(first_at);
  node->left = left;
  node->op = op;
  node->right = right;
  return finish(node);
}

// At a name: wildcard, capture, value or class.
Pattern* Parser::name_pattern() {
  const Place first = place();
  const Tok next = token(1).type;
  const bool plain = next != Tok::Dot && next != Tok::LPar && next != Tok::Equal;
  if (plain) {
    auto* node = start<MatchAs>(first);
    if (token().soft != SoftKeyword::Underscore) node->name = token().name;
    at_++;
    return finish(node);
  }
  Expr* value = name_or_attribute();
  if (!value) return nullptr;
  if (is(Tok::LPar)) return class_pattern(value);
  if (value->kind != Kind::Attribute || is(Tok::Equal)) return nullptr;
  auto* node = start<MatchValue>(first);
  node->value = value;
  return finish(node);
}

Expr* Parser::name_or_attribute() {
  const size_t first_at = at_;
  Expr* value = name();
  while (take(Tok::Dot)) {
    if (!is(Tok::Name)) return nullptr;
    auto* node = start_from<Attribute>(first_at);
    node->value = value;
    node->attr = token().name;
    at_++;
    value = finish(node);
  }
  return value;
}

// At the opening parenthesis.
Pattern* Parser::class_pattern(Expr* cls) {
  auto* node = start<MatchClass>(Place{cls->lineno, cls->col_offset});
  at_++;
  node->cls = cls;
  List<Pattern> patterns(*this);
  std::vector<Identifier*> names;
  std::vector<Pattern*> named;
  while (!is(Tok::RPar)) {
    if (is(Tok::Name) && token(1).type == Tok::Equal) {
      names.push_back(token().name);
      at_ += 2;
      Pattern* one = pattern();
      if (!one) return nullptr;
      named.push_back(one);
    } else {
      Pattern* one = pattern();
      if (!one || !named.empty()) return nullptr;
      patterns.add(one);
    }
    if (!take(Tok::Comma)) break;
  }
  if (!take(Tok::RPar)) return nullptr;
  node->patterns = patterns.take();
  node->kwd_attrs = arena_.copy(names.data(), names.size());
  node->kwd_patterns = arena_.copy(named.data(), named.size());
  return finish(node);
}

Pattern* Parser::group_or_sequence_pattern() {
  const Place open = place();
  at_++;
  List<Pattern> elements(*this);
  bool comma = false;
  while (!is(Tok::RPar)) {
    Pattern* one = maybe_star_pattern();
    if (!one) return nullptr;
    elements.add(one);
    comma = take(Tok::Comma);
    if (!comma) break;
  }
  if (!take(Tok::RPar)) return nullptr;
  if (elements.size() == 1 && !comma)
    return elements.last()->kind == Kind::MatchStar ? nullptr : elements.last();
  auto* node = start<MatchSequence>(open);
  node->patterns = elements.take();
  return finish(node);
}

Pattern* Parser::sequence_pattern() {
  auto* node = start<MatchSequence>();
  at_++;
  List<Pattern> elements(*this);
  while (!is(Tok::RSqb)) {
    Pattern* one = maybe_star_pattern();
    if (!one) return nullptr;
    elements.add(one);
    if (!take(Tok::Comma)) break;
  }
  if (!take(Tok::RSqb)) return nullptr;
  node->patterns = elements.take();
  return finish(node);
}

// A key of a mapping pattern.
Expr* Parser::literal_expr() {
  switch (type()) {
    case Tok::None:
      return constant(ConstantKind::None);
    case Tok::True:
      return constant(ConstantKind::True);
    case Tok::False:
      return constant(ConstantKind::False);
    case Tok::String:
      return strings();
    case Tok::Number:
    case Tok::Minus:
      return pattern_number();
    case Tok::Name: {
      Expr* value = name_or_attribute();
      return value && value->kind == Kind::Attribute ? value : nullptr;
    }
    default:
      return nullptr;
  }
}

Pattern* Parser::mapping_pattern() {
  auto* node = start<MatchMapping>();
  at_++;
  List<Expr> keys(*this);
  std::vector<Pattern*> values;
  while (!is(Tok::RBrace)) {
    if (take(Tok::DoubleStar)) {
      if (!(node->rest = capture_target())) return nullptr;
      take(Tok::Comma);
      break;
    }
    Expr* key = literal_expr();
    if (!key || !take(Tok::Colon)) return nullptr;
    keys.add(key);
    Pattern* value = pattern();
    if (!value) return nullptr;
    values.push_back(value);
    if (!take(Tok::Comma)) break;
  }
  if (!take(Tok::RBrace)) return nullptr;
  node->keys = keys.take();
  node->patterns = arena_.copy(values.data(), values.size());
  return finish(node);
}

}  // namespace pyvm::syntax
