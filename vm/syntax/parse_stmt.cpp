#include <string>

#include "vm/syntax/parser.h"

// Modules and simple statements.

namespace pyvm::syntax {

Mod* Parser::file() {
  auto* module = arena_.make<Module>();
  module->kind = Kind::Module;
  module->lineno = 1;
  if (!statements(module->body, Tok::EndMarker) || !is(Tok::EndMarker)) return nullptr;
  return module;
}

Mod* Parser::eval() {
  auto* module = arena_.make<Expression>();
  module->kind = Kind::Expression;
  module->lineno = 1;
  module->body = expressions();
  if (!module->body) return nullptr;
  while (take(Tok::Newline)) continue;
  return is(Tok::EndMarker) ? module : nullptr;
}

Mod* Parser::interactive() {
  auto* module = arena_.make<Interactive>();
  module->kind = Kind::Interactive;
  module->lineno = 1;
  List<Stmt> body(*this);
  if (take(Tok::Newline)) {
    auto* pass = arena_.make<Pass>();
    pass->kind = Kind::Pass;
    pass->lineno = pass->end_lineno = tokens_.at(0).lineno;
    pass->col_offset = tokens_.at(0).col;
    pass->end_col_offset = tokens_.at(0).end_col;
    body.add(pass);
  } else {
    if (is(Tok::EndMarker)) return nullptr;
    const size_t before = at_;
    if (Stmt* compound = compound_statement()) {
      body.add(compound);
      if (!take(Tok::Newline)) return nullptr;
    } else {
      if (at_ != before || tokens_.failed() || !simple_statements(body)) return nullptr;
    }
  }
  module->body = body.take();
  return module;
}

Mod* Parser::function_type() {
  auto* module = arena_.make<FunctionType>();
  module->kind = Kind::FunctionType;
  module->lineno = 1;
  if (!take(Tok::LPar)) return nullptr;
  List<Expr> types(*this);
  bool seen_star = false;
  while (!is(Tok::RPar)) {
    if (is(Tok::Star) && !seen_star)
      seen_star = true, at_++;
    else if (take(Tok::DoubleStar))
      seen_star = true;
    else if (seen_star)
      return nullptr;
    Expr* type = expression();
    if (!type) return nullptr;
    types.add(type);
    if (!take(Tok::Comma)) break;
    if (is(Tok::RPar)) return nullptr;
  }
  if (!take(Tok::RPar) || !take(Tok::Arrow)) return nullptr;
  module->argtypes = types.take();
  module->returns = expression();
  if (!module->returns) return nullptr;
  while (take(Tok::Newline)) continue;
  return is(Tok::EndMarker) ? module : nullptr;
}

// Statements up to a token that ends them, which is left.
bool Parser::statements(Seq<Stmt*>& body, Tok end) {
  List<Stmt> list(*this);
  while (!is(end)) {
    if (end == Tok::EndMarker) statement_begin_ = at_;
    if (!statement(list)) return false;
  }
  body = list.take();
  return true;
}

bool Parser::statement(List<Stmt>& out) {
  const size_t before = at_;
  if (Stmt* compound = compound_statement()) {
    out.add(compound);
    return true;
  }
  return at_ == before && !tokens_.failed() && simple_statements(out);
}

bool Parser::ends_simple() { return is(Tok::Newline) || is(Tok::Semi); }

bool Parser::simple_statements(List<Stmt>& out) {
  do {
    Stmt* statement = simple_statement();
    if (!statement) return false;
    out.add(statement);
  } while (take(Tok::Semi) && !is(Tok::Newline));
  return take(Tok::Newline);
}

Stmt* Parser::simple_statement() {
  switch (type()) {
    case Tok::Return:
      return return_stmt();
    case Tok::Import:
      return import_name();
    case Tok::From:
      return import_from();
    case Tok::Raise:
      return raise_stmt();
    case Tok::Del:
      return del_stmt();
    case Tok::Assert:
      return assert_stmt();
    case Tok::Global:
      return names_stmt<Global>();
    case Tok::Nonlocal:
      return names_stmt<Nonlocal>();
    case Tok::Pass:
    case Tok::Break:
    case Tok::Continue: {
      Stmt* node;
      if (is(Tok::Pass))
        node = start<Pass>();
      else if (is(Tok::Break))
        node = start<Break>();
      else
        node = start<Continue>();
      at_++;
      return finish(node);
    }
    default:
      return expression_statement();
  }
}

namespace {

// The operator of an augmented assignment.
bool augmented_operator(Tok type, Operator& op) {
  switch (type) {
    case Tok::PlusEqual:
      op = Operator::Add;
      return true;
    case Tok::MinEqual:
      op = Operator::Sub;
      return true;
    case Tok::StarEqual:
      op = Operator::Mult;
      return true;
    case Tok::AtEqual:
      op = Operator::MatMult;
      return true;
    case Tok::SlashEqual:
      op = Operator::Div;
      return true;
    case Tok::PercentEqual:
      op = Operator::Mod;
      return true;
    case Tok::AmperEqual:
      op = Operator::BitAnd;
      return true;
    case Tok::VBarEqual:
      op = Operator::BitOr;
      return true;
    case Tok::CaretEqual:
      op = Operator::BitXor;
      return true;
    case Tok::LeftShiftEqual:
      op = Operator::LShift;
      return true;
    case Tok::RightShiftEqual:
      op = Operator::RShift;
      return true;
    case Tok::DoubleStarEqual:
      op = Operator::Pow;
      return true;
    case Tok::DoubleSlashEqual:
      op = Operator::FloorDiv;
      return true;
    default:
      return false;
  }
}

bool is_single_target(const Expr* expr) {
  return expr->kind == Kind::Name || expr->kind == Kind::Attribute || expr->kind == Kind::Subscript;
}

}  // namespace

// An expression, or an assignment that begins with one.
Stmt* Parser::expression_statement() {
  const Place first = place();
  Expr* expr = assigned_value();
  if (!expr) return nullptr;
  Operator op;
  if (ends_simple()) {
    auto* node = start<ExprStmt>(first);
    node->value = expr;
    return finish(node);
  }
  if (is(Tok::Equal)) return assignment(expr, first);
  if (is(Tok::Colon)) return annotated(expr, first);
  if (augmented_operator(type(), op)) return augmented(expr, op, first);
  return nullptr;
}

Stmt* Parser::assignment(Expr* expr, Place first) {
  List<Expr> targets(*this);
  auto* node = start<Assign>(first);
  while (take(Tok::Equal)) {
    if (expr->kind == Kind::Yield || !make_target(expr, ExprContext::Store)) return nullptr;
    targets.add(expr);
    expr = assigned_value();
    if (!expr) return nullptr;
  }
  node->targets = targets.take();
  node->value = expr;
  return finish(node);
}

Stmt* Parser::annotated(Expr* target, Place first) {
  if (!is_single_target(target) || !make_target(target, ExprContext::Store)) return nullptr;
  auto* node = start<AnnAssign>(first);
  node->target = target;
  node->simple = target->kind == Kind::Name && target->lineno == first.lineno &&
                 target->col_offset == first.col;
  at_++;
  node->annotation = expression();
  if (!node->annotation) return nullptr;
  if (take(Tok::Equal) && !(node->value = assigned_value())) return nullptr;
  return finish(node);
}

Stmt* Parser::augmented(Expr* target, Operator op, Place first) {
  if (!is_single_target(target) || !make_target(target, ExprContext::Store)) return nullptr;
  auto* node = start<AugAssign>(first);
  at_++;
  node->target = target;
  node->op = op;
  node->value = assigned_value();
  return node->value ? finish(node) : nullptr;
}

Stmt* Parser::return_stmt() {
  auto* node = start<Return>();
  at_++;
  if (!ends_simple() && !(node->value = star_expressions())) return nullptr;
  return finish(node);
}

Stmt* Parser::raise_stmt() {
  auto* node = start<Raise>();
  at_++;
  if (!ends_simple()) {
    if (!(node->exc = expression())) return nullptr;
    if (take(Tok::From) && !(node->cause = expression())) return nullptr;
  }
  return finish(node);
}

Stmt* Parser::del_stmt() {
  auto* node = start<Delete>();
  at_++;
  node->targets = del_targets();
  return node->targets.size() > 0 && ends_simple() ? finish(node) : nullptr;
}

Stmt* Parser::assert_stmt() {
  auto* node = start<Assert>();
  at_++;
  if (!(node->test = expression())) return nullptr;
  if (take(Tok::Comma) && !(node->msg = expression())) return nullptr;
  return finish(node);
}

// global, nonlocal
template <class T>
Stmt* Parser::names_stmt() {
  auto* node = start<T>();
  at_++;
  List<Identifier> names(*this);
  do {
    if (!is(Tok::Name)) return nullptr;
    names.add(token().name);
    at_++;
  } while (take(Tok::Comma));
  node->names = names.take();
  return finish(node);
}

// a.b.c as one identifier
Identifier* Parser::dotted_name() {
  if (!is(Tok::Name)) return nullptr;
  Identifier* first = token().name;
  at_++;
  if (!is(Tok::Dot)) return first;
  std::string text(first->view());
  while (take(Tok::Dot)) {
    if (!is(Tok::Name)) return nullptr;
    text += '.';
    text += token().name->view();
    at_++;
  }
  return arena_.intern(text);
}

Stmt* Parser::import_name() {
  auto* node = start<Import>();
  at_++;
  List<Alias> names(*this);
  do {
    auto* alias = start<Alias>();
    alias->name = dotted_name();
    if (!alias->name) return nullptr;
    if (take(Tok::As)) {
      if (!is(Tok::Name)) return nullptr;
      alias->asname = token().name;
      at_++;
    }
    names.add(finish(alias));
  } while (take(Tok::Comma));
  node->names = names.take();
  return finish(node);
}

Stmt* Parser::import_from() {
  auto* node = start<ImportFrom>();
  at_++;
  for (; is(Tok::Dot) || is(Tok::Ellipsis); at_++) node->level += is(Tok::Dot) ? 1 : 3;
  if (!is(Tok::Import)) {
    node->module = dotted_name();
    if (!node->module) return nullptr;
  } else if (node->level == 0) {
    return nullptr;
  }
  if (!take(Tok::Import) || !import_from_targets(node->names)) return nullptr;
  return finish(node);
}

bool Parser::import_from_targets(Seq<Alias*>& result) {
  List<Alias> names(*this);
  if (is(Tok::Star)) {
    auto* alias = start<Alias>();
    alias->name = arena_.intern("*");
    at_++;
    names.add(finish(alias));
    result = names.take();
    return true;
  }
  const bool parenthesised = take(Tok::LPar);
  do {
    if (parenthesised && names.size() > 0 && is(Tok::RPar)) break;
    if (!is(Tok::Name)) return false;
    auto* alias = start<Alias>();
    alias->name = token().name;
    at_++;
    if (take(Tok::As)) {
      if (!is(Tok::Name)) return false;
      alias->asname = token().name;
      at_++;
    }
    names.add(finish(alias));
  } while (take(Tok::Comma));
  if (parenthesised && !take(Tok::RPar)) return false;
  result = names.take();
  return true;
}

}  // namespace pyvm::syntax
