#pragma once

#include <string>
#include <vector>

#include "vm/syntax/scope_builder.h"

namespace pyvm::syntax {

// The pass behind check_program(). It visits the tree in the order of CPython's compiler, because
// the first violation is the one that is reported, and keeps the "current location" the way that
// compiler does: a statement sets it, an expression sets it and puts it back, a pattern sets it.
class Checker {
 public:
  Checker(std::string_view source, const SyntaxOptions& options, const ScopeTree& scopes,
          Diagnostics& diagnostics)
      : source_(source), options_(options), scopes_(scopes), diagnostics_(diagnostics) {}

  bool program(const Mod* tree);

 private:
  static constexpr size_t kMaxBlocks = 20;
  static constexpr uint32_t kMaxBeforeStar = 256;

  enum class UnitKind : uint8_t { Module, Class, Function, AsyncFunction, Lambda, Comprehension };
  enum class BlockKind : uint8_t { Loop, ExceptStar, Finally, Other };
  struct Block {
    BlockKind kind;
    Seq<Stmt*> finalbody;
  };

  // What one code object is compiled from.
  struct Unit {
    UnitKind kind;
    const Scope* scope;
    Unit* parent;
    std::vector<Block> blocks;
  };

  // Opens a unit while it lives.
  class UnitGuard {
   public:
    UnitGuard(Checker& checker, UnitKind kind, const Node* node)
        : checker_(checker), unit_{kind, checker.scopes_.scope_of(node), checker.unit_, {}} {
      checker.unit_ = &unit_;
    }
    ~UnitGuard() { checker_.unit_ = unit_.parent; }

   private:
    Checker& checker_;
    Unit unit_;
  };

  // The names that the pattern of a case binds, and whether it may match everything.
  struct PatternState {
    std::vector<Identifier*> names;
    bool allow_irrefutable = false;
  };

  bool error(const std::string& message) {
    return report_syntax(source_, options_, diagnostics_, location_, message);
  }
  void warn(const std::string& message);
  bool is_function() const { return unit_->kind >= UnitKind::Function; }
  bool top_level_await() const {
    return options_.allow_top_level_await && unit_->kind == UnitKind::Module;
  }
  bool future_annotations() const { return scopes_.future & kFutureAnnotations; }

  bool store(const Identifier* name);
  bool forbidden(const Identifier* name, ExprContext context);
  bool debug_parameters(const Arguments* args);
  bool debug_parameters(Seq<Arg*> args);
  bool repeated_keywords(Seq<Keyword*> keywords);

  bool push(BlockKind kind, Seq<Stmt*> finalbody = {});
  void pop() { unit_->blocks.pop_back(); }
  bool leave_blocks(bool to_loop, bool& found);

  // checker.cpp
  bool statements(Seq<Stmt*> body);
  bool statement(const Stmt* node);
  bool function(const Node* node, const Identifier* name, const Arguments* args, Seq<Stmt*> body,
                Seq<Expr*> decorators, const Expr* returns, bool async);
  bool annotations(const Arguments* args, const Expr* returns);
  bool argument_annotations(Seq<Arg*> args);
  bool annotation(const Expr* node);
  bool class_def(const ClassDef* node);
  bool return_stmt(const Return* node);
  bool jump(bool is_break);
  bool annotated(const AnnAssign* node);
  bool if_chain(const If* node);
  bool loop(const Node* node);
  bool with(Seq<WithItem*> items, Seq<Stmt*> body);
  template <class T>
  bool try_finally(const T* node, bool star);
  bool try_except(Seq<Stmt*> body, Seq<ExceptHandler*> handlers, Seq<Stmt*> orelse);
  bool try_except_star(Seq<Stmt*> body, Seq<ExceptHandler*> handlers, Seq<Stmt*> orelse);
  bool handler(const ExceptHandler* node);
  bool imported(Seq<Alias*> names);
  bool assert_stmt(const Assert* node);

  // check_expr.cpp
  bool expressions(Seq<Expr*> nodes);
  bool expression(const Expr* node);
  bool spine(const Expr* node);
  bool link(const Expr* node);
  bool enter_link(const Expr* node);
  bool leaf(const Expr* node);
  bool lambda(const Lambda* node);
  bool elements(Seq<Expr*> nodes, ExprContext context);
  bool values(Seq<Expr*> nodes);
  bool comprehension(const Expr* node, Seq<Comprehension*> generators, const Expr* element,
                     const Expr* value);
  bool keywords(Seq<Keyword*> nodes);
  void warn_callee(const Expr* callee);
  void warn_subscript(const Subscript* node);
  void warn_comparison(const Compare* node);

  // check_pattern.cpp
  bool match(const Match* node);
  bool pattern(const Pattern* node, PatternState& state);
  bool subpattern(const Pattern* node, PatternState& state);
  bool bind(Identifier* name, PatternState& state);
  bool capture(const MatchAs* node, PatternState& state);
  bool alternatives(const MatchOr* node, PatternState& state);
  bool sequence(const MatchSequence* node, PatternState& state);
  bool mapping(const MatchMapping* node, PatternState& state);
  bool class_pattern(const MatchClass* node, PatternState& state);

  std::string_view source_;
  const SyntaxOptions& options_;
  const ScopeTree& scopes_;
  Diagnostics& diagnostics_;
  Unit* unit_ = nullptr;
  Place location_{};
};

}  // namespace pyvm::syntax
