#pragma once

#include <cstdint>

#include "vm/syntax/arena.h"

// The abstract syntax tree: plain structs in an arena, derived from ast.def. A node knows its kind
// and its position; `as<BinOp>(node)` is a checked cast. The struct of Python's `ast.Expr` is
// ExprStmt.

namespace pyvm::syntax {

enum class Kind : uint8_t {
#define NODE(Struct, base, python_name, fields) Struct,
#include "vm/syntax/ast.def"
};

enum class ExprContext : uint8_t { Load, Store, Del };
enum class BoolOperator : uint8_t { And, Or };
enum class Operator : uint8_t {
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv
};
enum class UnaryOperator : uint8_t { Invert, Not, UAdd, USub };
enum class CmpOperator : uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

// Lines count from 1, columns from 0 in bytes of the UTF-8 line, as in CPython. Kinds that have no
// position in Python (mod, comprehension, arguments, withitem, match_case) carry one here for the
// compiler's convenience.
struct Node {
  Kind kind;
  int32_t lineno;
  int32_t col_offset;
  int32_t end_lineno;
  int32_t end_col_offset;
};

struct Mod : Node {};
struct Stmt : Node {};
struct Expr : Node {};
struct Pattern : Node {};

enum class ConstantKind : uint8_t {
  None,
  True,
  False,
  Ellipsis,
  Int,
  BigInt,
  Float,
  Complex,
  Str,
  Bytes
};

// The value of a literal.
struct ConstantValue {
  ConstantKind kind = ConstantKind::None;
  uint8_t base = 0;     // BigInt: 2, 8, 10 or 16
  int64_t integer = 0;  // Int: the value, never negative
  double number = 0;    // Float: the value; Complex: the imaginary part (the real one is 0)
  Text text;            // BigInt: digits in `base` without prefix, underscores and leading zeros;
                        // Str: UTF-8, lone surrogates as three bytes each (WTF-8); Bytes: the bytes
};

struct Comprehension;
struct ExceptHandler;
struct Arguments;
struct Arg;
struct Keyword;
struct Alias;
struct WithItem;
struct MatchCase;
struct TypeIgnore;

using Asdl_mod = Mod*;
using Asdl_stmt = Stmt*;
using Asdl_expr = Expr*;
using Asdl_pattern = Pattern*;
using Asdl_comprehension = Comprehension*;
using Asdl_excepthandler = ExceptHandler*;
using Asdl_arguments = Arguments*;
using Asdl_arg = Arg*;
using Asdl_keyword = Keyword*;
using Asdl_alias = Alias*;
using Asdl_withitem = WithItem*;
using Asdl_match_case = MatchCase*;
using Asdl_type_ignore = TypeIgnore*;
using Asdl_identifier = Identifier*;
using Asdl_string = const Text*;
using Asdl_int = int32_t;
using Asdl_constant = ConstantValue;
using Asdl_expr_context = ExprContext;
using Asdl_boolop = BoolOperator;
using Asdl_operator = Operator;
using Asdl_unaryop = UnaryOperator;
using Asdl_cmpop = CmpOperator;

using AsdlBase_mod = Mod;
using AsdlBase_stmt = Stmt;
using AsdlBase_expr = Expr;
using AsdlBase_pattern = Pattern;
using AsdlBase_comprehension = Node;
using AsdlBase_excepthandler = Node;
using AsdlBase_arguments = Node;
using AsdlBase_arg = Node;
using AsdlBase_keyword = Node;
using AsdlBase_alias = Node;
using AsdlBase_withitem = Node;
using AsdlBase_match_case = Node;
using AsdlBase_type_ignore = Node;

// An OPTIONAL field is null when absent. Dict::keys and Arguments::kw_defaults hold null for `**x`
// and "no default".
#define FIELD(asdl_type, name) Asdl_##asdl_type name;
#define OPTIONAL(asdl_type, name) Asdl_##asdl_type name;
#define SEQUENCE(asdl_type, name) Seq<Asdl_##asdl_type> name;
#define NODE(Struct, base, python_name, fields) \
  struct Struct : AsdlBase_##base {             \
    static constexpr Kind kKind = Kind::Struct; \
    fields                                      \
  };
#include "vm/syntax/ast.def"

template <class T>
inline T* as(Node* node) {
  if (node->kind != T::kKind) __builtin_trap();
  return static_cast<T*>(node);
}

template <class T>
inline const T* as(const Node* node) {
  if (node->kind != T::kKind) __builtin_trap();
  return static_cast<const T*>(node);
}

// The node as a T, or null when it is null or another kind.
template <class T>
inline T* try_as(Node* node) {
  return node && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

template <class T>
inline const T* try_as(const Node* node) {
  return node && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}

// What a field of a node holds, for generic walks (dump, the `ast` module).
enum class FieldType : uint8_t {
  mod,
  stmt,
  expr,
  pattern,
  comprehension,
  excepthandler,
  arguments,
  arg,
  keyword,
  alias,
  withitem,
  match_case,
  type_ignore,
  identifier,
  string,
  int_,
  constant,
  expr_context,
  boolop,
  operator_,
  unaryop,
  cmpop
};
enum class FieldArity : uint8_t { One, Optional, Sequence };

struct FieldInfo {
  const char* name;
  FieldType type;
  FieldArity arity;
  const void* (*address)(const Node* node);  // of the field in a node
};

struct KindInfo {
  const char* name;   // the Python class
  const char* base;   // the Python base class
  uint16_t size;      // of the struct
  bool has_position;  // lineno .. end_col_offset are attributes in Python
  uint8_t field_count;
  const FieldInfo* fields;
};

const KindInfo& kind_info(Kind kind);

const char* name_of(ExprContext value);
const char* name_of(BoolOperator value);
const char* name_of(Operator value);
const char* name_of(UnaryOperator value);
const char* name_of(CmpOperator value);
const char* text_of(BoolOperator value);
const char* text_of(Operator value);
const char* text_of(UnaryOperator value);
const char* text_of(CmpOperator value);

}  // namespace pyvm::syntax
