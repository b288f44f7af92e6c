#include "vm/syntax/literals.h"
#include "vm/syntax/parser.h"

// Names, literals, displays, comprehensions.

namespace pyvm::syntax {

Expr* Parser::atom() {
  switch (type()) {
    case Tok::Name:
      return name();
    case Tok::Number:
      return number();
    case Tok::String:
      return strings();
    case Tok::None:
      return constant(ConstantKind::None);
    case Tok::True:
      return constant(ConstantKind::True);
    case Tok::False:
      return constant(ConstantKind::False);
    case Tok::Ellipsis:
      return constant(ConstantKind::Ellipsis);
    case Tok::LPar:
      return parenthesised();
    case Tok::LSqb:
      return bracketed();
    case Tok::LBrace:
      return braced();
    default:
      return nullptr;
  }
}

Expr* Parser::name() {
  auto* node = start<Name>();
  node->id = token().name;
  at_++;
  return finish(node);
}

Expr* Parser::constant(ConstantKind kind) {
  auto* node = start<Constant>();
  node->value.kind = kind;
  at_++;
  return finish(node);
}

Expr* Parser::number() {
  auto* node = start<Constant>();
  if (!number_value(tokens_, token(), node->value)) return nullptr;
  at_++;
  return finish(node);
}

Expr* Parser::strings() {
  const size_t first = at_;
  while (is(Tok::String)) at_++;
  return concatenate_strings(tokens_, first, at_ - 1);
}

// ( ): group, tuple or generator expression.
Expr* Parser::parenthesised() {
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  const Place open = place();
  at_++;
  if (is(Tok::RPar)) {
    auto* node = start<Tuple>(open);
    at_++;
    return finish(node);
  }
  if (is(Tok::Yield)) {
    Expr* inner = yield_expr();
    return inner && take(Tok::RPar) ? inner : nullptr;
  }
  Expr* first = star_named_expression();
  if (!first) return nullptr;
  if (is(Tok::Comma)) {
    List<Expr> elements(*this);
    elements.add(first);
    while (take(Tok::Comma)) {
      if (is(Tok::RPar)) break;
      Expr* element = star_named_expression();
      if (!element) return nullptr;
      elements.add(element);
    }
    if (!take(Tok::RPar)) return nullptr;
    auto* node = start<Tuple>(open);
    node->elts = elements.take();
    return finish(node);
  }
  if (first->kind == Kind::Starred) return nullptr;
  if (take(Tok::RPar)) return first;
  auto* node = start<GeneratorExp>(open);
  node->elt = first;
  if (!comprehensions(node->generators) || !take(Tok::RPar)) return nullptr;
  return finish(node);
}

// [ ]: list or list comprehension.
Expr* Parser::bracketed() {
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  const Place open = place();
  at_++;
  List<Expr> elements(*this);
  while (!is(Tok::RSqb)) {
    Expr* element = star_named_expression();
    if (!element) return nullptr;
    if (elements.size() == 0 && (is(Tok::For) || is(Tok::Async))) {
      if (element->kind == Kind::Starred) return nullptr;
      auto* node = start<ListComp>(open);
      node->elt = element;
      if (!comprehensions(node->generators) || !take(Tok::RSqb)) return nullptr;
      return finish(node);
    }
    elements.add(element);
    if (!take(Tok::Comma)) break;
  }
  if (!take(Tok::RSqb)) return nullptr;
  auto* node = start<syntax::List>(open);
  node->elts = elements.take();
  return finish(node);
}

// { }: dict, set or a comprehension of either.
Expr* Parser::braced() {
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  const Place open = place();
  at_++;
  if (take(Tok::RBrace)) return finish(start<Dict>(open));
  if (is(Tok::DoubleStar)) return dict_rest(open, nullptr);
  const bool bare_name = is(Tok::Name);
  Expr* first = star_named_expression();
  if (!first) return nullptr;
  if (!is(Tok::Colon)) return set_rest(open, first);
  if (first->kind == Kind::Starred || (bare_name && first->kind == Kind::NamedExpr)) return nullptr;
  return dict_rest(open, first);
}

// At the colon behind the first key, or at `**` when there is none.
Expr* Parser::dict_rest(Place open, Expr* key) {
  List<Expr> keys(*this);
  std::vector<Expr*> values;
  for (;;) {
    if (!key && is(Tok::DoubleStar)) {
      at_++;
      Expr* value = binary(0);
      if (!value) return nullptr;
      keys.add(nullptr);
      values.push_back(value);
    } else {
      if (!key && !(key = expression())) return nullptr;
      if (!take(Tok::Colon)) return nullptr;
      Expr* value = expression();
      if (!value) return nullptr;
      if (values.empty() && (is(Tok::For) || is(Tok::Async))) {
        auto* node = start<DictComp>(open);
        node->key = key;
        node->value = value;
        if (!comprehensions(node->generators) || !take(Tok::RBrace)) return nullptr;
        return finish(node);
      }
      keys.add(key);
      values.push_back(value);
    }
    key = nullptr;
    if (!take(Tok::Comma) || is(Tok::RBrace)) break;
  }
  if (!take(Tok::RBrace)) return nullptr;
  auto* node = start<Dict>(open);
  node->keys = keys.take();
  node->values = arena_.copy(values.data(), values.size());
  return finish(node);
}

Expr* Parser::set_rest(Place open, Expr* first) {
  if (is(Tok::For) || is(Tok::Async)) {
    if (first->kind == Kind::Starred) return nullptr;
    auto* node = start<SetComp>(open);
    node->elt = first;
    if (!comprehensions(node->generators) || !take(Tok::RBrace)) return nullptr;
    return finish(node);
  }
  List<Expr> elements(*this);
  elements.add(first);
  while (take(Tok::Comma)) {
    if (is(Tok::RBrace)) break;
    Expr* element = star_named_expression();
    if (!element) return nullptr;
    elements.add(element);
  }
  if (!take(Tok::RBrace)) return nullptr;
  auto* node = start<Set>(open);
  node->elts = elements.take();
  return finish(node);
}

bool Parser::comprehensions(Seq<Comprehension*>& result) {
  List<Comprehension> generators(*this);
  while (is(Tok::For) || is(Tok::Async)) {
    Comprehension* generator = comprehension();
    if (!generator) return false;
    generators.add(generator);
  }
  result = generators.take();
  return result.size() > 0;
}

Comprehension* Parser::comprehension() {
  auto* node = start<Comprehension>();
  node->is_async = take(Tok::Async);
  if (!take(Tok::For)) return nullptr;
  node->target = star_targets();
  if (!node->target || !take(Tok::In)) return nullptr;
  node->iter = disjunction();
  if (!node->iter) return nullptr;
  List<Expr> conditions(*this);
  while (take(Tok::If)) {
    Expr* condition = disjunction();
    if (!condition) return nullptr;
    conditions.add(condition);
  }
  node->ifs = conditions.take();
  return finish(node);
}

}  // namespace pyvm::syntax
