#include "vm/syntax/ast.h"

#include <cstddef>
#include <cstring>
#include <iterator>

namespace pyvm::syntax {

namespace {

// The C++ keywords among the ASDL types get another spelling through these.
constexpr FieldType kType_mod = FieldType::mod;
constexpr FieldType kType_stmt = FieldType::stmt;
constexpr FieldType kType_expr = FieldType::expr;
constexpr FieldType kType_pattern = FieldType::pattern;
constexpr FieldType kType_comprehension = FieldType::comprehension;
constexpr FieldType kType_excepthandler = FieldType::excepthandler;
constexpr FieldType kType_arguments = FieldType::arguments;
constexpr FieldType kType_arg = FieldType::arg;
constexpr FieldType kType_keyword = FieldType::keyword;
constexpr FieldType kType_alias = FieldType::alias;
constexpr FieldType kType_withitem = FieldType::withitem;
constexpr FieldType kType_match_case = FieldType::match_case;
constexpr FieldType kType_type_ignore = FieldType::type_ignore;
constexpr FieldType kType_identifier = FieldType::identifier;
constexpr FieldType kType_string = FieldType::string;
constexpr FieldType kType_int = FieldType::int_;
constexpr FieldType kType_constant = FieldType::constant;
constexpr FieldType kType_expr_context = FieldType::expr_context;
constexpr FieldType kType_boolop = FieldType::boolop;
constexpr FieldType kType_operator = FieldType::operator_;
constexpr FieldType kType_unaryop = FieldType::unaryop;
constexpr FieldType kType_cmpop = FieldType::cmpop;

template <class Self, auto kMember>
const void* member_of(const Node* node) {
  return &(static_cast<const Self*>(node)->*kMember);
}

#define FIELD(asdl_type, name) \
  {#name, kType_##asdl_type, FieldArity::One, member_of<Self, &Self::name>},
#define OPTIONAL(asdl_type, name) \
  {#name, kType_##asdl_type, FieldArity::Optional, member_of<Self, &Self::name>},
#define SEQUENCE(asdl_type, name) \
  {#name, kType_##asdl_type, FieldArity::Sequence, member_of<Self, &Self::name>},
#define NODE(Struct, base, python_name, fields_list)                \
  struct Struct##Fields {                                           \
    using Self = Struct;                                            \
    static constexpr FieldInfo kFields[] = {                        \
        fields_list{nullptr, kType_mod, FieldArity::One, nullptr}}; \
  };
#include "vm/syntax/ast.def"

constexpr bool equal(const char* a, const char* b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

constexpr bool has_position(const char* base) {
  for (const char* one : {"stmt", "expr", "pattern", "excepthandler", "arg", "keyword", "alias"})
    if (equal(base, one)) return true;
  return false;
}

// A product type (arg, alias, ...) has no base class of its own.
constexpr const char* base_class(const char* base, const char* name) {
  return equal(base, name) ? "AST" : base;
}

constexpr KindInfo kKinds[] = {
#define NODE(Struct, base, python_name, fields)                  \
  {#python_name,                                                 \
   base_class(#base, #python_name),                              \
   sizeof(Struct),                                               \
   has_position(#base),                                          \
   static_cast<uint8_t>(std::size(Struct##Fields::kFields) - 1), \
   Struct##Fields::kFields},
#include "vm/syntax/ast.def"
};

struct OperatorRow {
  const char* enum_name;
  const char* name;
  const char* text;
};

constexpr OperatorRow kOperators[] = {
#define OPERATOR(enum_name, Name, text) {#enum_name, #Name, text},
#include "vm/syntax/ast.def"
};

// The row of a value: the enums of ast.h follow the order of ast.def.
constexpr const OperatorRow& row_of(const char* enum_name, unsigned value) {
  for (const OperatorRow& row : kOperators)
    if (equal(row.enum_name, enum_name) && value-- == 0) return row;
  return kOperators[0];
}

#define OPERATOR(enum_name, Name, text) \
  static_assert(equal(row_of(#enum_name, static_cast<unsigned>(enum_name::Name)).name, #Name));
#include "vm/syntax/ast.def"

}  // namespace

const KindInfo& kind_info(Kind kind) { return kKinds[static_cast<unsigned>(kind)]; }

#define NAME_OF(Enum) \
  const char* name_of(Enum value) { return row_of(#Enum, static_cast<unsigned>(value)).name; }
#define TEXT_OF(Enum) \
  const char* text_of(Enum value) { return row_of(#Enum, static_cast<unsigned>(value)).text; }
NAME_OF(ExprContext)
NAME_OF(BoolOperator)
NAME_OF(Operator)
NAME_OF(UnaryOperator)
NAME_OF(CmpOperator)
TEXT_OF(BoolOperator)
TEXT_OF(Operator)
TEXT_OF(UnaryOperator)
TEXT_OF(CmpOperator)

}  // namespace pyvm::syntax
