#include "vm/syntax/parser.h"

// Expressions above the level of atoms. Chains of binary operators and of trailers are loops: only
// real nesting recurses.

namespace pyvm::syntax {

namespace {

struct BinaryRow {
  uint8_t precedence = 0;  // 0: no binary operator
  Operator op = Operator::Add;
};

struct BinaryTable {
  BinaryRow rows[256];
  constexpr void set(Tok token, uint8_t precedence, Operator op) {
    rows[static_cast<int>(token)] = {precedence, op};
  }
  constexpr BinaryTable() : rows{} {
    set(Tok::VBar, 1, Operator::BitOr);
    set(Tok::Caret, 2, Operator::BitXor);
    set(Tok::Amper, 3, Operator::BitAnd);
    set(Tok::LeftShift, 4, Operator::LShift);
    set(Tok::RightShift, 4, Operator::RShift);
    set(Tok::Plus, 5, Operator::Add);
    set(Tok::Minus, 5, Operator::Sub);
    set(Tok::Star, 6, Operator::Mult);
    set(Tok::Slash, 6, Operator::Div);
    set(Tok::DoubleSlash, 6, Operator::FloorDiv);
    set(Tok::Percent, 6, Operator::Mod);
    set(Tok::At, 6, Operator::MatMult);
  }
};
constexpr BinaryTable kBinary;

}  // namespace

bool Parser::starts_expression(Tok type) {
  switch (type) {
    case Tok::Name:
    case Tok::Number:
    case Tok::String:
    case Tok::LPar:
    case Tok::LSqb:
    case Tok::LBrace:
    case Tok::Minus:
    case Tok::Plus:
    case Tok::Tilde:
    case Tok::Not:
    case Tok::Lambda:
    case Tok::Await:
    case Tok::None:
    case Tok::True:
    case Tok::False:
    case Tok::Ellipsis:
      return true;
    default:
      return false;
  }
}

Expr* Parser::expression() {
  const size_t first_at = at_;
  if (is(Tok::Lambda)) return lambda();
  Expr* body = disjunction();
  if (!body || !is(Tok::If)) return body;
  Nesting nesting(*this, 2);
  if (nesting.too_deep()) return nullptr;
  at_++;
  Expr* test = disjunction();
  if (!test || !take(Tok::Else)) return nullptr;
  Expr* orelse = expression();
  if (!orelse) return nullptr;
  auto* node = start_from<IfExp>(first_at);
  node->test = test;
  node->body = body;
  node->orelse = orelse;
  return finish(node);
}

Expr* Parser::disjunction() {
  const size_t first_at = at_;
  Expr* first = conjunction();
  if (!first || !is(Tok::Or)) return first;
  List<Expr> values(*this);
  values.add(first);
  while (take(Tok::Or)) {
    Expr* value = conjunction();
    if (!value) return nullptr;
    values.add(value);
  }
  auto* node = start_from<BoolOp>(first_at);
  node->op = BoolOperator::Or;
  node->values = values.take();
  return finish(node);
}

Expr* Parser::conjunction() {
  const size_t first_at = at_;
  Expr* first = inversion();
  if (!first || !is(Tok::And)) return first;
  List<Expr> values(*this);
  values.add(first);
  while (take(Tok::And)) {
    Expr* value = inversion();
    if (!value) return nullptr;
    values.add(value);
  }
  auto* node = start_from<BoolOp>(first_at);
  node->op = BoolOperator::And;
  node->values = values.take();
  return finish(node);
}

Expr* Parser::inversion() {
  if (!is(Tok::Not)) return comparison();
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  auto* node = start<UnaryOp>();
  at_++;
  node->op = UnaryOperator::Not;
  node->operand = inversion();
  return node->operand ? finish(node) : nullptr;
}

// Takes a comparison operator if one is there.
bool Parser::comparison_operator(CmpOperator& op) {
  switch (type()) {
    case Tok::EqEqual:
      op = CmpOperator::Eq;
      break;
    case Tok::Less:
      op = CmpOperator::Lt;
      break;
    case Tok::LessEqual:
      op = CmpOperator::LtE;
      break;
    case Tok::Greater:
      op = CmpOperator::Gt;
      break;
    case Tok::GreaterEqual:
      op = CmpOperator::GtE;
      break;
    case Tok::In:
      op = CmpOperator::In;
      break;
    case Tok::NotEqual: {
      // `<>` is the operator only under `from __future__ import barry_as_FLUFL`.
      const bool old_style = tokens_.text(token())[0] == '<';
      const bool wanted = tokens_.options().future & kFutureBarryAsBdfl;
      if (wanted && !old_style)
        tokens_.raise_syntax("with Barry as BDFL, use '<>' instead of '!='");
      if (wanted != old_style) return false;
      op = CmpOperator::NotEq;
      break;
    }
    case Tok::Not:
      if (token(1).type != Tok::In) return false;
      at_++;
      op = CmpOperator::NotIn;
      break;
    case Tok::Is:
      op = CmpOperator::Is;
      if (token(1).type == Tok::Not) {
        at_++;
        op = CmpOperator::IsNot;
      }
      break;
    default:
      return false;
  }
  at_++;
  return true;
}

Expr* Parser::comparison() {
  const size_t first_at = at_;
  Expr* left = binary(0);
  CmpOperator op;
  if (!left || !comparison_operator(op)) return left;
  List<Expr> comparators(*this);
  // The operators of a chain wait in the low bits of a second list, which must not interleave with
  // the first.
  CmpOperator few[8];
  std::vector<CmpOperator> many;
  size_t count = 0;
  do {
    if (count < 8)
      few[count] = op;
    else
      many.push_back(op);
    count++;
    Expr* right = binary(0);
    if (!right) return nullptr;
    comparators.add(right);
  } while (comparison_operator(op));
  if (tokens_.failed()) return nullptr;
  auto* node = start_from<Compare>(first_at);
  node->left = left;
  node->ops = arena_.copy(few, count < 8 ? count : 8);
  if (!many.empty()) {
    many.insert(many.begin(), few, few + 8);
    node->ops = arena_.copy(many.data(), count);
  }
  node->comparators = comparators.take();
  return finish(node);
}

Expr* Parser::binary(int least_precedence) {
  const size_t first_at = at_;
  Expr* left = factor();
  while (left) {
    const BinaryRow row = kBinary.rows[static_cast<int>(type())];
    if (row.precedence == 0 || row.precedence < least_precedence) break;
    at_++;
    Expr* right = binary(row.precedence + 1);
    if (!right) return nullptr;
    auto* node = start_from<BinOp>(first_at);
    node->left = left;
    node->op = row.op;
    node->right = right;
    left = finish(node);
  }
  return left;
}

Expr* Parser::factor() {
  UnaryOperator op;
  switch (type()) {
    case Tok::Minus:
      op = UnaryOperator::USub;
      break;
    case Tok::Plus:
      op = UnaryOperator::UAdd;
      break;
    case Tok::Tilde:
      op = UnaryOperator::Invert;
      break;
    default:
      return power();
  }
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  auto* node = start<UnaryOp>();
  at_++;
  node->op = op;
  node->operand = factor();
  return node->operand ? finish(node) : nullptr;
}

Expr* Parser::power() {
  const size_t first_at = at_;
  Expr* base = primary();
  if (!base || !is(Tok::DoubleStar)) return base;
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  at_++;
  Expr* exponent = factor();
  if (!exponent) return nullptr;
  auto* node = start_from<BinOp>(first_at);
  node->left = base;
  node->op = Operator::Pow;
  node->right = exponent;
  return finish(node);
}

Expr* Parser::primary(bool await_allowed) {
  if (await_allowed && is(Tok::Await)) {
    auto* node = start<Await>();
    at_++;
    node->value = primary(false);
    return node->value ? finish(node) : nullptr;
  }
  const size_t first_at = at_;
  Expr* value = atom();
  while (value) {
    switch (type()) {
      case Tok::Dot: {
        at_++;
        if (!is(Tok::Name)) return nullptr;
        auto* node = start_from<Attribute>(first_at);
        node->value = value;
        node->attr = token().name;
        at_++;
        value = finish(node);
        break;
      }
      case Tok::LPar:
        value = call(value, first_at);
        break;
      case Tok::LSqb:
        value = subscript(value, first_at);
        break;
      default:
        return value;
    }
  }
  return nullptr;
}

Expr* Parser::call(Expr* function, size_t first_at) {
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  const Place open = place();
  at_++;
  auto* node = start_from<Call>(first_at);
  node->func = function;
  if (!arguments(node->args, node->keywords, &open)) return nullptr;
  return finish(node);
}

Keyword* Parser::keyword_argument() {
  auto* keyword = start<Keyword>();
  if (is(Tok::DoubleStar)) {
    at_++;
  } else {
    keyword->arg = token().name;
    at_ += 2;
  }
  keyword->value = expression();
  return keyword->value ? finish(keyword) : nullptr;
}

// Behind the opening parenthesis; takes the closing one. `genexp_open` is the place of the former
// when a lone generator expression may stand there without its own parentheses.
bool Parser::arguments(Seq<Expr*>& args, Seq<Keyword*>& keywords, const Place* genexp_open) {
  if (take(Tok::RPar)) return true;
  List<Expr> positional(*this);
  std::vector<Keyword*> named;
  bool seen_unpacked = false;
  do {
    const Tok type = this->type();
    if (type == Tok::RPar) break;
    if (type == Tok::Star) {
      if (seen_unpacked) return false;
      Expr* arg = starred(&Parser::expression);
      if (!arg) return false;
      positional.add(arg);
    } else if (type == Tok::DoubleStar || (type == Tok::Name && token(1).type == Tok::Equal)) {
      if (type == Tok::DoubleStar) seen_unpacked = true;
      Keyword* keyword = keyword_argument();
      if (!keyword) return false;
      named.push_back(keyword);
    } else {
      if (!named.empty()) return false;
      Expr* arg = named_expression();
      if (!arg) return false;
      if (is(Tok::For) || is(Tok::Async)) {
        if (!genexp_open || positional.size() > 0) return false;
        auto* node = start<GeneratorExp>(*genexp_open);
        node->elt = arg;
        if (!comprehensions(node->generators) || !take(Tok::RPar)) return false;
        Expr* only = finish(node);
        args = arena_.copy(&only, 1);
        return true;
      }
      positional.add(arg);
    }
  } while (take(Tok::Comma));
  if (!take(Tok::RPar)) return false;
  args = positional.take();
  keywords = arena_.copy(named.data(), named.size());
  return true;
}

Expr* Parser::subscript(Expr* value, size_t first_at) {
  Nesting nesting(*this, 1);
  if (nesting.too_deep()) return nullptr;
  at_++;
  auto* node = start_from<Subscript>(first_at);
  node->value = value;
  node->slice = slices();
  if (!node->slice || !take(Tok::RSqb)) return nullptr;
  return finish(node);
}

Expr* Parser::slices() {
  const size_t first_at = at_;
  Expr* first = is(Tok::Star) ? starred(&Parser::expression) : slice();
  if (!first || (!is(Tok::Comma) && first->kind != Kind::Starred)) return first;
  List<Expr> elements(*this);
  elements.add(first);
  while (take(Tok::Comma)) {
    if (is(Tok::RSqb)) break;
    Expr* element = is(Tok::Star) ? starred(&Parser::expression) : slice();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<Tuple>(first_at);
  node->elts = elements.take();
  return finish(node);
}

Expr* Parser::slice() {
  const Place first = place();
  Expr* lower = nullptr;
  if (!is(Tok::Colon)) {
    const bool bare_name = is(Tok::Name);
    lower = named_expression();
    if (!lower || !is(Tok::Colon)) return lower;
    if (bare_name && lower->kind == Kind::NamedExpr) return nullptr;
  }
  auto* node = start<Slice>(first);
  node->lower = lower;
  at_++;
  if (starts_expression(type()) && !(node->upper = expression())) return nullptr;
  if (take(Tok::Colon) && starts_expression(type()) && !(node->step = expression())) return nullptr;
  return finish(node);
}

Expr* Parser::lambda() {
  Nesting nesting(*this, 2);
  if (nesting.too_deep()) return nullptr;
  auto* node = start<Lambda>();
  at_++;
  node->args = parameters(true);
  if (!node->args || !take(Tok::Colon)) return nullptr;
  node->body = expression();
  return node->body ? finish(node) : nullptr;
}

Expr* Parser::named_expression() {
  if (is(Tok::Name) && token(1).type == Tok::ColonEqual) {
    auto* node = start<NamedExpr>();
    node->target = name();
    static_cast<Name*>(node->target)->ctx = ExprContext::Store;
    at_++;
    node->value = expression();
    return node->value ? finish(node) : nullptr;
  }
  Expr* value = expression();
  return value && !is(Tok::ColonEqual) ? value : nullptr;
}

// At `*`.
Expr* Parser::starred(Expr* (Parser::*operand)()) {
  auto* node = start<Starred>();
  at_++;
  node->value = (this->*operand)();
  return node->value ? finish(node) : nullptr;
}

Expr* Parser::star_expression() {
  return is(Tok::Star) ? starred(&Parser::binary_or) : expression();
}

Expr* Parser::star_named_expression() {
  return is(Tok::Star) ? starred(&Parser::binary_or) : named_expression();
}

Expr* Parser::star_expressions() {
  const size_t first_at = at_;
  Expr* first = star_expression();
  if (!first || !is(Tok::Comma)) return first;
  List<Expr> elements(*this);
  elements.add(first);
  while (take(Tok::Comma)) {
    if (!is(Tok::Star) && !starts_expression(type())) break;
    Expr* element = star_expression();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<Tuple>(first_at);
  node->elts = elements.take();
  return finish(node);
}

// Like star_expressions, without stars.
Expr* Parser::expressions() {
  const size_t first_at = at_;
  Expr* first = expression();
  if (!first || !is(Tok::Comma)) return first;
  List<Expr> elements(*this);
  elements.add(first);
  while (take(Tok::Comma)) {
    if (!starts_expression(type())) break;
    Expr* element = expression();
    if (!element) return nullptr;
    elements.add(element);
  }
  auto* node = start_from<Tuple>(first_at);
  node->elts = elements.take();
  return finish(node);
}

Expr* Parser::yield_expr() {
  if (token(1).type == Tok::From) {
    auto* node = start<YieldFrom>();
    at_ += 2;
    node->value = expression();
    return node->value ? finish(node) : nullptr;
  }
  auto* node = start<Yield>();
  at_++;
  if ((is(Tok::Star) || starts_expression(type())) && !(node->value = star_expressions()))
    return nullptr;
  return finish(node);
}

// What may stand right of `=`.
Expr* Parser::assigned_value() { return is(Tok::Yield) ? yield_expr() : star_expressions(); }

}  // namespace pyvm::syntax
