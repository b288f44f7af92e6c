#include "vm/syntax/validate.h"

#include <cstdarg>
#include <cstdio>
#include <initializer_list>

// The checks come in CPython's order within a node, but a left-deep chain of operators, calls,
// attributes and subscripts is checked from its outer end in a loop.

namespace pyvm::syntax {

namespace {

constexpr int kMaxDepth = 3000;

class Validator {
 public:
  explicit Validator(SyntaxErrorInfo& error) : error_(error) {}

  bool module(const Mod* tree) {
    switch (tree->kind) {
      case Kind::Module:
        return statements(as<Module>(tree)->body);
      case Kind::Interactive:
        return statements(as<Interactive>(tree)->body);
      case Kind::Expression:
        return expression(as<Expression>(tree)->body, ExprContext::Load);
      case Kind::FunctionType:
        return loads(as<FunctionType>(tree)->argtypes) &&
               expression(as<FunctionType>(tree)->returns, ExprContext::Load);
      default:
        return fail("SystemError", "impossible module node");
    }
  }

 private:
  bool fail(const char* type, const char* format, ...) __attribute__((format(printf, 3, 4))) {
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    error_ = {};
    error_.type = type;
    error_.message = message;
    return false;
  }

  bool empty(const char* what, const char* owner) {
    return fail("ValueError", "empty %s on %s", what, owner);
  }

  bool positions(const Node* node) {
    const int line = node->lineno, end_line = node->end_lineno;
    const int col = node->col_offset, end_col = node->end_col_offset;
    if (line > end_line)
      return fail("ValueError", "AST node line range (%d, %d) is not valid", line, end_line);
    if ((line < 0 && end_line != line) || (col < 0 && col != end_col))
      return fail("ValueError",
                  "AST node column range (%d, %d) for line range (%d, %d) is not valid", col,
                  end_col, line, end_line);
    if (line == end_line && col > end_col)
      return fail("ValueError", "line %d, column %d-%d is not a valid range", line, col, end_col);
    return true;
  }

  // Names that stand for constants cannot be bound or read as names.
  bool name(const Identifier* id) {
    for (const char* forbidden : {"None", "True", "False"})
      if (id->view() == forbidden)
        return fail("ValueError", "identifier field can't represent '%s' constant", forbidden);
    return true;
  }

  bool too_deep() {
    if (depth_ < kMaxDepth) return false;
    fail("RecursionError", "maximum recursion depth exceeded during compilation");
    return true;
  }

  bool body(Seq<Stmt*> nodes, const char* owner) {
    return nodes.empty() ? empty("body", owner) : statements(nodes);
  }

  bool statements(Seq<Stmt*> nodes) {
    if (too_deep()) return false;
    depth_++;
    for (const Stmt* node : nodes) {
      if (!node) return fail("ValueError", "None disallowed in statement list");
      if (!positions(node) || !statement(node)) return false;
    }
    depth_--;
    return true;
  }

  bool loads(Seq<Expr*> nodes) { return expressions(nodes, ExprContext::Load, false); }

  bool expressions(Seq<Expr*> nodes, ExprContext context, bool null_allowed) {
    for (const Expr* node : nodes) {
      if (node ? !expression(node, context) : !null_allowed) {
        if (!node) fail("ValueError", "None disallowed in expression list");
        return false;
      }
    }
    return true;
  }

  bool load(const Expr* node) { return expression(node, ExprContext::Load); }
  bool optional(const Expr* node) { return !node || load(node); }

  bool targets(Seq<Expr*> nodes, ExprContext context, const char* owner) {
    return nodes.empty() ? empty("targets", owner) : expressions(nodes, context, false);
  }

  bool parameters(Seq<Arg*> args) {
    for (const Arg* arg : args)
      if (!positions(arg) || !optional(arg->annotation)) return false;
    return true;
  }

  bool arguments(const Arguments* args) {
    if (!parameters(args->posonlyargs) || !parameters(args->args)) return false;
    if (args->vararg && !optional(args->vararg->annotation)) return false;
    if (!parameters(args->kwonlyargs)) return false;
    if (args->kwarg && !optional(args->kwarg->annotation)) return false;
    if (args->defaults.size() > args->posonlyargs.size() + args->args.size())
      return fail("ValueError", "more positional defaults than args on arguments");
    if (args->kw_defaults.size() != args->kwonlyargs.size())
      return fail("ValueError", "length of kwonlyargs is not the same as kw_defaults on arguments");
    return loads(args->defaults) && expressions(args->kw_defaults, ExprContext::Load, true);
  }

  bool keywords(Seq<Keyword*> nodes) {
    for (const Keyword* node : nodes)
      if (!load(node->value)) return false;
    return true;
  }

  bool comprehensions(Seq<Comprehension*> nodes) {
    if (nodes.empty()) return fail("ValueError", "comprehension with no generators");
    for (const Comprehension* node : nodes)
      if (!expression(node->target, ExprContext::Store) || !load(node->iter) || !loads(node->ifs))
        return false;
    return true;
  }

  template <class T>
  bool function(const T* node, const char* owner) {
    return body(node->body, owner) && arguments(node->args) && loads(node->decorator_list) &&
           optional(node->returns);
  }

  template <class T>
  bool for_loop(const T* node, const char* owner) {
    return expression(node->target, ExprContext::Store) && load(node->iter) &&
           body(node->body, owner) && statements(node->orelse);
  }

  template <class T>
  bool with(const T* node, const char* owner) {
    if (node->items.empty()) return empty("items", owner);
    for (const WithItem* item : node->items) {
      if (!load(item->context_expr)) return false;
      if (item->optional_vars && !expression(item->optional_vars, ExprContext::Store)) return false;
    }
    return body(node->body, owner);
  }

  template <class T>
  bool try_statement(const T* node, const char* owner) {
    if (!body(node->body, owner)) return false;
    if (node->handlers.empty() && node->finalbody.empty())
      return fail("ValueError", "%s has neither except handlers nor finalbody", owner);
    if (node->handlers.empty() && !node->orelse.empty())
      return fail("ValueError", "%s has orelse but no except handlers", owner);
    for (const ExceptHandler* handler : node->handlers)
      if (!positions(handler) || !optional(handler->type) || !body(handler->body, "ExceptHandler"))
        return false;
    return statements(node->finalbody) && statements(node->orelse);
  }

  static bool is_single_target(const Expr* node) {
    return node->kind == Kind::Name || node->kind == Kind::Attribute ||
           node->kind == Kind::Subscript;
  }

  bool single_target(const Expr* node, const char* statement) {
    if (!expression(node, ExprContext::Store)) return false;
    if (is_single_target(node)) return true;
    // CPython numbers the kinds of expressions in the order of its grammar, from 1.
    const int number = static_cast<int>(node->kind) - static_cast<int>(Kind::BoolOp) + 1;
    return fail("SystemError", "invalid node type (%d) for %s assignment", number, statement);
  }

  bool cases(const Match* node) {
    if (!load(node->subject)) return false;
    if (node->cases.empty()) return empty("cases", "Match");
    for (const MatchCase* one : node->cases)
      if (!pattern(one->pattern, false) || !optional(one->guard) || !body(one->body, "match_case"))
        return false;
    return true;
  }

  // An If whose `orelse` is another If, and so on: elif.
  bool if_chain(const If* node) {
    for (;;) {
      if (!load(node->test) || !body(node->body, "If")) return false;
      if (node->orelse.size() != 1 || !node->orelse[0] || node->orelse[0]->kind != Kind::If)
        return statements(node->orelse);
      node = as<If>(node->orelse[0]);
      if (!positions(node)) return false;
    }
  }

  bool statement(const Stmt* node) {
    switch (node->kind) {
      case Kind::FunctionDef:
        return function(as<FunctionDef>(node), "FunctionDef");
      case Kind::AsyncFunctionDef:
        return function(as<AsyncFunctionDef>(node), "AsyncFunctionDef");
      case Kind::ClassDef: {
        const auto* one = as<ClassDef>(node);
        return body(one->body, "ClassDef") && loads(one->bases) && keywords(one->keywords) &&
               loads(one->decorator_list);
      }
      case Kind::Return:
        return optional(as<Return>(node)->value);
      case Kind::Delete:
        return targets(as<Delete>(node)->targets, ExprContext::Del, "Delete");
      case Kind::Assign:
        return targets(as<Assign>(node)->targets, ExprContext::Store, "Assign") &&
               load(as<Assign>(node)->value);
      case Kind::AugAssign:
        return single_target(as<AugAssign>(node)->target, "augmented") &&
               load(as<AugAssign>(node)->value);
      case Kind::AnnAssign: {
        const auto* one = as<AnnAssign>(node);
        if (one->target->kind != Kind::Name && one->simple)
          return fail("TypeError", "AnnAssign with simple non-Name target");
        return single_target(one->target, "annotated") && optional(one->value) &&
               load(one->annotation);
      }
      case Kind::For:
        return for_loop(as<For>(node), "For");
      case Kind::AsyncFor:
        return for_loop(as<AsyncFor>(node), "AsyncFor");
      case Kind::While:
        return load(as<While>(node)->test) && body(as<While>(node)->body, "While") &&
               statements(as<While>(node)->orelse);
      case Kind::If:
        return if_chain(as<If>(node));
      case Kind::With:
        return with(as<With>(node), "With");
      case Kind::AsyncWith:
        return with(as<AsyncWith>(node), "AsyncWith");
      case Kind::Match:
        return cases(as<Match>(node));
      case Kind::Raise: {
        const auto* one = as<Raise>(node);
        if (one->exc) return load(one->exc) && optional(one->cause);
        return !one->cause || fail("ValueError", "Raise with cause but no exception");
      }
      case Kind::Try:
        return try_statement(as<Try>(node), "Try");
      case Kind::TryStar:
        return try_statement(as<TryStar>(node), "TryStar");
      case Kind::Assert:
        return load(as<Assert>(node)->test) && optional(as<Assert>(node)->msg);
      case Kind::Import:
        return !as<Import>(node)->names.empty() || empty("names", "Import");
      case Kind::ImportFrom:
        if (as<ImportFrom>(node)->level < 0) return fail("ValueError", "Negative ImportFrom level");
        return !as<ImportFrom>(node)->names.empty() || empty("names", "ImportFrom");
      case Kind::Global:
        return !as<Global>(node)->names.empty() || empty("names", "Global");
      case Kind::Nonlocal:
        return !as<Nonlocal>(node)->names.empty() || empty("names", "Nonlocal");
      case Kind::ExprStmt:
        return load(as<ExprStmt>(node)->value);
      default:
        return true;
    }
  }

  // Whether an expression of this kind may stand where it is read, written or deleted.
  bool check_context(const Expr* node, ExprContext wanted) {
    ExprContext actual;
    switch (node->kind) {
      case Kind::Attribute:
        actual = as<Attribute>(node)->ctx;
        break;
      case Kind::Subscript:
        actual = as<Subscript>(node)->ctx;
        break;
      case Kind::Starred:
        actual = as<Starred>(node)->ctx;
        break;
      case Kind::List:
        actual = as<List>(node)->ctx;
        break;
      case Kind::Tuple:
        actual = as<Tuple>(node)->ctx;
        break;
      case Kind::Name:
        if (!name(as<Name>(node)->id)) return false;
        actual = as<Name>(node)->ctx;
        break;
      default:
        if (wanted == ExprContext::Load) return true;
        return fail("ValueError", "expression which can't be assigned to in %s context",
                    name_of(wanted));
    }
    if (actual == wanted) return true;
    return fail("ValueError", "expression must have %s context but has %s instead", name_of(wanted),
                name_of(actual));
  }

  bool expression(const Expr* node, ExprContext context) {
    if (too_deep()) return false;
    depth_++;
    // The first operand of a chain is checked in the next round.
    for (; node; context = ExprContext::Load) {
      if (!positions(node) || !check_context(node, context)) return false;
      const Expr* next = nullptr;
      if (!parts(node, context, next)) return false;
      node = next;
    }
    depth_--;
    return true;
  }

  bool parts(const Expr* node, ExprContext context, const Expr*& next) {
    switch (node->kind) {
      case Kind::BoolOp:
        if (as<BoolOp>(node)->values.size() < 2)
          return fail("ValueError", "BoolOp with less than 2 values");
        return loads(as<BoolOp>(node)->values);
      case Kind::BinOp:
        next = as<BinOp>(node)->left;
        return load(as<BinOp>(node)->right);
      case Kind::UnaryOp:
        return load(as<UnaryOp>(node)->operand);
      case Kind::Lambda:
        return arguments(as<Lambda>(node)->args) && load(as<Lambda>(node)->body);
      case Kind::IfExp: {
        const auto* one = as<IfExp>(node);
        return load(one->test) && load(one->body) && load(one->orelse);
      }
      case Kind::Dict: {
        const auto* one = as<Dict>(node);
        if (one->keys.size() != one->values.size())
          return fail("ValueError", "Dict doesn't have the same number of keys as values");
        return expressions(one->keys, ExprContext::Load, true) && loads(one->values);
      }
      case Kind::Set:
        return loads(as<Set>(node)->elts);
      case Kind::ListComp:
        return comprehensions(as<ListComp>(node)->generators) && load(as<ListComp>(node)->elt);
      case Kind::SetComp:
        return comprehensions(as<SetComp>(node)->generators) && load(as<SetComp>(node)->elt);
      case Kind::GeneratorExp:
        return comprehensions(as<GeneratorExp>(node)->generators) &&
               load(as<GeneratorExp>(node)->elt);
      case Kind::DictComp: {
        const auto* one = as<DictComp>(node);
        return comprehensions(one->generators) && load(one->key) && load(one->value);
      }
      case Kind::Yield:
        return optional(as<Yield>(node)->value);
      case Kind::YieldFrom:
        return load(as<YieldFrom>(node)->value);
      case Kind::Await:
        return load(as<Await>(node)->value);
      case Kind::Compare: {
        const auto* one = as<Compare>(node);
        if (one->comparators.empty()) return fail("ValueError", "Compare with no comparators");
        if (one->comparators.size() != one->ops.size())
          return fail("ValueError", "Compare has a different number of comparators and operands");
        return loads(one->comparators) && load(one->left);
      }
      case Kind::Call:
        next = as<Call>(node)->func;
        return loads(as<Call>(node)->args) && keywords(as<Call>(node)->keywords);
      case Kind::FormattedValue: {
        const auto* one = as<FormattedValue>(node);
        const int conversion = one->conversion;
        if (conversion != -1 && conversion != 's' && conversion != 'r' && conversion != 'a')
          return fail("SystemError", "Unrecognized conversion character %d", conversion);
        return load(one->value) && optional(one->format_spec);
      }
      case Kind::JoinedStr:
        return loads(as<JoinedStr>(node)->values);
      case Kind::Attribute:
        next = as<Attribute>(node)->value;
        return true;
      case Kind::Subscript:
        next = as<Subscript>(node)->value;
        return load(as<Subscript>(node)->slice);
      case Kind::Starred:
        return expression(as<Starred>(node)->value, context);
      case Kind::List:
        return expressions(as<List>(node)->elts, context, false);
      case Kind::Tuple:
        return expressions(as<Tuple>(node)->elts, context, false);
      case Kind::Slice: {
        const auto* one = as<Slice>(node);
        return optional(one->lower) && optional(one->upper) && optional(one->step);
      }
      case Kind::NamedExpr:
        if (as<NamedExpr>(node)->target->kind != Kind::Name)
          return fail("TypeError", "NamedExpr target must be a Name");
        return load(as<NamedExpr>(node)->value);
      default:
        return true;
    }
  }

  static bool is_number(const Expr* node, bool real, bool imaginary) {
    const auto* constant = try_as<Constant>(node);
    if (!constant) return false;
    switch (constant->value.kind) {
      case ConstantKind::Int:
      case ConstantKind::BigInt:
      case ConstantKind::Float:
        return real;
      case ConstantKind::Complex:
        return imaginary;
      default:
        return false;
    }
  }

  static bool is_negative(const Expr* node, bool real, bool imaginary) {
    const auto* unary = try_as<UnaryOp>(node);
    return unary && unary->op == UnaryOperator::USub && is_number(unary->operand, real, imaginary);
  }

  static bool is_complex(const BinOp* node) {
    return (node->op == Operator::Add || node->op == Operator::Sub) &&
           (is_number(node->left, true, false) || is_negative(node->left, true, false)) &&
           is_number(node->right, false, true);
  }

  bool pattern_value(const Expr* node) {
    if (!load(node)) return false;
    if (const auto* constant = try_as<Constant>(node)) {
      if (constant->value.kind >= ConstantKind::Int) return true;
      return fail("ValueError", "unexpected constant inside of a literal pattern");
    }
    const bool good = node->kind == Kind::Attribute || node->kind == Kind::JoinedStr ||
                      is_negative(node, true, true) ||
                      (node->kind == Kind::BinOp && is_complex(as<BinOp>(node)));
    return good || fail("ValueError", "patterns may only match literals and attribute lookups");
  }

  bool capture(const Identifier* id) {
    if (id->view() == "_") return fail("ValueError", "can't capture name '_' in patterns");
    return name(id);
  }

  bool patterns(Seq<Pattern*> nodes, bool star_allowed) {
    for (const Pattern* node : nodes)
      if (!pattern(node, star_allowed)) return false;
    return true;
  }

  bool mapping(const MatchMapping* node) {
    if (node->keys.size() != node->patterns.size())
      return fail("ValueError", "MatchMapping doesn't have the same number of keys as patterns");
    if (node->rest && !capture(node->rest)) return false;
    for (const Expr* key : node->keys) {
      const auto* constant = try_as<Constant>(key);
      const bool singleton = constant && constant->value.kind <= ConstantKind::False;
      if (!singleton && !pattern_value(key)) return false;
    }
    return patterns(node->patterns, false);
  }

  bool class_pattern(const MatchClass* node) {
    if (node->kwd_attrs.size() != node->kwd_patterns.size())
      return fail("ValueError",
                  "MatchClass doesn't have the same number of keyword attributes as patterns");
    if (!load(node->cls)) return false;
    const Expr* cls = node->cls;
    while (const auto* attribute = try_as<Attribute>(cls)) cls = attribute->value;
    if (cls->kind != Kind::Name)
      return fail("ValueError", "MatchClass cls field can only contain Name or Attribute nodes.");
    for (const Identifier* attribute : node->kwd_attrs)
      if (!name(attribute)) return false;
    return patterns(node->patterns, false) && patterns(node->kwd_patterns, false);
  }

  bool pattern(const Pattern* node, bool star_allowed) {
    if (!node) return fail("ValueError", "None disallowed in pattern list");
    if (too_deep() || !positions(node)) return false;
    depth_++;
    const bool good = pattern_parts(node, star_allowed);
    depth_--;
    return good;
  }

  bool pattern_parts(const Pattern* node, bool star_allowed) {
    switch (node->kind) {
      case Kind::MatchValue:
        return pattern_value(as<MatchValue>(node)->value);
      case Kind::MatchSingleton:
        return as<MatchSingleton>(node)->value.kind <= ConstantKind::False ||
               fail("ValueError", "MatchSingleton can only contain True, False and None");
      case Kind::MatchSequence:
        return patterns(as<MatchSequence>(node)->patterns, true);
      case Kind::MatchMapping:
        return mapping(as<MatchMapping>(node));
      case Kind::MatchClass:
        return class_pattern(as<MatchClass>(node));
      case Kind::MatchStar:
        if (!star_allowed) return fail("ValueError", "can't use MatchStar here");
        return !as<MatchStar>(node)->name || capture(as<MatchStar>(node)->name);
      case Kind::MatchAs: {
        const auto* one = as<MatchAs>(node);
        if (one->name && !capture(one->name)) return false;
        if (!one->pattern) return true;
        if (!one->name)
          return fail("ValueError", "MatchAs must specify a target name if a pattern is given");
        return pattern(one->pattern, false);
      }
      case Kind::MatchOr:
        if (as<MatchOr>(node)->patterns.size() < 2)
          return fail("ValueError", "MatchOr requires at least 2 patterns");
        return patterns(as<MatchOr>(node)->patterns, false);
      default:
        return true;
    }
  }

  SyntaxErrorInfo& error_;
  int depth_ = 0;
};

}  // namespace

bool validate_tree(const Mod* tree, SyntaxErrorInfo& error) {
  return Validator(error).module(tree);
}

}  // namespace pyvm::syntax
