#include "vm/syntax/scopes.h"

#include "vm/syntax/check.h"
#include "vm/syntax/scope_builder.h"

// Second pass: every name finds the scope that binds it, cells and free variables are marked on the
// way; then the result is laid out in the arena.
//
// 1. Class scopes bind for themselves only; `__class__` is the exception: each class binds it for
// its methods.
// 2. A name declared global in a function is global for the functions inside, too.
// 3. Errors come scope by scope, each in the order of its symbols, before those of inner scopes.

namespace pyvm::syntax {

namespace {

class Resolver {
 public:
  Resolver(Arena& arena, std::string_view source, const SyntaxOptions& options,
           Diagnostics& diagnostics)
      : class_cell_(arena.intern("__class__")),
        source_(source),
        options_(options),
        diagnostics_(diagnostics) {}

  bool resolve(OpenScope* scope) {
    // Resolving adds free variables to outer scopes only, and never to this one.
    for (size_t i = 0; i < scope->table.symbols.size(); i++)
      if (!resolve_symbol(scope, scope->table.symbols[i])) return false;
    for (OpenScope* child : scope->children) {
      if (!resolve(child)) return false;
      if (child->scope->has_free || child->scope->child_free) scope->scope->child_free = true;
    }
    return true;
  }

 private:
  bool error_at_directive(OpenScope* scope, const Identifier* name, const std::string& message) {
    for (const OpenScope::Directive& directive : scope->directives)
      if (directive.name == name)
        return report_syntax(source_, options_, diagnostics_, directive.place, message);
    return report_syntax(source_, options_, diagnostics_, place_of(scope->scope->node), message);
  }

  bool resolve_symbol(OpenScope* scope, Symbol& symbol) {
    if (symbol.scope != NameScope::Unresolved) return true;
    const std::string name(symbol.name->view());
    if (symbol.flags & kDefGlobal) {
      if (symbol.flags & kDefNonlocal)
        return error_at_directive(scope, symbol.name, "name '" + name + "' is nonlocal and global");
      symbol.scope = NameScope::GlobalExplicit;
      return true;
    }
    if (symbol.flags & kDefNonlocal) {
      if (scope->scope->kind == ScopeKind::Module)
        return error_at_directive(scope, symbol.name,
                                  "nonlocal declaration not allowed at module level");
      OpenScope* owner = find_owner(scope, symbol.name);
      if (!owner)
        return error_at_directive(scope, symbol.name,
                                  "no binding for nonlocal '" + name + "' found");
      make_free(scope, symbol, owner);
      return true;
    }
    if (symbol.flags & kDefBound) {
      symbol.scope = NameScope::Local;
      return true;
    }
    OpenScope* owner = find_owner(scope, symbol.name);
    if (owner)
      make_free(scope, symbol, owner);
    else
      symbol.scope = NameScope::GlobalImplicit;
    return true;
  }

  // The scope around `scope` that binds the name for it, or null.
  OpenScope* find_owner(OpenScope* scope, const Identifier* name) {
    for (OpenScope* outer = scope->parent; outer; outer = outer->parent) {
      if (outer->scope->kind == ScopeKind::Class && name == class_cell_) return outer;
      if (!outer->is_function()) continue;
      const Symbol* symbol = outer->table.find(name);
      if (!symbol) continue;
      if (symbol->flags & kDefGlobal) return nullptr;
      if ((symbol->flags & kDefBound) && !(symbol->flags & kDefNonlocal)) return outer;
    }
    return nullptr;
  }

  // Every scope between passes the variable on.
  void make_free(OpenScope* scope, Symbol& symbol, OpenScope* owner) {
    Identifier* name = symbol.name;
    symbol.scope = NameScope::Free;
    scope->scope->has_free = true;
    for (OpenScope* outer = scope->parent; outer != owner; outer = outer->parent) {
      const bool is_class = outer->scope->kind == ScopeKind::Class;
      Symbol& passing = outer->table.get(name);
      if (is_class && (passing.flags & (kDefBound | kDefGlobal))) {
        passing.flags |= kDefFreeClass;
      } else if (passing.scope == NameScope::Unresolved ||
                 passing.scope == NameScope::GlobalImplicit) {
        passing.scope = NameScope::Free;
      }
      outer->scope->has_free = true;
    }
    if (owner->scope->kind == ScopeKind::Class)
      owner->scope->needs_class_closure = true;
    else
      owner->table.find(name)->scope = NameScope::Cell;
  }

  Identifier* class_cell_;
  std::string_view source_;
  const SyntaxOptions& options_;
  Diagnostics& diagnostics_;
};

void finish_scope(Arena& arena, OpenScope* open) {
  Scope* scope = open->scope;
  scope->symbols = arena.copy(open->table.symbols.data(), open->table.symbols.size());
  scope->parameters = arena.copy(open->parameters.data(), open->parameters.size());
  scope->children.count = static_cast<uint32_t>(open->children.size());
  if (!open->children.empty()) {
    scope->children.data =
        static_cast<Scope**>(arena.allocate(sizeof(Scope*) * open->children.size()));
    for (size_t i = 0; i < open->children.size(); i++)
      scope->children.data[i] = open->children[i]->scope;
  }
  const std::vector<uint32_t>& slots = open->table.slots;
  if (slots.empty()) return;
  scope->table = arena.copy(slots.data(), slots.size()).data;
  scope->table_mask = static_cast<uint32_t>(slots.size() - 1);
}

uint32_t node_hash(const Node* node) {
  const auto bits = reinterpret_cast<uintptr_t>(node);
  return static_cast<uint32_t>((bits >> 3) * 0x9E3779B97F4A7C15ull >> 32);
}

void index_scopes(Arena& arena, const std::vector<OpenScope*>& scopes, ScopeTree& result) {
  uint32_t size = 16;
  while (size < scopes.size() * 2) size *= 2;
  auto** table = static_cast<const void**>(arena.allocate(sizeof(void*) * size));
  std::memset(table, 0, sizeof(void*) * size);
  for (OpenScope* open : scopes) {
    if (open->scope->kind == ScopeKind::Annotation) continue;
    uint32_t i = node_hash(open->scope->node) & (size - 1);
    while (table[i]) i = (i + 1) & (size - 1);
    table[i] = open->scope;
  }
  result.table = table;
  result.table_mask = size - 1;
}

}  // namespace

const Symbol* Scope::find(const Identifier* mangled) const {
  if (!table) {
    for (const Symbol& symbol : symbols)
      if (symbol.name == mangled) return &symbol;
    return nullptr;
  }
  for (uint32_t i = mangled->hash & table_mask; table[i]; i = (i + 1) & table_mask)
    if (symbols[table[i] - 1].name == mangled) return &symbols[table[i] - 1];
  return nullptr;
}

Scope* ScopeTree::scope_of(const Node* node) const {
  for (uint32_t i = node_hash(node) & table_mask; table[i]; i = (i + 1) & table_mask) {
    auto* scope = static_cast<Scope*>(const_cast<void*>(table[i]));
    if (scope->node == node) return scope;
  }
  return nullptr;
}

bool analyse_scopes(Arena& arena, const Mod* tree, std::string_view source,
                    const SyntaxOptions& options, ScopeTree& result, Diagnostics& diagnostics) {
  result.future = options.future;
  if (!read_future_features(tree, source, options, result, diagnostics)) return false;
  ScopeBuilder builder(arena, source, options, result.future, diagnostics);
  if (!builder.build(tree)) return false;
  OpenScope* module = builder.scopes()[0];
  if (!Resolver(arena, source, options, diagnostics).resolve(module)) return false;
  for (OpenScope* open : builder.scopes()) {
    if (open->scope->kind == ScopeKind::Annotation) continue;
    finish_scope(arena, open);
  }
  index_scopes(arena, builder.scopes(), result);
  result.top = module->scope;
  return check_program(tree, source, options, result, diagnostics);
}

}  // namespace pyvm::syntax
