#include "vm/syntax/scope_builder.h"

// Expressions of the first pass, comprehensions and parameters.

namespace pyvm::syntax {

namespace {

// The operand that an operator, call, attribute or subscript begins with: the next node of a
// left-deep chain.
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

}  // namespace

bool ScopeBuilder::expressions(Seq<Expr*> nodes) {
  for (const Expr* node : nodes)
    if (node && !expression(node)) return false;
  return true;
}

bool ScopeBuilder::expression(const Expr* node) {
  if (node->kind == Kind::Name) return name(as<Name>(node));
  const Expr* operand = first_operand(node);
  if (!operand) return leaf(node);
  if (!first_operand(operand)) return expression(operand) && link(node);
  return spine(node);
}

bool ScopeBuilder::spine(const Expr* node) {
  std::vector<const Expr*> chain;
  for (const Expr* next = node; next; next = first_operand(next)) {
    chain.push_back(next);
    node = next;
  }
  chain.pop_back();
  if (!expression(node)) return false;
  for (size_t i = chain.size(); i-- > 0;)
    if (!link(chain[i])) return false;
  return true;
}

// What a node of a chain has beside its first operand.
bool ScopeBuilder::link(const Expr* node) {
  switch (node->kind) {
    case Kind::BinOp:
      return expression(static_cast<const BinOp*>(node)->right);
    case Kind::Call:
      return expressions(static_cast<const Call*>(node)->args) &&
             keywords(static_cast<const Call*>(node)->keywords);
    case Kind::Subscript:
      return expression(static_cast<const Subscript*>(node)->slice);
    default:
      return true;
  }
}

bool ScopeBuilder::leaf(const Expr* node) {
  switch (node->kind) {
    case Kind::BoolOp:
      return expressions(as<BoolOp>(node)->values);
    case Kind::NamedExpr:
      return named(as<NamedExpr>(node));
    case Kind::UnaryOp:
      return expression(as<UnaryOp>(node)->operand);
    case Kind::Lambda:
      return lambda(as<Lambda>(node));
    case Kind::IfExp: {
      const auto* one = as<IfExp>(node);
      return expression(one->test) && expression(one->body) && expression(one->orelse);
    }
    case Kind::Dict:
      return expressions(as<Dict>(node)->keys) && expressions(as<Dict>(node)->values);
    case Kind::Set:
      return expressions(as<Set>(node)->elts);
    case Kind::ListComp: {
      const auto* one = as<ListComp>(node);
      return comprehension(node, ScopeKind::ListComp, "listcomp", one->generators, one->elt,
                           nullptr);
    }
    case Kind::SetComp: {
      const auto* one = as<SetComp>(node);
      return comprehension(node, ScopeKind::SetComp, "setcomp", one->generators, one->elt, nullptr);
    }
    case Kind::DictComp: {
      const auto* one = as<DictComp>(node);
      return comprehension(node, ScopeKind::DictComp, "dictcomp", one->generators, one->key,
                           one->value);
    }
    case Kind::GeneratorExp: {
      const auto* one = as<GeneratorExp>(node);
      return comprehension(node, ScopeKind::GeneratorExp, "genexpr", one->generators, one->elt,
                           nullptr);
    }
    case Kind::Await:
      if (!not_in_annotation("await expression", node) || !expression(as<Await>(node)->value))
        return false;
      current_->scope->coroutine = true;
      return true;
    case Kind::Yield:
      return yield(node, as<Yield>(node)->value);
    case Kind::YieldFrom:
      return yield(node, as<YieldFrom>(node)->value);
    case Kind::Compare:
      return expression(as<Compare>(node)->left) && expressions(as<Compare>(node)->comparators);
    case Kind::FormattedValue: {
      const auto* one = as<FormattedValue>(node);
      return expression(one->value) && (!one->format_spec || expression(one->format_spec));
    }
    case Kind::JoinedStr:
      return expressions(as<JoinedStr>(node)->values);
    case Kind::Starred:
      return expression(as<Starred>(node)->value);
    case Kind::List:
      return expressions(as<List>(node)->elts);
    case Kind::Tuple:
      return expressions(as<Tuple>(node)->elts);
    case Kind::Slice: {
      const auto* one = as<Slice>(node);
      return (!one->lower || expression(one->lower)) && (!one->upper || expression(one->upper)) &&
             (!one->step || expression(one->step));
    }
    default:
      return true;
  }
}

bool ScopeBuilder::name(const Name* node) {
  const bool load = node->ctx == ExprContext::Load;
  if (!define(node->id, load ? kUse : kDefLocal, place_of(node))) return false;
  // A use of super() is a use of __class__.
  if (load && current_->is_function() && node->id->view() == "super")
    return define(arena_.intern("__class__"), kUse, place_of(node));
  return true;
}

bool ScopeBuilder::lambda(const Lambda* node) {
  if (!defaults(node->args)) return false;
  enter(arena_.intern("lambda"), ScopeKind::Lambda, node);
  if (!arguments(node->args) || !expression(node->body)) return false;
  leave();
  return true;
}

bool ScopeBuilder::named(const NamedExpr* node) {
  if (!not_in_annotation("named expression", node)) return false;
  if (current_->iterable_depth > 0)
    return error(place_of(node),
                 "assignment expression cannot be used in a comprehension iterable expression");
  if (current_->scope->is_comprehension && !named_in_comprehension(as<Name>(node->target)))
    return false;
  return expression(node->value) && expression(node->target);
}

// The target belongs to the nearest scope that is no comprehension.
bool ScopeBuilder::named_in_comprehension(const Name* target) {
  const Place place = place_of(target);
  for (OpenScope* scope = current_; scope; scope = scope->parent) {
    const uint16_t flags = flags_of(scope, target->id);
    if (scope->scope->is_comprehension) {
      if ((flags & kDefCompIter) && (flags & (kDefLocal | kDefGlobal)))
        return named_error(place,
                           "assignment expression cannot rebind comprehension iteration variable '",
                           target->id, "'");
      continue;
    }
    if (scope->scope->kind == ScopeKind::Class)
      return error(place,
                   "assignment expression within a comprehension cannot be used in a class body");
    const bool is_module = scope->scope->kind == ScopeKind::Module;
    const bool global = is_module || (flags & kDefGlobal);
    if (!define(target->id, global ? kDefGlobal : kDefNonlocal, place)) return false;
    current_->directives.push_back({mangled(target->id), place});
    return define_in(scope, target->id, is_module ? kDefGlobal : kDefLocal, place);
  }
  return true;
}

bool ScopeBuilder::yield(const Expr* node, const Expr* value) {
  if (!not_in_annotation("yield expression", node)) return false;
  if (value && !expression(value)) return false;
  current_->scope->generator = true;
  switch (current_->scope->kind) {
    case ScopeKind::ListComp:
      return error(place_of(node), "'yield' inside list comprehension");
    case ScopeKind::SetComp:
      return error(place_of(node), "'yield' inside set comprehension");
    case ScopeKind::DictComp:
      return error(place_of(node), "'yield' inside dict comprehension");
    case ScopeKind::GeneratorExp:
      return error(place_of(node), "'yield' inside generator expression");
    default:
      return true;
  }
}

bool ScopeBuilder::generator(const Comprehension* node) {
  current_->in_target = true;
  if (!expression(node->target)) return false;
  current_->in_target = false;
  current_->iterable_depth++;
  if (!expression(node->iter)) return false;
  current_->iterable_depth--;
  if (!expressions(node->ifs)) return false;
  if (node->is_async) current_->scope->coroutine = true;
  return true;
}

bool ScopeBuilder::comprehension(const Expr* node, ScopeKind kind, const char* scope_name,
                                 Seq<Comprehension*> generators, const Expr* element,
                                 const Expr* value) {
  const Comprehension* outermost = generators[0];
  // The first iterable is evaluated outside and handed in as the parameter `.0`.
  current_->iterable_depth++;
  if (!expression(outermost->iter)) return false;
  current_->iterable_depth--;
  enter(arena_.intern(scope_name), kind, node);
  Scope* scope = current_->scope;
  scope->is_comprehension = true;
  scope->coroutine = outermost->is_async;
  if (!define(arena_.intern(".0"), kDefParam, place_of(node))) return false;
  current_->in_target = true;
  if (!expression(outermost->target)) return false;
  current_->in_target = false;
  if (!expressions(outermost->ifs)) return false;
  for (uint32_t i = 1; i < generators.size(); i++)
    if (!generator(generators[i])) return false;
  if (value && !expression(value)) return false;
  if (!expression(element)) return false;
  scope->generator = kind == ScopeKind::GeneratorExp;
  leave();
  if (scope->coroutine && kind != ScopeKind::GeneratorExp) current_->scope->coroutine = true;
  return true;
}

bool ScopeBuilder::keywords(Seq<Keyword*> nodes) {
  for (const Keyword* node : nodes)
    if (!expression(node->value)) return false;
  return true;
}

bool ScopeBuilder::defaults(const Arguments* args) {
  return expressions(args->defaults) && expressions(args->kw_defaults);
}

bool ScopeBuilder::parameters(Seq<Arg*> args) {
  for (const Arg* arg : args)
    if (!define(arg->arg, kDefParam, place_of(arg))) return false;
  return true;
}

bool ScopeBuilder::arguments(const Arguments* args) {
  if (!parameters(args->posonlyargs) || !parameters(args->args) || !parameters(args->kwonlyargs))
    return false;
  if (args->vararg) {
    if (!define(args->vararg->arg, kDefParam, place_of(args->vararg))) return false;
    current_->scope->varargs = true;
  }
  if (args->kwarg) {
    if (!define(args->kwarg->arg, kDefParam, place_of(args->kwarg))) return false;
    current_->scope->varkeywords = true;
  }
  return true;
}

bool ScopeBuilder::annotation(const Expr* node) {
  const bool postponed = future_ & kFutureAnnotations;
  if (postponed) enter(arena_.intern("_annotation"), ScopeKind::Annotation, node);
  if (!expression(node)) return false;
  if (postponed) leave();
  return true;
}

bool ScopeBuilder::argument_annotations(Seq<Arg*> args) {
  for (const Arg* arg : args)
    if (arg->annotation && !expression(arg->annotation)) return false;
  return true;
}

bool ScopeBuilder::annotations(const Node* node, const Arguments* args, const Expr* returns) {
  const bool postponed = future_ & kFutureAnnotations;
  if (postponed) enter(arena_.intern("_annotation"), ScopeKind::Annotation, node);
  if (!argument_annotations(args->posonlyargs) || !argument_annotations(args->args)) return false;
  if (args->vararg && args->vararg->annotation && !expression(args->vararg->annotation))
    return false;
  if (args->kwarg && args->kwarg->annotation && !expression(args->kwarg->annotation)) return false;
  if (!argument_annotations(args->kwonlyargs)) return false;
  if (postponed) leave();
  return !returns || annotation(returns);
}

}  // namespace pyvm::syntax
