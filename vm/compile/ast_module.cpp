// The classes of ast.def as Python classes: AST, a base class for every ASDL type, one class for every row.
#include <cstring>
#include <string>

#include "gc/heap.h"
#include "vm/compile/ast_objects.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

using namespace syntax;

struct OperatorRow {
  const char* enum_name;
  const char* name;
};
constexpr OperatorRow kOperators[] = {
#define OPERATOR(enum_name, Name, text) {#enum_name, #Name},
#include "vm/syntax/ast.def"
};
constexpr int kOperatorCount = sizeof kOperators / sizeof kOperators[0];
constexpr int kKindCount = static_cast<int>(Kind::TypeIgnore) + 1;

struct Classes {
  PyType* ast = nullptr;
  PyType* kinds[kKindCount] = {};
  PyType* operators[kOperatorCount] = {};
  Value instances[kOperatorCount] = {};
  bool ready = false;
};
Classes classes;

void trace_classes(gc::Visitor& visitor, void*) {
  visitor.visit(classes.ast);
  for (PyType* type : classes.kinds) visitor.visit(type);
  for (PyType* type : classes.operators) visitor.visit(type);
  for (Value v : classes.instances) visitor.visit(v.bits());
}

// ---- AST itself

Value fields_of(Thread& t, Value self) {
  Value fields = object_find_attr(t, Value(&type_of(self)->header), str_intern("_fields"));
  if (!fields) return error_occurred(t) ? kNull : Value(&tuple_empty()->header);
  PyTuple* tuple = object_to_tuple(t, fields);
  return tuple ? Value(&tuple->header) : kNull;
}

Value ast_init(Thread& t, Value* args) {
  Value fields_value = fields_of(t, args[0]);
  if (!fields_value) return kNull;
  PyTuple *fields = as_tuple(fields_value), *given = as_tuple(args[1]);
  if (given->length > fields->length)
    return raise_type_error("%s constructor takes at most %ld positional argument%s", type_name(args[0]),
                            static_cast<long>(fields->length), fields->length == 1 ? "" : "s");
  for (int64_t i = 0; i < given->length; i++)
    if (!object_set_attr(t, args[0], as_str(fields->items[i]), given->items[i])) return kNull;
  int64_t position = 0;
  Value key, value;
  while (dict_next(as_dict(args[2]), &position, &key, &value)) {
    for (int64_t i = 0; i < given->length; i++) {
      if (!str_equal(as_str(fields->items[i]), as_str(key))) continue;
      CText name(as_str(key));
      return raise_type_error("%s got multiple values for argument '%s'", type_name(args[0]), name.c_str());
    }
    if (!object_set_attr(t, args[0], str_intern(as_str(key)), value)) return kNull;
  }
  return kNone;
}

Value ast_reduce(Thread& t, Value* args) {
  Value dict = object_find_attr(t, args[0], names::d_dict);
  if (!dict && error_occurred(t)) return kNull;
  Value parts[] = {Value(&type_of(args[0])->header), Value(&tuple_empty()->header), dict};
  PyTuple* result = tuple_from(parts, dict ? 3 : 2);
  return result ? Value(&result->header) : kNull;
}

const NativeDef kAstMethods[] = {
    {"__init__(self, /, *args, **kwargs)", ast_init, kEffectAll},
    {"__reduce__(self, /)", ast_reduce, kEffectAll},
    {},
};

const TypeSpec kAstSpec = {
    .name = "ast.AST",
    .base = nullptr,
    .flags = kTypeBaseable | kTypeHasDict | kTypeHasWeakref,
    .native = {.bytes = sizeof(HeapObject), .leaf = true},
    .methods = kAstMethods,
    .doc = nullptr,
};

// ---- the classes

Value text(std::string_view s) {
  PyStr* result = str_intern(s);
  return result ? Value(&result->header) : kNull;
}

Value position_names() {
  Value items[] = {text("lineno"), text("col_offset"), text("end_lineno"), text("end_col_offset")};
  PyTuple* tuple = tuple_from(items, 4);
  return tuple ? Value(&tuple->header) : kNull;
}

bool set(PyDict* ns, const char* name, Value value) { return value && dict_set_str(ns, str_intern(name), value); }

PyType* new_class(Thread& t, const char* name, PyType* base, PyDict* ns, const std::string& doc) {
  if (!set(ns, "__module__", text("ast")) || !set(ns, "__doc__", text(doc))) return nullptr;
  Value base_value(&base->header);
  PyTuple* bases = tuple_from(&base_value, 1);
  Value cls = bases ? type_new(t, type_type, str_intern(name), bases, ns, dict_new()) : kNull;
  return cls ? cls.as<PyType>() : nullptr;
}

bool add_positions(PyDict* ns) {
  return set(ns, "_attributes", position_names()) && set(ns, "end_lineno", kNone) && set(ns, "end_col_offset", kNone);
}

const char* type_text(FieldType type) {
  constexpr const char* kNames[] = {"mod",        "stmt",  "expr",       "pattern",  "comprehension", "excepthandler",
                                    "arguments",  "arg",   "keyword",    "alias",    "withitem",      "match_case",
                                    "type_ignore", "identifier", "string", "int",    "constant",      "expr_context",
                                    "boolop",     "operator", "unaryop", "cmpop"};
  return kNames[static_cast<int>(type)];
}

// "Name(type field, ...)"
std::string kind_doc(const KindInfo& info) {
  std::string doc = std::string(info.name) + (info.field_count ? "(" : "");
  for (int i = 0; i < info.field_count; i++) {
    const FieldInfo& field = info.fields[i];
    doc += std::string(i ? ", " : "") + type_text(field.type);
    doc += field.arity == FieldArity::Sequence ? "* " : field.arity == FieldArity::Optional ? "? " : " ";
    doc += field.name;
  }
  return info.field_count ? doc + ")" : doc;
}

// CPython's names of the enums of ast.def.
const char* enum_class_name(const char* enum_name) {
  constexpr const char* kNames[][2] = {{"ExprContext", "expr_context"}, {"BoolOperator", "boolop"},
                                       {"Operator", "operator"},        {"UnaryOperator", "unaryop"},
                                       {"CmpOperator", "cmpop"}};
  for (auto& row : kNames)
    if (std::strcmp(row[0], enum_name) == 0) return row[1];
  return enum_name;
}

// "expr = BoolOp(...)\n     | NamedExpr(...)"
std::string base_doc(const char* name) {
  std::string doc;
  for (int i = 0; i < kKindCount; i++) {
    const KindInfo& info = kind_info(static_cast<Kind>(i));
    if (std::strcmp(info.base, name) != 0) continue;
    doc += (doc.empty() ? std::string(name) + " = " : "\n" + std::string(std::strlen(name) + 1, ' ') + "| ") + kind_doc(info);
  }
  for (const OperatorRow& row : kOperators)
    if (std::strcmp(enum_class_name(row.enum_name), name) == 0)
      doc += (doc.empty() ? std::string(name) + " = " : " | ") + row.name;
  return doc;
}

// The class of an ASDL type such as `expr`; made on first use.
PyType* base_class(Thread& t, PyDict* bases, const char* name, bool positions) {
  if (std::strcmp(name, "AST") == 0) return classes.ast;
  Value known = dict_get_str(bases, str_intern(name));
  if (known) return known.as<PyType>();
  PyDict* ns = dict_new();
  bool ok = ns && (positions ? add_positions(ns) : set(ns, "_attributes", Value(&tuple_empty()->header)));
  PyType* type = ok ? new_class(t, name, classes.ast, ns, base_doc(name)) : nullptr;
  return type && dict_set_str(bases, str_intern(name), Value(&type->header)) ? type : nullptr;
}

PyType* kind_class(Thread& t, PyDict* bases, Kind kind) {
  const KindInfo& info = kind_info(kind);
  bool own_positions = info.has_position && std::strcmp(info.base, "AST") == 0;
  PyType* base = base_class(t, bases, info.base, info.has_position);
  PyDict* ns = dict_new();
  PyTuple* fields = tuple_new(info.field_count);
  if (!base || !ns || !fields) return nullptr;
  for (int i = 0; i < info.field_count; i++) {
    const FieldInfo& field = info.fields[i];
    fields->items[i] = text(field.name);
    gc::barrier(&fields->header);
    if (field.arity == FieldArity::Optional && !set(ns, field.name, kNone)) return nullptr;
  }
  Value names(&fields->header);
  if (!set(ns, "_fields", names) || !set(ns, "__match_args__", names)) return nullptr;
  if (own_positions && !add_positions(ns)) return nullptr;
  if (!own_positions && base == classes.ast && !set(ns, "_attributes", Value(&tuple_empty()->header))) return nullptr;
  return new_class(t, info.name, base, ns, kind_doc(info));
}

bool make_operators(Thread& t, PyDict* bases) {
  for (int i = 0; i < kOperatorCount; i++) {
    PyType* base = base_class(t, bases, enum_class_name(kOperators[i].enum_name), false);
    PyDict* ns = dict_new();
    Value empty(&tuple_empty()->header);
    if (!base || !ns || !set(ns, "_fields", empty) || !set(ns, "__match_args__", empty)) return false;
    classes.operators[i] = new_class(t, kOperators[i].name, base, ns, kOperators[i].name);
    if (!classes.operators[i]) return false;
    classes.instances[i] = object_call(t, Value(&classes.operators[i]->header), nullptr, 0);
    if (!classes.instances[i]) return false;
  }
  return true;
}

PyDict* base_classes = nullptr;

bool make_classes(Thread& t) {
  if (classes.ready) return true;
  if (!base_classes) {
    gc::add_root_tracer(trace_classes, nullptr);
    gc::add_root(&base_classes);
  }
  base_classes = dict_new();
  classes.ast = type_new_builtin(kAstSpec);
  if (!base_classes || !classes.ast) return false;
  Value empty(&tuple_empty()->header);
  for (const char* name : {"_fields", "_attributes", "__match_args__"})
    if (!type_set_attr(classes.ast, str_intern(name), empty)) return false;
  for (int i = 0; i < kKindCount; i++) {
    classes.kinds[i] = kind_class(t, base_classes, static_cast<Kind>(i));
    if (!classes.kinds[i]) return false;
  }
  if (!make_operators(t, base_classes)) return false;
  classes.ready = true;
  return true;
}

bool init_module(Thread& t, PyDict* dict) {
  if (!make_classes(t) || !set(dict, "AST", Value(&classes.ast->header))) return false;
  int64_t position = 0;
  Value key, value;
  while (dict_next(base_classes, &position, &key, &value))
    if (!dict_set_str(dict, as_str(key), value)) return false;
  for (int i = 0; i < kKindCount; i++)
    if (!set(dict, kind_info(static_cast<Kind>(i)).name, Value(&classes.kinds[i]->header))) return false;
  for (int i = 0; i < kOperatorCount; i++)
    if (!set(dict, kOperators[i].name, Value(&classes.operators[i]->header))) return false;
  return set(dict, "PyCF_ONLY_AST", Value::from_small_int(kCompileOnlyAst)) &&
         set(dict, "PyCF_TYPE_COMMENTS", Value::from_small_int(kCompileTypeComments)) &&
         set(dict, "PyCF_ALLOW_TOP_LEVEL_AWAIT", Value::from_small_int(kCompileAllowTopLevelAwait));
}

int operator_index(const char* enum_name, unsigned value) {
  for (int i = 0; i < kOperatorCount; i++)
    if (std::strcmp(kOperators[i].enum_name, enum_name) == 0 && value-- == 0) return i;
  return 0;
}

}  // namespace

const NativeModule kAstModule = {"_ast", init_module};

PyType* ast_base_class() { return classes.ast; }

PyType* ast_class(Thread& t, Kind kind) {
  return make_classes(t) ? classes.kinds[static_cast<int>(kind)] : nullptr;
}

Value ast_operator(Thread& t, const char* enum_name, unsigned value) {
  return make_classes(t) ? classes.instances[operator_index(enum_name, value)] : kNull;
}

int ast_operator_value(Thread& t, const char* enum_name, Value object) {
  (void)t;
  int ordinal = 0;
  for (int i = 0; i < kOperatorCount; i++) {
    if (std::strcmp(kOperators[i].enum_name, enum_name) != 0) continue;
    if (is_instance_exact_or_sub(object, classes.operators[i])) return ordinal;
    ordinal++;
  }
  return -1;
}

}  // namespace pyvm
