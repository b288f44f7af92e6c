// Walks the tree and fills units. One file per topic; see the names of the sections.
//
// 1. An expression is compiled by expr_into (the value ends in a given register) or operand (any register: a local
//    variable stays where it is). A register given to expr_into that belongs to a variable is written by the last
//    instruction only, so that an exception leaves the variable as it was.
// 2. An operand that is a variable in place must be read before anything rebinds the variable: where an assignment
//    expression among the later operands does so, it is copied first (rebinds()).
// 3. Temporaries are a stack: expr_into leaves next_temp as it was, operand leaves at most one more.
// 4. Chains of left operands (a.b.c, 1+1+1, f()()), elif and conditional expressions are walked in loops; what recurses is
//    guarded by enter().
#pragma once

#include "vm/compile/compiler.h"
#include "vm/compile/unit.h"

namespace pyvm::compile {

using namespace syntax;

class Codegen {
 public:
  Codegen(Thread& t, Arena& arena, const ScopeTree& scopes, const CompileOptions& options)
      : t_(t), arena_(arena), scopes_(scopes), options_(options) {}

  PyCode* module(const Mod* tree);

 private:
  enum class UnitKind : uint8_t { kModule, kClass, kFunction };

  // Position of the instructions emitted during its life.
  class At {
   public:
    At(Codegen& g, const Node* node) : unit_(*g.u_), saved_(g.u_->position) { g.set_position(node); }
    ~At() { unit_.position = saved_; }
    At(const At&) = delete;
    At& operator=(const At&) = delete;

   private:
    Unit& unit_;
    Position saved_;
  };

  // A position in the stack of temporaries to go back to.
  class Temps {
   public:
    explicit Temps(Codegen& g) : unit_(*g.u_), mark_(g.u_->next_temp) {}
    ~Temps() { unit_.next_temp = mark_; }
    Temps(const Temps&) = delete;
    Temps& operator=(const Temps&) = delete;

   private:
    Unit& unit_;
    Reg mark_;
  };

  // ---- codegen.cpp: units
  void set_position(const Node* node);
  bool enter();                       // false: too deep, RecursionError pending; the caller emits nothing
  bool failed() const;
  UnitKind unit_kind() const;
  void begin_unit(Unit& unit, const Node* node, const Identifier* name, int first_line);
  void count_parameters(Unit& unit, const Node* node);
  void assign_registers(Unit& unit);
  void prologue(Unit& unit);
  PyStr* qualified_name(const Unit& unit, const Identifier* name, PyStr* shown);
  // Compiles a scope's code; again with trampolines when a loop turns out too long.
  PyCode* scope_code(const Node* node, const Identifier* name, int first_line);
  void unit_body(const Node* node);
  void module_body(const Mod* tree);
  void function_body(const Seq<Stmt*>& body);
  void return_none();
  void annotations_setup(const Seq<Stmt*>& body);
  void store_docstring(const Seq<Stmt*>& body);

  // ---- names.cpp
  struct Place {
    enum Kind : uint8_t { kRegister, kCell, kClassCell, kGlobal, kName } kind;
    Reg reg;
    const Identifier* name;
  };
  const Identifier* mangled(Identifier* name);
  Place resolve(const Identifier* name);
  Reg find_cell(const Identifier* name);       // of the unit or an inlined scope, for closures
  void load_name(Identifier* name, Reg target);
  void store_name(Identifier* name, Reg value);
  void delete_name(Identifier* name);
  void check_bound(const Place& place);
  // The register of a variable that needs no load, or kNoReg.
  Reg variable_register(const Expr* e, bool check);
  // Comprehensions that ask for their own frame (locals(), super(), ...) stay functions.
  bool is_inlined(const Scope* scope);
  // Whether a function that is not inlined captures the variable of `scope`.
  bool needs_cell(const Scope* scope, const Identifier* name);

  // ---- scan.cpp: questions about trees
  bool has_walrus(const Node* node);
  bool rebinds(const Expr* e, const Identifier* name);
  void collect_deleted(const Seq<Stmt*>& body, Unit& unit);
  static bool has_annotations(const Seq<Stmt*>& body);
  bool is_small_test(const Expr* e);
  static uint32_t count_captures(const Pattern* p);

  // ---- fold.cpp
  // The pool number of a constant expression, or UINT32_MAX.
  uint32_t constant_of(const Expr* e);
  bool is_constant(const Expr* e);
  Value fold(const Expr* e);
  Value fold_binary(Operator op, Value left, Value right);
  Value fold_unary(UnaryOperator op, Value operand);
  Value fold_subscript(Value object, Value index);
  Value literal(const ConstantValue& constant);
  Value kept(Value v) {
    pool_.keep(v);
    return v;
  }
  Value tuple_of(const Seq<Expr*>& elements);
  bool all_constant(const Seq<Expr*>& elements);
  // 1 true, 0 false, -1 not known at compile time.
  int constant_truth(const Expr* e);
  uint32_t none() { return u_->constant(pool_.add(kNone)); }

  // ---- expr.cpp
  void expr_into(const Expr* e, Reg target);
  Reg operand(const Expr* e);
  Reg operand_before(const Expr* e, const Expr* const* later, size_t count);
  Reg operand_before(const Expr* e, const Expr* later) { return operand_before(e, &later, 1); }
  Reg operand_into(const Expr* e, Reg target);   // like operand; a temporary would be `target`
  void discard(const Expr* e);
  void load_constant(Value v, Reg target);
  void load_pool(uint32_t id, Reg target);
  void leaf_into(const Expr* e, Reg target);
  void spine_into(const Expr* e, Reg target);
  Reg spine_step(const Expr* outer, Reg value, Reg target, Reg base);
  void binary(const BinOp* e, Reg left, Reg target);
  void binary_into(Operator op, Reg left, const Expr* right, bool inplace, Reg target);
  void subscript(const Subscript* e, Reg object, Reg target);
  Reg slice_operand(const Expr* e);
  void unary(const syntax::UnaryOp* e, Reg target);
  void conditional(const IfExp* e, Reg target);
  void walrus(const NamedExpr* e, Reg target);
  void lambda(const Lambda* e, Reg target);

  // ---- display.cpp
  void list_display(const Seq<Expr*>& elements, Reg target, bool to_tuple);
  void tuple_display(const Seq<Expr*>& elements, Reg target);
  void set_display(const Seq<Expr*>& elements, Reg target);
  void dict_display(const Dict* e, Reg target);
  void sequence_chunks(const Seq<Expr*>& elements, Reg target, Opcode build, Opcode add, Opcode extend);
  void fstring(const JoinedStr* e, Reg target);
  void formatted(const FormattedValue* e, Reg target);

  // ---- condition.cpp
  void jump_if(const Expr* e, Label& target, bool sense);
  void jump_if_compare(const Compare* e, Label& target, bool sense);
  void jump_if_bool_op(const BoolOp* e, Label& target, bool sense);
  void bool_op(const BoolOp* e, Reg target);
  void compare(const Compare* e, Reg target);
  void compare_single(const Compare* e, CmpOperator op, Reg target);
  // All comparisons of a chain: the last one's result, or false and a jump to `fail`.
  void compare_chain(const Compare* e, Reg result, Label& fail);
  // `x in [constants]`: the constant to search instead, or UINT32_MAX.
  uint32_t membership_constant(CmpOperator op, const Expr* e);
  uint32_t frozenset_constant(const Seq<Expr*>& elements);

  // ---- call.cpp
  void call_window(Reg window, uint32_t ready, const Seq<Expr*>& args, const Seq<Keyword*>& keywords, Reg target);
  void call_method(const Call* e, Reg object, Reg window, Reg target);
  void attribute_position(const Attribute* a);
  void keyword_dict(const Seq<Keyword*>& keywords, Reg callee, Reg target);
  void call_arguments_ex(Reg window, uint32_t ready, const Seq<Expr*>& args, const Seq<Keyword*>& keywords,
                         Reg target);
  bool plain_arguments(const Seq<Expr*>& args, const Seq<Keyword*>& keywords) const;
  uint32_t keyword_names(const Seq<Keyword*>& keywords);

  // ---- function.cpp
  void function_def(const Stmt* s, Identifier* name, const Arguments* args, const Seq<Expr*>& decorators,
                    const Expr* returns);
  void make_function(const Node* node, Identifier* name, const Arguments* args, const Expr* returns, int first_line,
                     Reg target);
  void make_closure(PyCode* code, Reg target);
  void defaults(const Arguments* args, Reg* positional, Reg* keyword);
  Reg annotations(const Arguments* args, const Expr* returns);
  void annotation_value(const Expr* e, Reg target);
  void class_def(const ClassDef* s);
  void class_body(const ClassDef* s);
  Reg decorators_begin(const Seq<Expr*>& decorators);
  void decorators_end(const Seq<Expr*>& decorators, Reg first);

  // ---- comprehension.cpp
  struct Comp {
    const Expr* node;
    const Expr* element;   // or key
    const Expr* value;     // dict
    const Seq<Comprehension*>* generators;
    Opcode build;
  };
  static Comp comp_of(const Expr* e);
  void comprehension(const Expr* e, Reg target);
  void inlined_comprehension(const Comp& comp, Scope* scope, Reg target);
  void called_comprehension(const Comp& comp, Scope* scope, Reg target);
  void comprehension_body(const Comp& comp);
  void comp_loop(const Comp& comp, uint32_t depth, Reg iterator, Reg result);
  void comp_element(const Comp& comp, Reg result);
  void begin_inline_scope(InlineScope& inner, const Comp& comp);

  // ---- async.cpp
  void await_value(Reg awaitable, Reg target, Reg kind = 0);   // from GET_AWAITABLE on
  void send_loop(Reg iterator, Reg value);
  void await(const Await* e, Reg target);
  void yield(const Yield* e, Reg target);
  void yield_from(const YieldFrom* e, Reg target);
  bool in_async_generator() const;
  // One step of an async for: the item into a fresh temporary; what ends the loop goes to the handler.
  Reg async_next(Reg iterator, Block& guard);
  void async_end(const Block& guard);

  // ---- stmt.cpp
  void body(const Seq<Stmt*>& statements);
  void statement(const Stmt* s);
  void if_statement(const If* s);
  void return_statement(const Return* s);
  void raise_statement(const Raise* s);
  void assert_statement(const Assert* s);
  void expression_statement(const ExprStmt* s);
  void import_statement(const Import* s);
  void import_from(const ImportFrom* s);
  void import_name(const Identifier* module, int level, Value from, Reg target);
  void delete_target(const Expr* target);

  // ---- assign.cpp
  void assign(const Assign* s);
  void assign_one(const Expr* target, const Expr* value);
  bool parallel_assign(const Expr* target, const Expr* value);
  void aug_assign(const AugAssign* s);
  void ann_assign(const AnnAssign* s);
  void store(const Expr* target, Reg value);
  void unpack(const Seq<Expr*>& targets, Reg value);
  Reg direct_targets(const Seq<Expr*>& targets);   // register of the first of consecutive variables, or kNoReg
  Reg target_register(const Expr* target);         // of a variable that may be written directly, or kNoReg

  // ---- loop.cpp
  void while_statement(const While* s);
  void for_statement(const For* s);
  void async_for(const AsyncFor* s);
  // FOR_ITER, which goes to `exhausted` at the end. Returns the number of the loop.
  uint32_t begin_for(Reg iterator, Reg item, Label& head, Label& exhausted);
  // R[target] := iter(e)
  void iterator_into(const Expr* e, bool is_async, Reg target);
  // The item of a loop goes into this register; store_item() then does what is left to do.
  Reg item_register(const Expr* target);
  void store_item(const Expr* target, Reg item);
  void break_statement();
  void continue_statement();

  // ---- try.cpp
  void try_statement(const Stmt* s);
  void try_except(const Try* s);
  void except_clauses(const Try* s, Reg exception, Label& end);
  void except_body(const ExceptHandler* h, Block& clauses, Label& end);
  void try_finally(const Seq<Stmt*>& final_body, const Stmt* s);
  void except_star(const TryStar* s);
  void star_clause(const ExceptHandler* h, Reg rest, Reg raised, Label& next);
  void unbind_exception_name(Identifier* name);
  // A block that a handler guards; its registers are allocated.
  Block guarded_block(BlockKind kind);
  void reopen(Block& block);
  // Leaves the blocks above `depth`: emits what that needs. They are taken off the stack into `left`.
  void leave_blocks(size_t depth, std::vector<Block>& left);
  void reenter_blocks(const std::vector<Block>& left);
  void leave_block(const Block& block);
  // The handler that ends a handler's range: restores what was handled, raises again.
  void cleanup_handler(const Block& block);

  // ---- with.cpp
  void with_statement(const Seq<WithItem*>& items, uint32_t index, const Seq<Stmt*>& statements, bool is_async,
                      const Stmt* s);
  void with_handler(const Block& block, bool is_async, const Stmt* s);
  void with_exit(const Block& block, Reg window);

  // ---- match.cpp
  struct Captures {
    std::vector<std::pair<Identifier*, Reg>> names;
  };
  void match_statement(const Match* s);
  void pattern(const Pattern* p, Reg subject, Label& fail, Captures& captures);
  void capture(Identifier* name, Reg value, Captures& captures);
  void test_pattern(Opcode op, Reg a, Reg b, Label& fail);
  void test_length(Reg subject, Opcode op, uint32_t length, Label& fail);
  void pattern_items(const MatchSequence* p, uint32_t star, Reg subject, Label& fail, Captures& captures);
  void pattern_sequence(const MatchSequence* p, Reg subject, Label& fail, Captures& captures);
  void pattern_mapping(const MatchMapping* p, Reg subject, Label& fail, Captures& captures);
  void pattern_class(const MatchClass* p, Reg subject, Label& fail, Captures& captures);
  void pattern_or(const MatchOr* p, Reg subject, Label& fail, Captures& captures);

  Thread& t_;
  Arena& arena_;
  const ScopeTree& scopes_;
  const CompileOptions& options_;
  Pool pool_;
  Unit* u_ = nullptr;
  bool has_walrus_ = false;
  bool future_annotations_ = false;
  std::vector<const Expr*> spine_;   // stack of the chains being compiled
};

}  // namespace pyvm::compile
