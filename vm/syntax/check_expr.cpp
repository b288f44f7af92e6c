#include "vm/syntax/checker.h"

// Expressions of the checking pass, and its warnings about literals that are called, subscripted or
// compared with `is`.

namespace pyvm::syntax {

namespace {

const Expr* first_operand(const Expr* node) {
  switch (node->kind) {
    case Kind::BinOp:
      return static_cast<const BinOp*>(node)->left;
    case Kind::Call:
      return static_cast<const Call*>(node)->func;
    case Kind::Attribute:
      return static_cast<const Attribute*>(node)->value;
    case Kind::Subscript:
      return static_cast<const Subscript*>(node)->value;
    default:
      return nullptr;
  }
}

const char* constant_type(const ConstantValue& value) {
  switch (value.kind) {
    case ConstantKind::None:
      return "NoneType";
    case ConstantKind::True:
    case ConstantKind::False:
      return "bool";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    case ConstantKind::Int:
    case ConstantKind::BigInt:
      return "int";
    case ConstantKind::Float:
      return "float";
    case ConstantKind::Complex:
      return "complex";
    case ConstantKind::Str:
      return "str";
    case ConstantKind::Bytes:
      return "bytes";
  }
  return nullptr;
}

bool is_number(std::string_view type) {
  return type == "int" || type == "float" || type == "complex" || type == "bool";
}

// The type of an expression that constant folding turns into a constant, or null.
const char* folded_type(const Expr* node) {
  if (const auto* constant = try_as<Constant>(node)) return constant_type(constant->value);
  if (const auto* tuple = try_as<Tuple>(node)) {
    for (const Expr* element : tuple->elts)
      if (!folded_type(element)) return nullptr;
    return "tuple";
  }
  if (const auto* unary = try_as<UnaryOp>(node)) {
    const char* type = unary->op == UnaryOperator::Not ? nullptr : folded_type(unary->operand);
    return type && is_number(type) ? type : nullptr;
  }
  return nullptr;
}

// The type of an expression as far as its form tells, or null.
const char* form_type(const Expr* node) {
  switch (node->kind) {
    case Kind::Tuple:
      return "tuple";
    case Kind::List:
    case Kind::ListComp:
      return "list";
    case Kind::Dict:
    case Kind::DictComp:
      return "dict";
    case Kind::Set:
    case Kind::SetComp:
      return "set";
    case Kind::GeneratorExp:
      return "generator";
    case Kind::Lambda:
      return "function";
    case Kind::JoinedStr:
    case Kind::FormattedValue:
      return "str";
    default:
      return folded_type(node);
  }
}

bool is_plain_constant(const Expr* node) {
  if (!folded_type(node)) return true;
  const auto* constant = try_as<Constant>(node);
  return constant && (constant->value.kind <= ConstantKind::Ellipsis);
}

}  // namespace

void Checker::warn_callee(const Expr* callee) {
  const char* type = callee->kind == Kind::Lambda ? nullptr : form_type(callee);
  if (type) warn("'" + std::string(type) + "' object is not callable; perhaps you missed a comma?");
}

void Checker::warn_subscript(const Subscript* node) {
  const char* type = form_type(node->value);
  if (!type) return;
  const std::string_view name = type;
  if (name == "NoneType" || name == "ellipsis" || is_number(name) || name == "set" ||
      name == "generator" || name == "function") {
    warn("'" + std::string(name) + "' object is not subscriptable; perhaps you missed a comma?");
    return;
  }
  const char* index = form_type(node->slice);
  if (name == "dict" || !index || std::string_view(index) == "int" ||
      std::string_view(index) == "bool")
    return;
  warn(std::string(name) + " indices must be integers or slices, not " + index +
       "; perhaps you missed a comma?");
}

void Checker::warn_comparison(const Compare* node) {
  bool left = is_plain_constant(node->left);
  for (uint32_t i = 0; i < node->ops.size(); i++) {
    const bool right = is_plain_constant(node->comparators[i]);
    const CmpOperator op = node->ops[i];
    if ((op == CmpOperator::Is || op == CmpOperator::IsNot) && (!left || !right)) {
      warn(op == CmpOperator::Is ? "\"is\" with a literal. Did you mean \"==\"?"
                                 : "\"is not\" with a literal. Did you mean \"!=\"?");
      return;
    }
    left = right;
  }
}

bool Checker::expressions(Seq<Expr*> nodes) {
  for (const Expr* node : nodes)
    if (node && !expression(node)) return false;
  return true;
}

// Elements of a display or arguments of a call, where stars unpack.
bool Checker::values(Seq<Expr*> nodes) {
  for (const Expr* node : nodes) {
    const auto* star = try_as<Starred>(node);
    if (!expression(star ? star->value : node)) return false;
  }
  return true;
}

bool Checker::keywords(Seq<Keyword*> nodes) {
  for (const Keyword* node : nodes)
    if (!expression(node->value)) return false;
  return true;
}

bool Checker::expression(const Expr* node) {
  const Place outer = location_;
  location_ = place_of(node);
  const Expr* operand = first_operand(node);
  bool good;
  if (!operand)
    good = leaf(node);
  else if (!first_operand(operand))
    good = enter_link(node) && expression(operand) && link(node);
  else
    good = spine(node);
  location_ = outer;
  return good;
}

bool Checker::spine(const Expr* node) {
  std::vector<const Expr*> chain;
  for (const Expr* next = node; next; next = first_operand(next)) {
    location_ = place_of(next);
    if (first_operand(next) && !enter_link(next)) return false;
    chain.push_back(next);
    node = next;
  }
  chain.pop_back();
  if (!expression(node)) return false;
  for (size_t i = chain.size(); i-- > 0;) {
    location_ = place_of(chain[i]);
    if (!link(chain[i])) return false;
  }
  return true;
}

// What comes before the first operand of a node of a chain.
bool Checker::enter_link(const Expr* node) {
  if (const auto* call = try_as<Call>(node)) {
    if (!repeated_keywords(call->keywords)) return false;
    warn_callee(call->func);
  } else if (const auto* subscript = try_as<Subscript>(node)) {
    if (subscript->ctx == ExprContext::Load) warn_subscript(subscript);
  }
  return true;
}

// What comes after it.
bool Checker::link(const Expr* node) {
  switch (node->kind) {
    case Kind::BinOp:
      return expression(static_cast<const BinOp*>(node)->right);
    case Kind::Call: {
      const auto* call = static_cast<const Call*>(node);
      return values(call->args) && keywords(call->keywords);
    }
    case Kind::Attribute: {
      const auto* attribute = static_cast<const Attribute*>(node);
      return !forbidden(attribute->attr, attribute->ctx);
    }
    case Kind::Subscript:
      return expression(static_cast<const Subscript*>(node)->slice);
    default:
      return true;
  }
}

bool Checker::elements(Seq<Expr*> nodes, ExprContext context) {
  if (context == ExprContext::Load) return values(nodes);
  if (context == ExprContext::Del) return expressions(nodes);
  bool seen = false;
  for (uint32_t i = 0; i < nodes.size(); i++) {
    if (nodes[i]->kind != Kind::Starred) continue;
    if (seen) return error("multiple starred expressions in assignment");
    if (i >= kMaxBeforeStar) return error("too many expressions in star-unpacking assignment");
    seen = true;
  }
  return values(nodes);
}

bool Checker::leaf(const Expr* node) {
  switch (node->kind) {
    case Kind::Name:
      return !forbidden(static_cast<const Name*>(node)->id, static_cast<const Name*>(node)->ctx);
    case Kind::BoolOp:
      return expressions(as<BoolOp>(node)->values);
    case Kind::NamedExpr:
      return expression(as<NamedExpr>(node)->value) && expression(as<NamedExpr>(node)->target);
    case Kind::UnaryOp:
      return expression(as<UnaryOp>(node)->operand);
    case Kind::Lambda:
      return lambda(as<Lambda>(node));
    case Kind::IfExp: {
      const auto* one = as<IfExp>(node);
      return expression(one->test) && expression(one->body) && expression(one->orelse);
    }
    case Kind::Dict: {
      const auto* one = as<Dict>(node);
      for (uint32_t i = 0; i < one->values.size(); i++)
        if ((one->keys[i] && !expression(one->keys[i])) || !expression(one->values[i]))
          return false;
      return true;
    }
    case Kind::Set:
      return values(as<Set>(node)->elts);
    case Kind::ListComp:
      return comprehension(node, as<ListComp>(node)->generators, as<ListComp>(node)->elt, nullptr);
    case Kind::SetComp:
      return comprehension(node, as<SetComp>(node)->generators, as<SetComp>(node)->elt, nullptr);
    case Kind::GeneratorExp:
      return comprehension(node, as<GeneratorExp>(node)->generators, as<GeneratorExp>(node)->elt,
                           nullptr);
    case Kind::DictComp: {
      const auto* one = as<DictComp>(node);
      return comprehension(node, one->generators, one->key, one->value);
    }
    case Kind::Await:
      if (!top_level_await()) {
        if (!is_function()) return error("'await' outside function");
        if (unit_->kind != UnitKind::AsyncFunction && unit_->kind != UnitKind::Comprehension)
          return error("'await' outside async function");
      }
      return expression(as<Await>(node)->value);
    case Kind::Yield:
      if (!is_function()) return error("'yield' outside function");
      return !as<Yield>(node)->value || expression(as<Yield>(node)->value);
    case Kind::YieldFrom:
      if (!is_function()) return error("'yield' outside function");
      if (unit_->kind == UnitKind::AsyncFunction)
        return error("'yield from' inside async function");
      return expression(as<YieldFrom>(node)->value);
    case Kind::Compare:
      warn_comparison(as<Compare>(node));
      return expression(as<Compare>(node)->left) && expressions(as<Compare>(node)->comparators);
    case Kind::FormattedValue: {
      const auto* one = as<FormattedValue>(node);
      return expression(one->value) && (!one->format_spec || expression(one->format_spec));
    }
    case Kind::JoinedStr:
      return expressions(as<JoinedStr>(node)->values);
    case Kind::Starred:
      return error(as<Starred>(node)->ctx == ExprContext::Store
                       ? "starred assignment target must be in a list or tuple"
                       : "can't use starred expression here");
    case Kind::List:
      return elements(as<List>(node)->elts, as<List>(node)->ctx);
    case Kind::Tuple:
      return elements(as<Tuple>(node)->elts, as<Tuple>(node)->ctx);
    case Kind::Slice: {
      const auto* one = as<Slice>(node);
      return (!one->lower || expression(one->lower)) && (!one->upper || expression(one->upper)) &&
             (!one->step || expression(one->step));
    }
    default:
      return true;
  }
}

bool Checker::lambda(const Lambda* node) {
  if (!debug_parameters(node->args) || !expressions(node->args->defaults) ||
      !expressions(node->args->kw_defaults))
    return false;
  UnitGuard unit(*this, UnitKind::Lambda, node);
  return expression(node->body);
}

bool Checker::comprehension(const Expr* node, Seq<Comprehension*> generators, const Expr* element,
                            const Expr* value) {
  const UnitKind outer = unit_->kind;
  const bool await_allowed = top_level_await();
  {
    UnitGuard unit(*this, UnitKind::Comprehension, node);
    if (unit_->scope->coroutine && node->kind != Kind::GeneratorExp &&
        outer != UnitKind::AsyncFunction && outer != UnitKind::Comprehension && !await_allowed)
      return error("asynchronous comprehension outside of an asynchronous function");
    for (uint32_t i = 0; i < generators.size(); i++) {
      const Comprehension* one = generators[i];
      if (i > 0 && !expression(one->iter)) return false;
      if (!expression(one->target) || !expressions(one->ifs)) return false;
    }
    if (!expression(element) || (value && !expression(value))) return false;
  }
  return expression(generators[0]->iter);
}

}  // namespace pyvm::syntax
