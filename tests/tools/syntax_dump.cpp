#include "tests/tools/syntax_dump.h"

#include <algorithm>
#include <vector>

#include "vm/syntax/constant_repr.h"

namespace pyvm::syntax {

namespace {

template <class T>
const T& value_at(const void* address) {
  return *static_cast<const T*>(address);
}

void dump_node(std::string& out, const Node* node);

void dump_value(std::string& out, FieldType type, const void* address) {
  const auto operator_name = [&](const char* name) {
    out += name;
    out += "()";
  };
  switch (type) {
    case FieldType::identifier:
      out += repr(value_at<Identifier*>(address)->view());
      break;
    case FieldType::string:
      out += repr(value_at<const Text*>(address)->view());
      break;
    case FieldType::int_:
      out += std::to_string(value_at<int32_t>(address));
      break;
    case FieldType::constant:
      repr_constant(out, value_at<ConstantValue>(address));
      break;
    case FieldType::expr_context:
      operator_name(name_of(value_at<ExprContext>(address)));
      break;
    case FieldType::boolop:
      operator_name(name_of(value_at<BoolOperator>(address)));
      break;
    case FieldType::operator_:
      operator_name(name_of(value_at<Operator>(address)));
      break;
    case FieldType::unaryop:
      operator_name(name_of(value_at<UnaryOperator>(address)));
      break;
    case FieldType::cmpop:
      operator_name(name_of(value_at<CmpOperator>(address)));
      break;
    default:
      dump_node(out, value_at<const Node*>(address));
  }
}

void dump_sequence(std::string& out, FieldType type, const void* address) {
  // All sequences but those of operators hold pointers, which share a layout.
  out += '[';
  if (type == FieldType::cmpop) {
    const auto& sequence = value_at<Seq<CmpOperator>>(address);
    for (uint32_t i = 0; i < sequence.size(); i++) {
      if (i) out += ", ";
      dump_value(out, type, &sequence[i]);
    }
  } else {
    const auto& sequence = value_at<Seq<const void*>>(address);
    for (uint32_t i = 0; i < sequence.size(); i++) {
      if (i) out += ", ";
      dump_value(out, type, &sequence[i]);
    }
  }
  out += ']';
}

void dump_node(std::string& out, const Node* node) {
  if (!node) {
    out += "None";
    return;
  }
  const KindInfo& info = kind_info(node->kind);
  out += info.name;
  out += '(';
  bool first = true;
  const auto name = [&](const char* text) {
    if (!first) out += ", ";
    first = false;
    out += text;
    out += '=';
  };
  for (int i = 0; i < info.field_count; i++) {
    const FieldInfo& field = info.fields[i];
    const void* address = field.address(node);
    if (field.arity == FieldArity::Optional && !value_at<const void*>(address)) continue;
    name(field.name);
    if (field.arity == FieldArity::Sequence)
      dump_sequence(out, field.type, address);
    else
      dump_value(out, field.type, address);
  }
  if (info.has_position) {
    name("lineno");
    out += std::to_string(node->lineno);
    name("col_offset");
    out += std::to_string(node->col_offset);
    name("end_lineno");
    out += std::to_string(node->end_lineno);
    name("end_col_offset");
    out += std::to_string(node->end_col_offset);
  }
  out += ')';
}

std::string number(int value) {
  return value == SyntaxErrorInfo::kNone ? "None" : std::to_string(value);
}

template <class T, class Describe>
std::string list(const T& items, Describe describe) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ", ";
    out += describe(item);
  }
  return out + "]";
}

}  // namespace

std::string dump(const Node* node) {
  std::string out;
  dump_node(out, node);
  return out;
}

std::string describe(const SyntaxErrorInfo& error) {
  std::string out = "(" + repr(error.type) + ", " + repr(error.message);
  if (error.has_location) {
    out += ", " + std::to_string(error.lineno) + ", " + std::to_string(error.offset) + ", " +
           (error.has_text ? repr(error.text) : "None") + ", " + number(error.end_lineno) + ", " +
           number(error.end_offset);
  }
  return out + ")";
}

std::string describe(const Scope* scope) {
  static constexpr const char* kKinds[] = {"module",   "class",    "function",
                                           "function", "function", "function",
                                           "function", "function", "annotation"};
  std::vector<Symbol> symbols(scope->symbols.begin(), scope->symbols.end());
  std::sort(symbols.begin(), symbols.end(),
            [](const Symbol& a, const Symbol& b) { return a.name->view() < b.name->view(); });
  const auto symbol = [](const Symbol& one) {
    return "(" + repr(one.name->view()) + ", " + number(one.flags) + ", " +
           number(static_cast<int>(one.scope)) + ")";
  };
  const auto name = [](const Identifier* one) { return repr(one->view()); };
  return "[" + repr(kKinds[static_cast<int>(scope->kind)]) + ", " + name(scope->name) + ", " +
         number(scope->lineno) + ", " + list(symbols, symbol) + ", " +
         list(scope->parameters, name) + ", " +
         list(scope->children, [](const Scope* child) { return describe(child); }) + "]";
}

}  // namespace pyvm::syntax
