#pragma once

#include <vector>

#include "vm/syntax/ast.h"
#include "vm/syntax/token_stream.h"

namespace pyvm::syntax {

// Predictive recursive descent over the Python 3.11 grammar
// (https://docs.python.org/3.11/reference/grammar.html): builds the tree of a correct program in
// one pass. The two places that need more than a token of lookahead (parenthesised `with` items,
// the soft keyword `match`) try one reading and go back. Every function returns null when the text
// does not fit; which error that is, the error grammar decides afterwards (see error_parser.h).
// Functions named after grammar rules start at the first token of the rule.
class Parser {
 public:
  explicit Parser(TokenStream& tokens) : tokens_(tokens), arena_(tokens.arena()) {}

  Mod* file();
  Mod* eval();
  Mod* interactive();
  Mod* function_type();
  Expr* fstring() { return star_expressions(); }

  // The token that the last statement of the file began with.
  size_t statement_begin() const { return statement_begin_; }

 private:
  // Nesting that the parser, and every later pass, may recurse on.
  static constexpr int kMaxDepth = 2990;

  // Counts nesting while it lives.
  class Nesting {
   public:
    Nesting(Parser& parser, int levels) : parser_(parser), levels_(levels) {
      parser_.depth_ += levels_;
    }
    ~Nesting() { parser_.depth_ -= levels_; }
    bool too_deep() const {
      if (parser_.depth_ <= kMaxDepth) return false;
      parser_.tokens_.raise_plain("RecursionError",
                                  "maximum recursion depth exceeded during compilation");
      return true;
    }

   private:
    Parser& parser_;
    int levels_;
  };

  // Collects the elements of a sequence on a stack shared by all lists that are open.
  template <class T>
  class List {
   public:
    explicit List(Parser& parser) : parser_(parser), base_(parser.scratch_.size()) {}
    ~List() { parser_.scratch_.resize(base_); }
    void add(T* item) { parser_.scratch_.push_back(item); }
    size_t size() const { return parser_.scratch_.size() - base_; }
    T* last() const { return static_cast<T*>(parser_.scratch_.back()); }
    Seq<T*> take() {
      const size_t count = size();
      if (count == 0) return {};
      T** data = static_cast<T**>(parser_.arena_.allocate(sizeof(T*) * count));
      for (size_t i = 0; i < count; i++) data[i] = static_cast<T*>(parser_.scratch_[base_ + i]);
      return {data, static_cast<uint32_t>(count)};
    }

   private:
    Parser& parser_;
    size_t base_;
  };

  // Where a node begins. Tokens themselves move when more are read.
  struct Place {
    int lineno;
    int col;
  };
  Place place() {
    const Token& first = token();
    return {first.lineno, first.col};
  }

  // Tokens.
  const Token& token() { return tokens_.at(at_); }
  const Token& token(size_t ahead) { return tokens_.at(at_ + ahead); }
  Tok type() { return tokens_.at(at_).type; }
  bool is(Tok type) { return token().type == type; }
  bool take(Tok type) {
    if (token().type != type) return false;
    at_++;
    return true;
  }
  bool starts_expression(Tok type);

  // Nodes: start() gives a node the position of the current token, finish() the end of the last
  // token with text.
  template <class T>
  T* start(Place first) {
    T* node = arena_.make<T>();
    Node* base = node;  // Constant has a field `kind` of its own
    base->kind = T::kKind;
    base->lineno = first.lineno;
    base->col_offset = first.col;
    return node;
  }
  template <class T>
  T* start() {
    return start<T>(place());
  }
  template <class T>
  T* start_from(size_t first) {  // a token index: brackets around the first part count
    const Token& token = tokens_.at(first);
    return start<T>(Place{token.lineno, token.col});
  }
  template <class T>
  T* finish(T* node) {
    const Token& last = tokens_.at(at_ - 1);
    node->end_lineno = last.end_lineno;
    node->end_col_offset = last.end_col;
    return node;
  }
  template <class T>
  T* finish_block(T* node);

  // parse_expr.cpp
  Expr* expression();
  Expr* disjunction();
  Expr* conjunction();
  Expr* inversion();
  Expr* comparison();
  bool comparison_operator(CmpOperator& op);
  Expr* binary(int least_precedence);
  Expr* factor();
  Expr* power();
  Expr* primary(bool await_allowed = true);
  Expr* call(Expr* function, size_t first);
  Expr* subscript(Expr* value, size_t first);
  Expr* slices();
  Expr* slice();
  Expr* lambda();
  Expr* named_expression();
  Expr* star_expression();
  Expr* star_named_expression();
  Expr* star_expressions();
  Expr* yield_expr();
  Expr* assigned_value();
  Expr* expressions();
  bool arguments(Seq<Expr*>& args, Seq<Keyword*>& keywords, const Place* genexp_open);
  Keyword* keyword_argument();
  Expr* starred(Expr* (Parser::*operand)());
  Expr* binary_or() { return binary(0); }

  // parse_atom.cpp
  Expr* atom();
  Expr* name();
  Expr* constant(ConstantKind kind);
  Expr* number();
  Expr* strings();
  Expr* parenthesised();
  Expr* bracketed();
  Expr* braced();
  Expr* set_rest(Place open, Expr* first);
  Expr* dict_rest(Place open, Expr* key);
  bool comprehensions(Seq<Comprehension*>& result);
  Comprehension* comprehension();

  // parse_target.cpp
  Expr* star_targets();
  Expr* star_target();
  bool make_target(Expr* expr, ExprContext context);
  bool make_targets(Seq<Expr*> elements, ExprContext context);
  Seq<Expr*> del_targets();

  // parse_params.cpp
  Arguments* parameters(bool lambda);
  bool star_parameters(Arguments* args, bool lambda);
  Arg* parameter(bool lambda, bool star_annotation);

  // parse_stmt.cpp
  bool statements(Seq<Stmt*>& body, Tok end);
  bool statement(List<Stmt>& out);
  bool simple_statements(List<Stmt>& out);
  Stmt* simple_statement();
  Stmt* expression_statement();
  Stmt* assignment(Expr* first, Place start);
  Stmt* annotated(Expr* target, Place start);
  Stmt* augmented(Expr* target, Operator op, Place start);
  Stmt* return_stmt();
  Stmt* raise_stmt();
  Stmt* del_stmt();
  Stmt* assert_stmt();
  template <class T>
  Stmt* names_stmt();
  Stmt* import_name();
  Stmt* import_from();
  bool import_from_targets(Seq<Alias*>& names);
  Identifier* dotted_name();
  bool ends_simple();

  // parse_compound.cpp
  Stmt* compound_statement();
  bool block(Seq<Stmt*>& body);
  bool else_block(Seq<Stmt*>& body);
  Stmt* if_stmt();
  Stmt* while_stmt();
  template <class T>
  Stmt* for_stmt(Place first);
  template <class T>
  Stmt* with_stmt(Place first);
  bool with_items(Seq<WithItem*>& items);
  bool parenthesised_with_items(Seq<WithItem*>& items);
  WithItem* with_item();
  Stmt* try_stmt();
  ExceptHandler* except_block(bool star);
  Stmt* decorated();
  template <class T>
  Stmt* function_def(Place first, Seq<Expr*> decorators);
  Stmt* class_def(Seq<Expr*> decorators);
  Stmt* async_stmt();

  // parse_pattern.cpp
  Stmt* match_stmt();
  Expr* subject();
  MatchCase* match_case();
  Pattern* patterns();
  Pattern* pattern();
  Pattern* or_pattern();
  Pattern* closed_pattern();
  Pattern* literal_pattern();
  Pattern* singleton_pattern(ConstantKind kind);
  Expr* signed_number();
  Expr* literal_expr();
  Expr* pattern_number();
  Pattern* name_pattern();
  Pattern* class_pattern(Expr* cls);
  Pattern* group_or_sequence_pattern();
  Pattern* sequence_pattern();
  Pattern* maybe_star_pattern();
  Pattern* mapping_pattern();
  Expr* name_or_attribute();
  Identifier* capture_target();

  TokenStream& tokens_;
  Arena& arena_;
  size_t at_ = 0;
  int depth_ = 0;
  size_t statement_begin_ = 0;
  std::vector<void*> scratch_;
};

// The end of a statement with a block is that of the last token before newlines and dedents.
template <class T>
T* Parser::finish_block(T* node) {
  size_t i = at_ - 1;
  while (i > 0) {
    const Tok type = tokens_.at(i).type;
    if (type != Tok::Newline && type != Tok::Indent && type != Tok::Dedent &&
        type != Tok::EndMarker)
      break;
    i--;
  }
  node->end_lineno = tokens_.at(i).end_lineno;
  node->end_col_offset = tokens_.at(i).end_col;
  return node;
}

}  // namespace pyvm::syntax
