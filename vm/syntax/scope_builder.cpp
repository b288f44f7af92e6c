#include "vm/syntax/scope_builder.h"

#include "vm/syntax/source.h"

// Symbols, blocks and statements. Expressions stand in scope_expr.cpp.

namespace pyvm::syntax {

namespace {

constexpr size_t kFewSymbols = 8;

}  // namespace

bool report_syntax(std::string_view source, const SyntaxOptions& options, Diagnostics& diagnostics,
                   Place place, const std::string& message) {
  if (diagnostics.failed) return false;
  diagnostics.failed = true;
  SyntaxErrorInfo& error = diagnostics.error;
  error = {};
  error.type = "SyntaxError";
  error.message = message;
  error.has_location = true;
  error.lineno = place.lineno;
  error.offset = place.col_offset + 1;
  error.end_lineno = place.end_lineno;
  error.end_offset = place.end_col_offset == SyntaxErrorInfo::kNone ? SyntaxErrorInfo::kNone
                                                                    : place.end_col_offset + 1;
  if (options.has_file) {
    error.has_text = true;
    error.text = source_line(source, place.lineno);
  }
  return false;
}

Symbol* SymbolTable::find(const Identifier* name) {
  if (slots.empty()) {
    for (Symbol& symbol : symbols)
      if (symbol.name == name) return &symbol;
    return nullptr;
  }
  const size_t mask = slots.size() - 1;
  for (size_t i = name->hash & mask; slots[i]; i = (i + 1) & mask)
    if (symbols[slots[i] - 1].name == name) return &symbols[slots[i] - 1];
  return nullptr;
}

void SymbolTable::rehash(size_t size) {
  slots.assign(size, 0);
  for (uint32_t n = 0; n < symbols.size(); n++) {
    size_t i = symbols[n].name->hash & (size - 1);
    while (slots[i]) i = (i + 1) & (size - 1);
    slots[i] = n + 1;
  }
}

Symbol& SymbolTable::get(Identifier* name) {
  if (Symbol* found = find(name)) return *found;
  symbols.push_back({name, 0, NameScope::Unresolved});
  if (symbols.size() > kFewSymbols) {
    if (symbols.size() * 2 > slots.size()) {
      rehash(slots.empty() ? kFewSymbols * 4 : slots.size() * 2);
    } else {
      size_t i = name->hash & (slots.size() - 1);
      while (slots[i]) i = (i + 1) & (slots.size() - 1);
      slots[i] = static_cast<uint32_t>(symbols.size());
    }
  }
  return symbols.back();
}

Identifier* mangle(Arena& arena, const Identifier* class_name, Identifier* name) {
  const std::string_view text = name->view();
  if (!class_name || !text.starts_with("__") || text.ends_with("__") || text.find('.') != text.npos)
    return name;
  std::string_view owner = class_name->view();
  while (!owner.empty() && owner[0] == '_') owner.remove_prefix(1);
  if (owner.empty()) return name;
  return arena.intern("_" + std::string(owner) + std::string(text));
}

ScopeBuilder::~ScopeBuilder() {
  for (OpenScope* scope : scopes_) delete scope;
}

Identifier* ScopeBuilder::mangled(Identifier* name) { return mangle(arena_, private_name_, name); }

void ScopeBuilder::enter(Identifier* name, ScopeKind kind, const Node* node) {
  auto* scope = arena_.make<Scope>();
  scope->kind = kind;
  scope->name = name;
  scope->node = node;
  scope->private_name = private_name_;
  scope->lineno = static_cast<const Node*>(node)->lineno;
  scope->col_offset = node->col_offset;
  auto* open = new OpenScope{scope, current_, {}, {}, {}, {}};
  scopes_.push_back(open);
  if (current_) {
    scope->parent = current_->scope;
    scope->nested = current_->scope->nested || current_->is_function();
    // No assignment expression in the iterable of a comprehension, not even in a lambda there.
    open->iterable_depth = current_->iterable_depth;
    if (kind != ScopeKind::Annotation && current_->scope->kind != ScopeKind::Annotation)
      current_->children.push_back(open);
  }
  current_ = open;
}

void ScopeBuilder::leave() { current_ = current_->parent; }

uint16_t ScopeBuilder::flags_of(OpenScope* scope, const Identifier* name) {
  const Symbol* symbol = scope->table.find(name);
  return symbol ? symbol->flags : 0;
}

bool ScopeBuilder::define_in(OpenScope* scope, Identifier* name, uint16_t flag, Place place) {
  Identifier* stored = mangled(name);
  Symbol& symbol = scope->table.get(stored);
  if ((flag & kDefParam) && (symbol.flags & kDefParam))
    return named_error(place, "duplicate argument '", name, "' in function definition");
  uint16_t flags = symbol.flags | flag;
  if (scope->in_target) {
    if (flags & (kDefGlobal | kDefNonlocal))
      return named_error(place,
                         "comprehension inner loop cannot rebind assignment expression target '",
                         name, "'");
    flags |= kDefCompIter;
  }
  symbol.flags = flags;
  if (flag & kDefParam) {
    scope->parameters.push_back(stored);
  } else if (flag & kDefGlobal) {
    module_->table.get(stored).flags |= flag;
  }
  return true;
}

bool ScopeBuilder::not_in_annotation(const char* what, const Node* node) {
  if (current_->scope->kind != ScopeKind::Annotation) return true;
  return error(place_of(node), std::string("'") + what + "' can not be used within an annotation");
}

bool ScopeBuilder::build(const Mod* tree) {
  enter(arena_.intern("top"), ScopeKind::Module, tree);
  current_->scope->lineno = 0;
  module_ = current_;
  switch (tree->kind) {
    case Kind::Module:
      return statements(as<Module>(tree)->body);
    case Kind::Interactive:
      return statements(as<Interactive>(tree)->body);
    case Kind::Expression:
      return expression(as<Expression>(tree)->body);
    case Kind::FunctionType:
      return expressions(as<FunctionType>(tree)->argtypes) &&
             expression(as<FunctionType>(tree)->returns);
    default:
      return true;
  }
}

bool ScopeBuilder::statements(Seq<Stmt*> body) {
  for (const Stmt* node : body)
    if (!statement(node)) return false;
  return true;
}

bool ScopeBuilder::statement(const Stmt* node) {
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
    case Kind::Return: {
      const Expr* value = as<Return>(node)->value;
      if (!value) return true;
      if (!expression(value)) return false;
      current_->scope->returns_value = true;
      return true;
    }
    case Kind::Delete:
      return expressions(as<Delete>(node)->targets);
    case Kind::Assign:
      return expressions(as<Assign>(node)->targets) && expression(as<Assign>(node)->value);
    case Kind::AugAssign:
      return expression(as<AugAssign>(node)->target) && expression(as<AugAssign>(node)->value);
    case Kind::AnnAssign:
      return annotated(as<AnnAssign>(node));
    case Kind::For: {
      const auto* one = as<For>(node);
      return loop(one->target, one->iter, one->body, one->orelse);
    }
    case Kind::AsyncFor: {
      const auto* one = as<AsyncFor>(node);
      return loop(one->target, one->iter, one->body, one->orelse);
    }
    case Kind::While:
      return expression(as<While>(node)->test) && statements(as<While>(node)->body) &&
             statements(as<While>(node)->orelse);
    case Kind::If:
      return if_chain(as<If>(node));
    case Kind::With:
      return with_items(as<With>(node)->items) && statements(as<With>(node)->body);
    case Kind::AsyncWith:
      return with_items(as<AsyncWith>(node)->items) && statements(as<AsyncWith>(node)->body);
    case Kind::Match:
      return expression(as<Match>(node)->subject) && cases(as<Match>(node)->cases);
    case Kind::Raise: {
      const auto* one = as<Raise>(node);
      return (!one->exc || expression(one->exc)) && (!one->cause || expression(one->cause));
    }
    case Kind::Try: {
      const auto* one = as<Try>(node);
      return statements(one->body) && statements(one->orelse) && handlers(one->handlers) &&
             statements(one->finalbody);
    }
    case Kind::TryStar: {
      const auto* one = as<TryStar>(node);
      return statements(one->body) && statements(one->orelse) && handlers(one->handlers) &&
             statements(one->finalbody);
    }
    case Kind::Assert:
      return expression(as<Assert>(node)->test) &&
             (!as<Assert>(node)->msg || expression(as<Assert>(node)->msg));
    case Kind::Import:
      return imported(as<Import>(node)->names);
    case Kind::ImportFrom:
      return imported(as<ImportFrom>(node)->names);
    case Kind::Global:
      return directive(node, as<Global>(node)->names, true);
    case Kind::Nonlocal:
      return directive(node, as<Nonlocal>(node)->names, false);
    case Kind::ExprStmt:
      return expression(as<ExprStmt>(node)->value);
    default:
      return true;
  }
}

bool ScopeBuilder::loop(const Expr* target, const Expr* iter, Seq<Stmt*> body, Seq<Stmt*> orelse) {
  return expression(target) && expression(iter) && statements(body) && statements(orelse);
}

bool ScopeBuilder::if_chain(const If* node) {
  for (;;) {
    if (!expression(node->test) || !statements(node->body)) return false;
    if (node->orelse.size() != 1 || node->orelse[0]->kind != Kind::If)
      return statements(node->orelse);
    node = as<If>(node->orelse[0]);
  }
}

bool ScopeBuilder::function(const Node* node, Identifier* name, Arguments* args, Seq<Stmt*> body,
                            Seq<Expr*> decorators, Expr* returns, bool async) {
  if (!define(name, kDefLocal, place_of(node)) || !defaults(args) ||
      !annotations(node, args, returns) || !expressions(decorators))
    return false;
  enter(name, ScopeKind::Function, node);
  current_->scope->coroutine = async;
  if (!arguments(args) || !statements(body)) return false;
  leave();
  return true;
}

bool ScopeBuilder::class_def(const ClassDef* node) {
  if (!define(node->name, kDefLocal, place_of(node)) || !expressions(node->bases) ||
      !keywords(node->keywords) || !expressions(node->decorator_list))
    return false;
  enter(node->name, ScopeKind::Class, node);
  Identifier* outer = private_name_;
  private_name_ = node->name;
  current_->scope->private_name = node->name;
  if (!statements(node->body)) return false;
  private_name_ = outer;
  leave();
  return true;
}

bool ScopeBuilder::annotated(const AnnAssign* node) {
  if (const auto* target = try_as<Name>(node->target)) {
    const uint16_t flags = flags_of(current_, mangled(target->id));
    if ((flags & (kDefGlobal | kDefNonlocal)) && current_ != module_ && node->simple)
      return named_error(place_of(node), "annotated name '", target->id,
                         flags & kDefGlobal ? "' can't be global" : "' can't be nonlocal");
    if (node->simple) {
      if (!define(target->id, kDefAnnotation | kDefLocal, place_of(target))) return false;
    } else if (node->value && !define(target->id, kDefLocal, place_of(target))) {
      return false;
    }
  } else if (!expression(node->target)) {
    return false;
  }
  return annotation(node->annotation) && (!node->value || expression(node->value));
}

bool ScopeBuilder::directive(const Node* node, Seq<Identifier*> names, bool global) {
  const std::string kind = global ? "global" : "nonlocal";
  for (Identifier* name : names) {
    const uint16_t flags = flags_of(current_, mangled(name));
    if (flags & kDefParam)
      return named_error(place_of(node), "name '", name, ("' is parameter and " + kind).c_str());
    if (flags & kUse)
      return named_error(place_of(node), "name '", name,
                         ("' is used prior to " + kind + " declaration").c_str());
    if (flags & kDefAnnotation)
      return named_error(place_of(node), "annotated name '", name, ("' can't be " + kind).c_str());
    if (flags & kDefLocal)
      return named_error(place_of(node), "name '", name,
                         ("' is assigned to before " + kind + " declaration").c_str());
    if (!define(name, global ? kDefGlobal : kDefNonlocal, place_of(node))) return false;
    current_->directives.push_back({mangled(name), place_of(node)});
  }
  return true;
}

bool ScopeBuilder::imported(Seq<Alias*> names) {
  for (const Alias* alias : names) {
    Identifier* stored = alias->asname ? alias->asname : alias->name;
    const std::string_view text = stored->view();
    if (text == "*") {
      if (current_->scope->kind != ScopeKind::Module)
        return error(place_of(alias), "import * only allowed at module level");
      current_->scope->has_star_import = true;
      continue;
    }
    const size_t dot = text.find('.');
    if (dot != text.npos) stored = arena_.intern(text.substr(0, dot));
    if (!define(stored, kDefImport, place_of(alias))) return false;
  }
  return true;
}

bool ScopeBuilder::with_items(Seq<WithItem*> items) {
  for (const WithItem* item : items)
    if (!expression(item->context_expr) ||
        (item->optional_vars && !expression(item->optional_vars)))
      return false;
  return true;
}

bool ScopeBuilder::handlers(Seq<ExceptHandler*> handlers) {
  for (const ExceptHandler* handler : handlers) {
    if (handler->type && !expression(handler->type)) return false;
    if (handler->name && !define(handler->name, kDefLocal, place_of(handler))) return false;
    if (!statements(handler->body)) return false;
  }
  return true;
}

bool ScopeBuilder::cases(Seq<MatchCase*> cases) {
  for (const MatchCase* one : cases)
    if (!pattern(one->pattern) || (one->guard && !expression(one->guard)) || !statements(one->body))
      return false;
  return true;
}

bool ScopeBuilder::patterns(Seq<Pattern*> nodes) {
  for (const Pattern* node : nodes)
    if (!pattern(node)) return false;
  return true;
}

bool ScopeBuilder::pattern(const Pattern* node) {
  switch (node->kind) {
    case Kind::MatchValue:
      return expression(as<MatchValue>(node)->value);
    case Kind::MatchSequence:
      return patterns(as<MatchSequence>(node)->patterns);
    case Kind::MatchStar: {
      Identifier* name = as<MatchStar>(node)->name;
      return !name || define(name, kDefLocal, place_of(node));
    }
    case Kind::MatchMapping: {
      const auto* one = as<MatchMapping>(node);
      return expressions(one->keys) && patterns(one->patterns) &&
             (!one->rest || define(one->rest, kDefLocal, place_of(node)));
    }
    case Kind::MatchClass: {
      const auto* one = as<MatchClass>(node);
      return expression(one->cls) && patterns(one->patterns) && patterns(one->kwd_patterns);
    }
    case Kind::MatchAs: {
      const auto* one = as<MatchAs>(node);
      return (!one->pattern || pattern(one->pattern)) &&
             (!one->name || define(one->name, kDefLocal, place_of(node)));
    }
    case Kind::MatchOr:
      return patterns(as<MatchOr>(node)->patterns);
    default:
      return true;
  }
}

}  // namespace pyvm::syntax
