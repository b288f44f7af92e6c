#include "vm/syntax/checker.h"

#include "vm/syntax/check.h"

// Statements.

namespace pyvm::syntax {

bool check_program(const Mod* tree, std::string_view source, const SyntaxOptions& options,
                   const ScopeTree& scopes, Diagnostics& diagnostics) {
  return Checker(source, options, scopes, diagnostics).program(tree);
}

bool Checker::program(const Mod* tree) {
  UnitGuard unit(*this, UnitKind::Module, tree);
  switch (tree->kind) {
    case Kind::Module:
      return statements(as<Module>(tree)->body);
    case Kind::Interactive:
      return statements(as<Interactive>(tree)->body);
    case Kind::Expression:
      return expression(as<Expression>(tree)->body);
    default:
      return true;
  }
}

void Checker::warn(const std::string& message) {
  diagnostics_.warnings.push_back({"SyntaxWarning", message, location_.lineno,
                                   location_.col_offset + 1, location_.end_lineno,
                                   location_.end_col_offset + 1});
}

// `__debug__` cannot be bound.
bool Checker::forbidden(const Identifier* name, ExprContext context) {
  if (context == ExprContext::Load || name->size != 9 || name->view() != "__debug__") return false;
  error(context == ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
  return true;
}

bool Checker::store(const Identifier* name) { return !forbidden(name, ExprContext::Store); }

bool Checker::debug_parameters(Seq<Arg*> args) {
  for (const Arg* arg : args)
    if (!store(arg->arg)) return false;
  return true;
}

bool Checker::debug_parameters(const Arguments* args) {
  return debug_parameters(args->posonlyargs) && debug_parameters(args->args) &&
         (!args->vararg || store(args->vararg->arg)) && debug_parameters(args->kwonlyargs) &&
         (!args->kwarg || store(args->kwarg->arg));
}

bool Checker::repeated_keywords(Seq<Keyword*> keywords) {
  for (uint32_t i = 0; i < keywords.size(); i++) {
    const Identifier* name = keywords[i]->arg;
    if (!name) continue;
    if (!store(name)) return false;
    for (uint32_t j = i + 1; j < keywords.size(); j++) {
      if (keywords[j]->arg != name) continue;
      location_ = place_of(keywords[j]);
      return error("keyword argument repeated: " + std::string(name->view()));
    }
  }
  return true;
}

bool Checker::push(BlockKind kind, Seq<Stmt*> finalbody) {
  if (unit_->blocks.size() >= kMaxBlocks) return error("too many statically nested blocks");
  unit_->blocks.push_back({kind, finalbody});
  return true;
}

// Whether a jump may leave the blocks around it: all of them, or those inside the innermost loop. A
// `finally` that is left is compiled at the jump, so its errors come now.
bool Checker::leave_blocks(bool to_loop, bool& found) {
  found = false;
  if (unit_->blocks.empty()) return true;
  const Block top = unit_->blocks.back();
  if (top.kind == BlockKind::ExceptStar)
    return error("'break', 'continue' and 'return' cannot appear in an except* block");
  if (to_loop && top.kind == BlockKind::Loop) {
    found = true;
    return true;
  }
  unit_->blocks.pop_back();
  const size_t warnings = diagnostics_.warnings.size();
  const Place place = location_;
  if (top.kind == BlockKind::Finally && !statements(top.finalbody)) return false;
  location_ = place;
  diagnostics_.warnings.resize(warnings);
  if (!leave_blocks(to_loop, found)) return false;
  unit_->blocks.push_back(top);
  return true;
}

bool Checker::statements(Seq<Stmt*> body) {
  for (const Stmt* node : body)
    if (!statement(node)) return false;
  return true;
}

bool Checker::statement(const Stmt* node) {
  location_ = place_of(node);
  switch (node->kind) {
    case Kind::FunctionDef: {
      const auto* def = as<FunctionDef>(node);
      return function(def, def->name, def->args, def->body, def->decorator_list, def->returns,
                      false);
    }
    case Kind::AsyncFunctionDef: {
      const auto* def = as<AsyncFunctionDef>(node);
      return function(def, def->name, def->args, def->body, def->decorator_list, def->returns,
                      true);
    }
    case Kind::ClassDef:
      return class_def(as<ClassDef>(node));
    case Kind::Return:
      return return_stmt(as<Return>(node));
    case Kind::Delete:
      return expressions(as<Delete>(node)->targets);
    case Kind::Assign:
      return expression(as<Assign>(node)->value) && expressions(as<Assign>(node)->targets);
    case Kind::AugAssign: {
      // The target is read, then the value, then the target is written.
      const auto* one = as<AugAssign>(node);
      const auto* name = try_as<Name>(one->target);
      return (name || expression(one->target)) && expression(one->value) &&
             (!name || expression(name));
    }
    case Kind::AnnAssign:
      return annotated(as<AnnAssign>(node));
    case Kind::For:
    case Kind::AsyncFor:
    case Kind::While:
      return loop(node);
    case Kind::If:
      return if_chain(as<If>(node));
    case Kind::With:
      return with(as<With>(node)->items, as<With>(node)->body);
    case Kind::AsyncWith:
      if (unit_->kind != UnitKind::AsyncFunction && !top_level_await())
        return error("'async with' outside async function");
      return with(as<AsyncWith>(node)->items, as<AsyncWith>(node)->body);
    case Kind::Match:
      return match(as<Match>(node));
    case Kind::Raise: {
      const auto* one = as<Raise>(node);
      return (!one->exc || expression(one->exc)) && (!one->cause || expression(one->cause));
    }
    case Kind::Try:
      return try_finally(as<Try>(node), false);
    case Kind::TryStar:
      return try_finally(as<TryStar>(node), true);
    case Kind::Assert:
      return assert_stmt(as<Assert>(node));
    case Kind::Import:
      return imported(as<Import>(node)->names);
    case Kind::ImportFrom: {
      const auto* one = as<ImportFrom>(node);
      if (node->lineno > scopes_.future_lineno && one->module &&
          one->module->view() == "__future__")
        return error("from __future__ imports must occur at the beginning of the file");
      return imported(one->names);
    }
    case Kind::ExprStmt:
      return expression(as<ExprStmt>(node)->value);
    case Kind::Break:
      return jump(true);
    case Kind::Continue:
      return jump(false);
    default:
      return true;
  }
}

bool Checker::argument_annotations(Seq<Arg*> args) {
  for (const Arg* arg : args)
    if (arg->annotation && !annotation(arg->annotation)) return false;
  return true;
}

// Annotations are not compiled when they are kept as text. That of `*args` may be starred.
bool Checker::annotation(const Expr* node) {
  if (future_annotations()) return true;
  if (const auto* star = try_as<Starred>(node)) return expression(star->value);
  return expression(node);
}

bool Checker::annotations(const Arguments* args, const Expr* returns) {
  return argument_annotations(args->args) && argument_annotations(args->posonlyargs) &&
         (!args->vararg || !args->vararg->annotation || annotation(args->vararg->annotation)) &&
         argument_annotations(args->kwonlyargs) &&
         (!args->kwarg || !args->kwarg->annotation || annotation(args->kwarg->annotation)) &&
         (!returns || annotation(returns));
}

bool Checker::function(const Node* node, const Identifier* name, const Arguments* args,
                       Seq<Stmt*> body, Seq<Expr*> decorators, const Expr* returns, bool async) {
  if (!debug_parameters(args) || !expressions(decorators) || !expressions(args->defaults) ||
      !expressions(args->kw_defaults) || !annotations(args, returns))
    return false;
  {
    UnitGuard unit(*this, async ? UnitKind::AsyncFunction : UnitKind::Function, node);
    if (!statements(body)) return false;
  }
  location_ = place_of(node);
  return store(name);
}

bool Checker::class_def(const ClassDef* node) {
  if (!expressions(node->decorator_list)) return false;
  {
    UnitGuard unit(*this, UnitKind::Class, node);
    if (!statements(node->body)) return false;
  }
  location_ = place_of(node);
  return repeated_keywords(node->keywords) && values(node->bases) && keywords(node->keywords) &&
         store(node->name);
}

bool Checker::return_stmt(const Return* node) {
  bool found;
  if (!is_function()) return error("'return' outside function");
  if (node->value && unit_->scope->coroutine && unit_->scope->generator)
    return error("'return' with value in async generator");
  if (node->value && !expression(node->value)) return false;
  // A constant on the same line takes the place of the statement.
  if (node->value && node->value->kind == Kind::Constant &&
      static_cast<const Node*>(node->value)->lineno == node->lineno)
    location_ = place_of(node->value);
  return leave_blocks(false, found);
}

bool Checker::jump(bool is_break) {
  bool found;
  if (!leave_blocks(true, found)) return false;
  return found || error(is_break ? "'break' outside loop" : "'continue' not properly in loop");
}

bool Checker::annotated(const AnnAssign* node) {
  if (node->value && (!expression(node->value) || !expression(node->target))) return false;
  const bool evaluated = !is_function() && !future_annotations();
  switch (node->target->kind) {
    case Kind::Name:
      if (!store(static_cast<const Name*>(node->target)->id)) return false;
      break;
    case Kind::Attribute: {
      const auto* target = static_cast<const Attribute*>(node->target);
      if (!store(target->attr) || (!node->value && !expression(target->value))) return false;
      break;
    }
    case Kind::Subscript: {
      const auto* target = static_cast<const Subscript*>(node->target);
      if (!node->value && (!expression(target->value) || !expression(target->slice))) return false;
      break;
    }
    default:
      break;
  }
  return !evaluated || expression(node->annotation);
}

bool Checker::if_chain(const If* node) {
  for (;;) {
    if (!expression(node->test) || !statements(node->body)) return false;
    if (node->orelse.size() != 1 || node->orelse[0]->kind != Kind::If)
      return statements(node->orelse);
    node = as<If>(node->orelse[0]);
    location_ = place_of(node);
  }
}

bool Checker::loop(const Node* node) {
  const auto body = [this](Seq<Stmt*> inside, Seq<Stmt*> orelse) {
    if (!statements(inside)) return false;
    pop();
    return statements(orelse);
  };
  if (const auto* one = try_as<AsyncFor>(node)) {
    if (unit_->kind != UnitKind::AsyncFunction && !top_level_await())
      return error("'async for' outside async function");
    return expression(one->iter) && push(BlockKind::Loop) && expression(one->target) &&
           body(one->body, one->orelse);
  }
  if (!push(BlockKind::Loop)) return false;
  if (const auto* one = try_as<For>(node))
    return expression(one->iter) && expression(one->target) && body(one->body, one->orelse);
  const auto* one = as<While>(node);
  return expression(one->test) && body(one->body, one->orelse);
}

bool Checker::with(Seq<WithItem*> items, Seq<Stmt*> body) {
  const Place statement_place = location_;
  for (const WithItem* item : items) {
    location_ = statement_place;
    if (!expression(item->context_expr) || !push(BlockKind::Other)) return false;
    if (item->optional_vars && !expression(item->optional_vars)) return false;
  }
  if (!statements(body)) return false;
  for (uint32_t i = 0; i < items.size(); i++) pop();
  return true;
}

template <class T>
bool Checker::try_finally(const T* node, bool star) {
  const bool finally = node->finalbody.size() > 0;
  if (finally && !push(BlockKind::Finally, node->finalbody)) return false;
  if (node->handlers.size() > 0) {
    const bool good = star ? try_except_star(node->body, node->handlers, node->orelse)
                           : try_except(node->body, node->handlers, node->orelse);
    if (!good) return false;
  } else if (!statements(node->body)) {
    return false;
  }
  if (!finally) return true;
  pop();
  // Compiled twice; the copy for the exceptional path has a block around it.
  if (!push(BlockKind::Other) || !statements(node->finalbody)) return false;
  pop();
  return true;
}

bool Checker::handler(const ExceptHandler* node) {
  location_ = place_of(node);
  if (node->type && !expression(node->type)) return false;
  if (node->name && !store(node->name)) return false;
  if (!push(BlockKind::Other) || !statements(node->body)) return false;
  pop();
  return true;
}

bool Checker::try_except(Seq<Stmt*> body, Seq<ExceptHandler*> handlers, Seq<Stmt*> orelse) {
  if (!push(BlockKind::Other) || !statements(body)) return false;
  pop();
  if (!statements(orelse) || !push(BlockKind::Other)) return false;
  for (uint32_t i = 0; i < handlers.size(); i++) {
    location_ = place_of(handlers[i]);
    if (!handlers[i]->type && i + 1 < handlers.size())
      return error("default 'except:' must be last");
    if (!handler(handlers[i])) return false;
  }
  pop();
  return true;
}

bool Checker::try_except_star(Seq<Stmt*> body, Seq<ExceptHandler*> handlers, Seq<Stmt*> orelse) {
  if (!push(BlockKind::Other) || !statements(body)) return false;
  pop();
  if (!push(BlockKind::ExceptStar)) return false;
  for (const ExceptHandler* one : handlers)
    if (!handler(one)) return false;
  pop();
  return statements(orelse);
}

bool Checker::imported(Seq<Alias*> names) {
  for (const Alias* alias : names)
    if (!store(alias->asname ? alias->asname : alias->name)) return false;
  return true;
}

bool Checker::assert_stmt(const Assert* node) {
  const auto* tuple = try_as<Tuple>(node->test);
  if (tuple && tuple->elts.size() > 0)
    warn("assertion is always true, perhaps remove parentheses?");
  if (options_.optimize > 0) return true;
  return expression(node->test) && (!node->msg || expression(node->msg));
}

}  // namespace pyvm::syntax
