// Trees to objects and back, by the field tables of ast.cpp.
#include <string>

#include "gc/heap.h"
#include "vm/compile/ast_objects.h"
#include "vm/object/bytes.h"
#include "vm/object/complex.h"
#include "vm/object/error.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

using namespace syntax;

template <class T>
Value object(T* o) {
  return o ? Value(reinterpret_cast<HeapObject*>(o)) : kNull;
}

// ---- tree to objects

Value constant_object(Thread& t, const ConstantValue& c) {
  switch (c.kind) {
    case ConstantKind::None: return kNone;
    case ConstantKind::True: return kTrue;
    case ConstantKind::False: return kFalse;
    case ConstantKind::Ellipsis: return kEllipsis;
    case ConstantKind::Int: return int_from_int64(c.integer);
    case ConstantKind::BigInt: return int_from_digits(t, c.text.view(), c.base, false);
    case ConstantKind::Float: return Value::from_double(c.number);
    case ConstantKind::Complex: return complex_new(0.0, c.number);
    case ConstantKind::Str: return object(str_from_utf8(c.text.view()));
    case ConstantKind::Bytes: return object(bytes_from(c.text.data, c.text.size));
  }
  return kNone;
}

const char* enum_of(FieldType type) {
  switch (type) {
    case FieldType::expr_context: return "ExprContext";
    case FieldType::boolop: return "BoolOperator";
    case FieldType::operator_: return "Operator";
    case FieldType::unaryop: return "UnaryOperator";
    case FieldType::cmpop: return "CmpOperator";
    default: return nullptr;
  }
}

// The value of one element at `address`.
Value element_object(Thread& t, FieldType type, const void* address) {
  if (const char* enum_name = enum_of(type)) return ast_operator(t, enum_name, *static_cast<const uint8_t*>(address));
  switch (type) {
    case FieldType::identifier: {
      const Identifier* name = *static_cast<Identifier* const*>(address);
      return name ? object(str_intern(name->view())) : kNone;
    }
    case FieldType::string: {
      const Text* text = *static_cast<const Text* const*>(address);
      return text ? object(str_from_utf8(text->view())) : kNone;
    }
    case FieldType::int_: return int_from_int64(*static_cast<const int32_t*>(address));
    case FieldType::constant: return constant_object(t, *static_cast<const ConstantValue*>(address));
    default: {
      const Node* child = *static_cast<Node* const*>(address);
      return child ? ast_to_object(t, child) : kNone;
    }
  }
}

size_t element_size(FieldType type) { return enum_of(type) ? 1 : type == FieldType::int_ ? 4 : sizeof(void*); }

Value field_object(Thread& t, const FieldInfo& field, const Node* node) {
  const void* address = field.address(node);
  if (field.arity != FieldArity::Sequence) return element_object(t, field.type, address);
  const auto& elements = *static_cast<const Seq<char>*>(address);   // only count and the address of data are used
  PyList* list = list_new(elements.count);
  if (!list) return kNull;
  for (uint32_t i = 0; i < elements.count; i++) {
    Value element = element_object(t, field.type, elements.data + i * element_size(field.type));
    if (!element || !list_append(list, element)) return kNull;
  }
  return object(list);
}

bool set_int(Thread& t, Value node, const char* name, int32_t value) {
  return object_set_attr(t, node, str_intern(name), int_from_int64(value));
}

}  // namespace

Value ast_to_object(Thread& t, const Node* node) {
  if (!native_recursion_ok(t)) return kNull;
  PyType* cls = ast_class(t, node->kind);
  Value result = cls ? object_call(t, Value(&cls->header), nullptr, 0) : kNull;
  if (!result) return kNull;
  const KindInfo& info = kind_info(node->kind);
  for (int i = 0; i < info.field_count; i++) {
    Value value = field_object(t, info.fields[i], node);
    if (!value || !object_set_attr(t, result, str_intern(info.fields[i].name), value)) return kNull;
  }
  if (!info.has_position) return result;
  bool ok = set_int(t, result, "lineno", node->lineno) && set_int(t, result, "col_offset", node->col_offset) &&
            set_int(t, result, "end_lineno", node->end_lineno) &&
            set_int(t, result, "end_col_offset", node->end_col_offset);
  return ok ? result : kNull;
}

// ---- objects to tree

namespace {

class Reader {
 public:
  Reader(Thread& t, Arena& arena) : t_(t), arena_(arena) {}

  // A node of an ASDL type (by the name of its base class, or its own for product types). Null: exception pending.
  Node* node(Value object, FieldType type) {
    if (!native_recursion_ok(t_)) return nullptr;
    const char* base = type_name_of_field(type);
    Node position = {};
    if (type == FieldType::stmt || type == FieldType::expr || type == FieldType::pattern ||
        type == FieldType::excepthandler) {
      if (!positions(object, base, &position)) return nullptr;
    }
    for (int i = 0; i <= static_cast<int>(Kind::TypeIgnore); i++) {
      Kind kind = static_cast<Kind>(i);
      const KindInfo& info = kind_info(kind);
      bool matches = std::strcmp(info.base, base) == 0 || std::strcmp(info.name, base) == 0;
      if (matches && is_instance_exact_or_sub(object, ast_class(t_, kind))) return node_of_kind(object, kind);
    }
    PyStr* text = object_repr(t_, object);
    if (!text) return nullptr;
    CText shown(text);
    return raise_type_error("expected some sort of %s, but got %s", base, shown.c_str());
  }

  Node* node_of_kind(Value object, Kind kind) {
    const KindInfo& info = kind_info(kind);
    Node* result = static_cast<Node*>(arena_.allocate(info.size));
    std::memset(static_cast<void*>(result), 0, info.size);
    result->kind = kind;
    for (int i = 0; i < info.field_count; i++)
      if (!field(object, info, info.fields[i], result)) return nullptr;
    if (info.has_position && !positions(object, info.name, result)) return nullptr;
    return result;
  }

 private:
  static const char* type_name_of_field(FieldType type) {
    constexpr const char* kNames[] = {"mod",      "stmt",  "expr",     "pattern",    "comprehension", "excepthandler",
                                      "arguments", "arg",  "keyword",  "alias",      "withitem",      "match_case",
                                      "type_ignore"};
    return kNames[static_cast<int>(type)];
  }

  bool missing(const char* owner, const char* name) {
    return raise_type_error("required field \"%s\" missing from %s", name, owner);
  }

  bool field(Value object, const KindInfo& info, const FieldInfo& field, Node* result) {
    void* address = const_cast<void*>(field.address(result));
    Value value = object_find_attr(t_, object, str_intern(field.name));
    if (!value && error_occurred(t_)) return false;
    if (field.arity == FieldArity::Sequence) return sequence(value, info, field, address);
    if (!value || (value.is_none() && field.type != FieldType::constant)) {
      if (field.arity == FieldArity::Optional) return true;
      if (!value) return missing(info.name, field.name);
      if (field.type != FieldType::int_)
        return raise_value_error("field '%s' is required for %s", field.name, info.name);
    }
    return element(value, field.type, address);
  }

  bool sequence(Value value, const KindInfo& info, const FieldInfo& field, void* address) {
    if (!value) return missing(info.name, field.name);
    if (!is_instance_exact_or_sub(value, type_list))
      return raise_type_error("%s field \"%s\" must be a list, not a %s", info.name, field.name, type_name(value));
    bool holes = (info.fields == kind_info(Kind::Dict).fields || info.fields == kind_info(Kind::Arguments).fields) &&
                 field.type == FieldType::expr;
    uint32_t count = static_cast<uint32_t>(as_list(value)->length);
    size_t size = element_size(field.type);
    char* data = count ? static_cast<char*>(arena_.allocate(size * count)) : nullptr;
    for (uint32_t i = 0; i < count; i++) {
      if (i >= as_list(value)->length)
        return raise_error(exc::RuntimeError, "%s field \"%s\" changed size during iteration", info.name, field.name);
      Value item = as_list(value)->items->items[i];
      std::memset(data + i * size, 0, size);
      if (item.is_none()) {
        if (holes) continue;
        return raise_value_error("None disallowed in %s list",
                                 field.type == FieldType::stmt ? "statement" : "expression");
      }
      if (!element(item, field.type, data + i * size)) return false;
    }
    auto* seq = static_cast<Seq<char>*>(address);
    seq->data = data;
    seq->count = count;
    return true;
  }

  bool element(Value value, FieldType type, void* address) {
    if (const char* enum_name = enum_of(type)) {
      int number = ast_operator_value(t_, enum_name, value);
      if (number >= 0) return *static_cast<uint8_t*>(address) = static_cast<uint8_t>(number), true;
      PyStr* text = object_repr(t_, value);
      if (!text) return false;
      CText shown(text);
      return raise_type_error("expected some sort of %s, but got %s", enum_text(type), shown.c_str());
    }
    switch (type) {
      case FieldType::identifier:
        if (!is_str(value)) return raise_type_error("AST identifier must be of type str");
        *static_cast<Identifier**>(address) = arena_.intern(str_utf8(as_str(value)));
        return true;
      case FieldType::string: {
        if (!is_str(value)) return raise_type_error("AST string must be of type str");
        Text* text = arena_.make<Text>();
        *text = arena_.copy_text(str_utf8(as_str(value)));
        *static_cast<const Text**>(address) = text;
        return true;
      }
      case FieldType::int_: return int_field(value, static_cast<int32_t*>(address));
      case FieldType::constant: return constant(value, static_cast<ConstantValue*>(address));
      default: {
        Node* child = node(value, type);
        *static_cast<Node**>(address) = child;
        if (child && child->kind == Kind::Constant) return container_constant(value, static_cast<Node**>(address));
        return child != nullptr;
      }
    }
  }

  static const char* enum_text(FieldType type) {
    switch (type) {
      case FieldType::expr_context: return "expr_context";
      case FieldType::boolop: return "boolop";
      case FieldType::operator_: return "operator";
      case FieldType::unaryop: return "unaryop";
      default: return "cmpop";
    }
  }

  bool int_field(Value value, int32_t* out) {
    int64_t number;
    if (is_int(value) && int_to_int64(value, &number) && number >= INT32_MIN && number <= INT32_MAX) {
      *out = static_cast<int32_t>(number);
      return true;
    }
    PyStr* text = object_repr(t_, value);
    if (!text) return false;
    CText shown(text);
    return raise_value_error("invalid integer value: %s", shown.c_str());
  }

  bool positions(Value object, const char* owner, Node* result) {
    struct {
      const char* name;
      int32_t* place;
      bool required;
    } rows[] = {{"lineno", &result->lineno, true},
                {"col_offset", &result->col_offset, true},
                {"end_lineno", &result->end_lineno, false},
                {"end_col_offset", &result->end_col_offset, false}};
    for (auto& row : rows) {
      Value value = object_find_attr(t_, object, str_intern(row.name));
      if (!value && error_occurred(t_)) return false;
      if (!value && row.required) return missing(owner, row.name);
      if (!value || value.is_none()) {
        *row.place = row.place == &result->end_lineno ? result->lineno : result->col_offset;
        continue;
      }
      if (!int_field(value, row.place)) return false;
    }
    return true;
  }

  // ---- constants

  bool text_constant(std::string_view text, ConstantKind kind, ConstantValue* out) {
    out->kind = kind;
    out->text = arena_.copy_text(text);
    return true;
  }

  bool constant(Value v, ConstantValue* out) {
    if (v.is_none()) return out->kind = ConstantKind::None, true;
    if (v.is_bool()) return out->kind = v.is_true() ? ConstantKind::True : ConstantKind::False, true;
    if (v == kEllipsis) return out->kind = ConstantKind::Ellipsis, true;
    if (v.is_small_int()) return out->integer = v.small_int(), out->kind = ConstantKind::Int, true;
    if (v.is_double()) return out->number = v.as_double(), out->kind = ConstantKind::Float, true;
    PyType* type = type_of(v);
    if (type == type_str) return text_constant(str_utf8(as_str(v)), ConstantKind::Str, out);
    if (type == type_bytes) {
      const PyBytes* b = as_bytes(v);
      return text_constant({reinterpret_cast<const char*>(b->data), static_cast<size_t>(b->length)}, ConstantKind::Bytes,
                           out);
    }
    if (type == type_int) {
      PyStr* digits = int_to_str(t_, v, 16);
      if (!digits) return false;
      std::string text(str_utf8(digits));
      if (text[0] == '-') return big_negative(v, out);
      out->base = 16;
      return text_constant(text, ConstantKind::BigInt, out);
    }
    if (type == type_complex) {
      out->number = v.as<PyComplex>()->imag;
      return out->kind = ConstantKind::Complex, true;
    }
    if (type == type_tuple || type == type_frozenset) return out->kind = ConstantKind::None, true;  // replaced below
    return raise_type_error("got an invalid type in Constant: %s", type_name(v));
  }

  // The magnitude; the caller wraps it (container_constant).
  bool big_negative(Value v, ConstantValue* out) {
    Value positive = int_neg(t_, v);
    return positive && constant(positive, out);
  }

  template <class T>
  T* make(const Node* place) {
    T* result = arena_.make<T>();
    *static_cast<Node*>(result) = *place;
    static_cast<Node*>(result)->kind = T::kKind;
    return result;
  }

  // Constants that no literal writes become the expressions that make them.
  bool container_constant(Value object, Node** place) {
    Value v = object_find_attr(t_, object, str_intern("value"));
    return v && wrap_constant(v, place);
  }

  bool wrap_constant(Value v, Node** place) {
    PyType* type = v.is_heap() ? type_of(v) : nullptr;
    Node* at = *place;
    if (type == type_int && int_sign(v) < 0) {
      syntax::UnaryOp* negated = make<syntax::UnaryOp>(at);
      negated->op = UnaryOperator::USub;
      negated->operand = static_cast<Expr*>(at);
      *place = negated;
    } else if (type == type_complex && v.as<PyComplex>()->real != 0) {
      Constant* real = make<Constant>(at);
      real->value.kind = ConstantKind::Float;
      real->value.number = v.as<PyComplex>()->real;
      BinOp* sum = make<BinOp>(at);
      sum->left = real;
      sum->op = Operator::Add;
      sum->right = static_cast<Expr*>(at);
      *place = sum;
    } else if (type == type_tuple) {
      PyTuple* items = as_tuple(v);
      Tuple* tuple = make<Tuple>(at);
      tuple->elts.data = static_cast<Expr**>(arena_.allocate(sizeof(Expr*) * (items->length + 1)));
      tuple->elts.count = static_cast<uint32_t>(items->length);
      for (int64_t i = 0; i < items->length; i++) {
        Node* item = make<Constant>(at);
        if (!constant(items->items[i], &as<Constant>(item)->value) || !wrap_constant(items->items[i], &item)) return false;
        tuple->elts.data[i] = static_cast<Expr*>(item);
      }
      *place = tuple;
    } else if (type == type_frozenset) {
      return raise_type_error("a frozenset constant cannot be compiled from a tree");
    }
    return true;
  }

  Thread& t_;
  Arena& arena_;
};

}  // namespace

Mod* ast_from_object(Thread& t, Arena& arena, Value object, Kind what) {
  PyType* expected = ast_class(t, what);
  if (!expected) return nullptr;
  if (!is_instance_exact_or_sub(object, expected))
    return raise_type_error("expected %s node, got %s", kind_info(what).name, type_name(object));
  return static_cast<Mod*>(Reader(t, arena).node_of_kind(object, what));
}

}  // namespace pyvm
