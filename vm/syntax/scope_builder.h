#pragma once

#include <string>
#include <vector>

#include "vm/syntax/scopes.h"

namespace pyvm::syntax {

// Where an error of the passes behind the parser is: bytes from 0, as in the nodes.
struct Place {
  int lineno;
  int col_offset;
  int end_lineno;
  int end_col_offset;
};

inline Place place_of(const Node* node) {
  return {static_cast<const Node*>(node)->lineno, node->col_offset, node->end_lineno,
          node->end_col_offset};
}

// Records a SyntaxError of a pass behind the parser and returns false. The line is shown when the
// source is a file.
bool report_syntax(std::string_view source, const SyntaxOptions& options, Diagnostics& diagnostics,
                   Place place, const std::string& message);

// A growing table of symbols.
class SymbolTable {
 public:
  Symbol* find(const Identifier* name);
  // The symbol of the name, made if need be.
  Symbol& get(Identifier* name);

  std::vector<Symbol> symbols;
  std::vector<uint32_t> slots;  // index + 1 into `symbols`; empty while there are few

 private:
  void rehash(size_t size);
};

// A scope while it is built.
struct OpenScope {
  Scope* scope;
  OpenScope* parent;
  SymbolTable table;
  std::vector<Identifier*> parameters;
  std::vector<OpenScope*> children;
  struct Directive {
    Identifier* name;
    Place place;
  };
  std::vector<Directive> directives;  // where names were declared global or nonlocal
  int iterable_depth = 0;             // > 0: in the iterable of a comprehension
  bool in_target = false;             // in the target of a comprehension

  bool is_function() const {
    return scope->kind != ScopeKind::Module && scope->kind != ScopeKind::Class &&
           scope->kind != ScopeKind::Annotation;
  }
};

// First pass over the tree: which names each scope binds, reads and declares, in the order in which
// CPython's symtable visits them (the first error is the one that is reported). Left-deep chains of
// operators, calls, attributes and subscripts, and chains of elif, are walked in loops.
class ScopeBuilder {
 public:
  ScopeBuilder(Arena& arena, std::string_view source, const SyntaxOptions& options, uint32_t future,
               Diagnostics& diagnostics)
      : arena_(arena),
        source_(source),
        options_(options),
        future_(future),
        diagnostics_(diagnostics) {}
  ~ScopeBuilder();

  bool build(const Mod* tree);

  // Every scope, each after its parent; the first is the module.
  const std::vector<OpenScope*>& scopes() const { return scopes_; }

 private:
  bool error(Place place, const std::string& message) {
    return report_syntax(source_, options_, diagnostics_, place, message);
  }
  bool named_error(Place place, const char* before, const Identifier* name, const char* after) {
    return error(place, before + std::string(name->view()) + after);
  }

  void enter(Identifier* name, ScopeKind kind, const Node* node);
  void leave();
  bool define(Identifier* name, uint16_t flags, Place place) {
    return define_in(current_, name, flags, place);
  }
  bool define_in(OpenScope* scope, Identifier* name, uint16_t flags, Place place);
  uint16_t flags_of(OpenScope* scope, const Identifier* name);
  Identifier* mangled(Identifier* name);
  bool not_in_annotation(const char* what, const Node* node);

  bool statements(Seq<Stmt*> body);
  bool statement(const Stmt* node);
  bool function(const Node* node, Identifier* name, Arguments* args, Seq<Stmt*> body,
                Seq<Expr*> decorators, Expr* returns, bool async);
  bool class_def(const ClassDef* node);
  bool annotated(const AnnAssign* node);
  bool if_chain(const If* node);
  bool directive(const Node* node, Seq<Identifier*> names, bool global);
  bool imported(Seq<Alias*> names);
  bool with_items(Seq<WithItem*> items);
  bool handlers(Seq<ExceptHandler*> handlers);
  bool loop(const Expr* target, const Expr* iter, Seq<Stmt*> body, Seq<Stmt*> orelse);
  bool cases(Seq<MatchCase*> cases);
  bool pattern(const Pattern* node);
  bool patterns(Seq<Pattern*> nodes);

  bool expressions(Seq<Expr*> nodes);
  bool expression(const Expr* node);
  bool spine(const Expr* node);
  bool link(const Expr* node);
  bool leaf(const Expr* node);
  bool name(const Name* node);
  bool lambda(const Lambda* node);
  bool named(const NamedExpr* node);
  bool named_in_comprehension(const Name* target);
  bool yield(const Expr* node, const Expr* value);
  bool comprehension(const Expr* node, ScopeKind kind, const char* scope_name,
                     Seq<Comprehension*> generators, const Expr* element, const Expr* value);
  bool generator(const Comprehension* node);
  bool keywords(Seq<Keyword*> nodes);
  bool arguments(const Arguments* args);
  bool defaults(const Arguments* args);
  bool parameters(Seq<Arg*> args);
  bool annotation(const Expr* node);
  bool annotations(const Node* node, const Arguments* args, const Expr* returns);
  bool argument_annotations(Seq<Arg*> args);

  Arena& arena_;
  std::string_view source_;
  const SyntaxOptions& options_;
  uint32_t future_;
  Diagnostics& diagnostics_;
  std::vector<OpenScope*> scopes_;  // owned
  OpenScope* current_ = nullptr;
  OpenScope* module_ = nullptr;
  Identifier* private_name_ = nullptr;
};

}  // namespace pyvm::syntax
