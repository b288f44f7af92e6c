#include "vm/syntax/parser.h"

// Targets of assignment, `for`, `with`, `del`: parsed as expressions, then checked and given their
// context.

namespace pyvm::syntax {

bool Parser::make_targets(Seq<Expr*> elements, ExprContext context) {
  for (Expr* element : elements)
    if (!make_target(element, context)) return false;
  return true;
}

// Makes the expression a target; returns false when it cannot be one.
bool Parser::make_target(Expr* expr, ExprContext context) {
  switch (expr->kind) {
    case Kind::Name:
      static_cast<Name*>(expr)->ctx = context;
      return true;
    case Kind::Attribute:
      static_cast<Attribute*>(expr)->ctx = context;
      return true;
    case Kind::Subscript:
      static_cast<Subscript*>(expr)->ctx = context;
      return true;
    case Kind::Starred:
      if (context == ExprContext::Del) return false;
      static_cast<Starred*>(expr)->ctx = context;
      return make_target(static_cast<Starred*>(expr)->value, context);
    case Kind::Tuple:
      static_cast<Tuple*>(expr)->ctx = context;
      return make_targets(static_cast<Tuple*>(expr)->elts, context);
    case Kind::List:
      static_cast<syntax::List*>(expr)->ctx = context;
      return make_targets(static_cast<syntax::List*>(expr)->elts, context);
    default:
      return false;
  }
}

Expr* Parser::star_target() {
  Expr* target;
  if (is(Tok::Star)) {
    auto* node = start<Starred>();
    at_++;
    node->value = primary(false);
    if (!node->value) return nullptr;
    target = finish(node);
  } else {
    target = primary(false);
  }
  return target && make_target(target, ExprContext::Store) ? target : nullptr;
}

Expr* Parser::star_targets() {
  const size_t first_at = at_;
  Expr* first = star_target();
  if (!first || !is(Tok::Comma)) return first;
  List<Expr> elements(*this);
  elements.add(first);
  while (take(Tok::Comma)) {
    if (!is(Tok::Star) && !starts_expression(type())) break;
    Expr* element = star_target();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<Tuple>(first_at);
  node->elts = elements.take();
  node->ctx = ExprContext::Store;
  return finish(node);
}

Seq<Expr*> Parser::del_targets() {
  List<Expr> elements(*this);
  do {
    if (elements.size() > 0 && ends_simple()) break;
    Expr* element = primary(false);
    if (!element || !make_target(element, ExprContext::Del)) return {};
    elements.add(element);
  } while (take(Tok::Comma));
  return elements.take();
}

}  // namespace pyvm::syntax
