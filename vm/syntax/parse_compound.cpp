#include "vm/syntax/parser.h"

// Statements with blocks.

namespace pyvm::syntax {

// Null without having moved when no compound statement starts here.
Stmt* Parser::compound_statement() {
  const Place first = place();
  switch (type()) {
    case Tok::If:
      return if_stmt();
    case Tok::Def:
      return function_def<FunctionDef>(first, {});
    case Tok::Class:
      return class_def({});
    case Tok::At:
      return decorated();
    case Tok::For:
      return for_stmt<For>(first);
    case Tok::While:
      return while_stmt();
    case Tok::Try:
      return try_stmt();
    case Tok::With:
      return with_stmt<With>(first);
    case Tok::Async:
      return async_stmt();
    case Tok::Name:
      return token().soft == SoftKeyword::Match ? match_stmt() : nullptr;
    default:
      return nullptr;
  }
}

// From the colon on.
bool Parser::block(Seq<Stmt*>& body) {
  if (!take(Tok::Colon)) return false;
  if (!is(Tok::Newline)) {
    List<Stmt> list(*this);
    if (!simple_statements(list)) return false;
    body = list.take();
    return true;
  }
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return false;
  at_++;
  return take(Tok::Indent) && statements(body, Tok::Dedent) && take(Tok::Dedent);
}

bool Parser::else_block(Seq<Stmt*>& body) { return !take(Tok::Else) || block(body); }

// A chain of elif is a list of statements, each the sole one in the `orelse` of the one before.
Stmt* Parser::if_stmt() {
  If* first = nullptr;
  If* last = nullptr;
  std::vector<If*> chain;
  do {
    auto* node = start<If>();
    at_++;
    if (!(node->test = named_expression()) || !block(node->body)) return nullptr;
    if (last) {
      Stmt* statement = node;
      last->orelse = arena_.copy(&statement, 1);
    } else {
      first = node;
    }
    last = node;
    chain.push_back(node);
  } while (is(Tok::Elif));
  if (!else_block(last->orelse)) return nullptr;
  for (If* node : chain) finish_block(node);
  return first;
}

Stmt* Parser::while_stmt() {
  auto* node = start<While>();
  at_++;
  if (!(node->test = named_expression()) || !block(node->body) || !else_block(node->orelse))
    return nullptr;
  return finish_block(node);
}

template <class T>
Stmt* Parser::for_stmt(Place first) {
  auto* node = start<T>(first);
  at_++;
  if (!(node->target = star_targets()) || !take(Tok::In)) return nullptr;
  if (!(node->iter = star_expressions()) || !block(node->body) || !else_block(node->orelse))
    return nullptr;
  return finish_block(node);
}

WithItem* Parser::with_item() {
  auto* item = start<WithItem>();
  if (!(item->context_expr = expression())) return nullptr;
  if (take(Tok::As)) {
    item->optional_vars = star_target();
    if (!item->optional_vars) return nullptr;
    if (!is(Tok::Comma) && !is(Tok::RPar) && !is(Tok::Colon)) return nullptr;
  }
  return finish(item);
}

bool Parser::with_items(Seq<WithItem*>& items) {
  List<WithItem> list(*this);
  do {
    WithItem* item = with_item();
    if (!item) return false;
    list.add(item);
  } while (take(Tok::Comma));
  items = list.take();
  return true;
}

// ( items ) :   Leaves the colon.
bool Parser::parenthesised_with_items(Seq<WithItem*>& items) {
  List<WithItem> list(*this);
  at_++;
  do {
    if (list.size() > 0 && is(Tok::RPar)) break;
    WithItem* item = with_item();
    if (!item) return false;
    list.add(item);
  } while (take(Tok::Comma));
  if (!take(Tok::RPar) || !is(Tok::Colon)) return false;
  items = list.take();
  return true;
}

template <class T>
Stmt* Parser::with_stmt(Place first) {
  auto* node = start<T>(first);
  at_++;
  const size_t before = at_;
  bool good = is(Tok::LPar) && parenthesised_with_items(node->items);
  if (!good && !tokens_.failed()) {
    at_ = before;
    good = with_items(node->items);
  }
  if (!good || !block(node->body)) return nullptr;
  return finish_block(node);
}

ExceptHandler* Parser::except_block(bool star) {
  auto* node = start<ExceptHandler>();
  at_++;
  if (take(Tok::Star) != star) return nullptr;
  if (star || !is(Tok::Colon)) {
    if (!(node->type = expression())) return nullptr;
    if (take(Tok::As)) {
      if (!is(Tok::Name)) return nullptr;
      node->name = token().name;
      at_++;
    }
  }
  return block(node->body) ? finish_block(node) : nullptr;
}

Stmt* Parser::try_stmt() {
  auto* node = start<Try>();
  at_++;
  if (!block(node->body)) return nullptr;
  List<ExceptHandler> handlers(*this);
  const bool star = is(Tok::Except) && token(1).type == Tok::Star;
  while (is(Tok::Except)) {
    ExceptHandler* handler = except_block(star);
    if (!handler) return nullptr;
    handlers.add(handler);
  }
  if (handlers.size() > 0 && !else_block(node->orelse)) return nullptr;
  if (take(Tok::Finally)) {
    if (!block(node->finalbody)) return nullptr;
  } else if (handlers.size() == 0) {
    return nullptr;
  }
  node->handlers = handlers.take();
  if (!star) return finish_block(node);
  auto* star_node = start<TryStar>(Place{node->lineno, node->col_offset});
  star_node->body = node->body;
  star_node->handlers = node->handlers;
  star_node->orelse = node->orelse;
  star_node->finalbody = node->finalbody;
  return finish_block(star_node);
}

Stmt* Parser::decorated() {
  List<Expr> decorators(*this);
  while (take(Tok::At)) {
    Expr* decorator = named_expression();
    if (!decorator || !take(Tok::Newline)) return nullptr;
    decorators.add(decorator);
  }
  const Place first = place();
  if (is(Tok::Class)) return class_def(decorators.take());
  if (is(Tok::Def)) return function_def<FunctionDef>(first, decorators.take());
  if (!take(Tok::Async) || !is(Tok::Def)) return nullptr;
  return function_def<AsyncFunctionDef>(first, decorators.take());
}

Stmt* Parser::async_stmt() {
  const Place first = place();
  at_++;
  if (is(Tok::Def)) return function_def<AsyncFunctionDef>(first, {});
  if (is(Tok::For)) return for_stmt<AsyncFor>(first);
  if (is(Tok::With)) return with_stmt<AsyncWith>(first);
  return nullptr;
}

// At `def`; `first` is where the statement begins.
template <class T>
Stmt* Parser::function_def(Place first, Seq<Expr*> decorators) {
  auto* node = start<T>(first);
  at_++;
  node->decorator_list = decorators;
  if (!is(Tok::Name)) return nullptr;
  node->name = token().name;
  at_++;
  if (!take(Tok::LPar) || !(node->args = parameters(false)) || !take(Tok::RPar)) return nullptr;
  if (take(Tok::Arrow) && !(node->returns = expression())) return nullptr;
  return block(node->body) ? finish_block(node) : nullptr;
}

Stmt* Parser::class_def(Seq<Expr*> decorators) {
  auto* node = start<ClassDef>();
  at_++;
  node->decorator_list = decorators;
  if (!is(Tok::Name)) return nullptr;
  node->name = token().name;
  at_++;
  if (take(Tok::LPar) && !arguments(node->bases, node->keywords, nullptr)) return nullptr;
  return block(node->body) ? finish_block(node) : nullptr;
}

}  // namespace pyvm::syntax
