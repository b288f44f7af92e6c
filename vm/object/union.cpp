// types.UnionType: int | str.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyUnion* self_union(Value* args) { return args[0].as<PyUnion>(); }
PyTuple* members(Value v) { return as_tuple(v.as<PyUnion>()->args); }
bool is_union(Value v) { return type_of(v) == type_union; }

bool can_be_member(Value v) {
  if (v.is_none()) return true;
  if (!v.is_heap()) return false;
  PyType* type = type_of(v);
  return (type->flags & kTypeType) || type == type_union || type_is_subtype(type, type_generic_alias);
}

// Adds a member unless an equal one is there. Unions are flattened.
bool add_member(Thread& t, PyList* list, Value v) {
  if (is_union(v)) {
    for (int64_t i = 0; i < members(v)->length; i++) {
      if (!add_member(t, list, members(v)->items[i])) return false;
    }
    return true;
  }
  if (v.is_none()) v = to_value(type_none);
  for (int64_t i = 0; i < list->length; i++) {
    Value known = list->items->items[i];
    bool generic = type_of(known) == type_generic_alias && type_of(v) == type_generic_alias;
    int same = generic ? object_equal(t, known, v) : known == v;
    if (same) return same > 0;
  }
  return list_append(list, v);
}

Value union_of(PyList* list) {
  if (list->length == 1) return list->items->items[0];
  PyTuple* args = tuple_from(list->items->items, list->length);
  auto* made = args ? reinterpret_cast<PyUnion*>(instance_allocate(type_union)) : nullptr;
  if (!made) return kNull;
  made->args = to_value(args);
  return to_value(made);
}

}  // namespace

Value union_or(Thread& t, Value a, Value b) {
  if (!can_be_member(a) || !can_be_member(b)) return kNotImplemented;
  PyList* list = list_new(2);
  if (!list || !add_member(t, list, a) || !add_member(t, list, b)) return kNull;
  return union_of(list);
}

namespace {

Value union_or_method(Thread& t, Value* args) { return union_or(t, args[0], args[1]); }
Value union_ror_method(Thread& t, Value* args) { return union_or(t, args[1], args[0]); }

Value union_repr(Thread& t, Value* args) {
  TextBuffer text;
  PyTuple* all = members(args[0]);
  for (int64_t i = 0; i < all->length; i++) {
    if (i) text.append(" | ");
    if (all->items[i] == to_value(type_none)) {
      text.append("None");
    } else if (!alias_append_repr(t, all->items[i], text)) {
      return kNull;
    }
  }
  return to_value(str_from_utf8(text.view()));
}

Value member_set(Thread& t, Value v) {
  return object_call_args(t, to_value(type_frozenset), v.as<PyUnion>()->args);
}

Value union_hash(Thread& t, Value* args) {
  Value set = member_set(t, args[0]);
  Value hash = set ? object_find_special(t, set, names::d_hash) : kNull;
  return hash ? object_call(t, hash, nullptr, 0) : kNull;
}

Value union_eq(Thread& t, Value* args) {
  if (!is_union(args[1])) return kNotImplemented;
  Value a = member_set(t, args[0]), b = a ? member_set(t, args[1]) : kNull;
  return b ? object_compare(t, a, b, CompareOp::kEq) : kNull;
}

Value union_getattribute(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  PyStr* name = str_intern(as_str(args[1]));
  if (!name) return kNull;
  if (name == names::d_module) return object_get_attr(t, to_value(type_union), name);
  return object_generic_get(t, args[0], name);
}

Value union_get_args(Thread&, Value* args) { return self_union(args)->args; }

Value union_get_parameters(Thread& t, Value* args) {
  PyUnion* self = self_union(args);
  if (!self->parameters) {
    PyTuple* found = alias_parameters(t, members(args[0]));
    if (!found) return kNull;
    self->parameters = to_value(found);
    gc::barrier(&self->header);
  }
  return self->parameters;
}

Value union_getitem(Thread& t, Value* args) {
  Value parameters = union_get_parameters(t, args);
  if (!parameters) return kNull;
  PyTuple* made = alias_substitute(t, args[0], members(args[0]), as_tuple(parameters), args[1]);
  if (!made || made->length == 0) return kNull;
  Value result = made->items[0];
  for (int64_t i = 1; result && i < made->length; i++) {
    result = object_binary(t, BinaryOp::kOr, result, made->items[i]);
  }
  return result;
}

Value check_members(Thread& t, Value* args, int (*check)(Thread&, Value, Value)) {
  PyTuple* all = members(args[0]);
  for (int64_t i = 0; i < all->length; i++) {
    int found = check(t, args[1], all->items[i]);
    if (found) return found < 0 ? kNull : kTrue;
  }
  return kFalse;
}
Value union_instancecheck(Thread& t, Value* args) { return check_members(t, args, object_isinstance); }
Value union_subclasscheck(Thread& t, Value* args) { return check_members(t, args, object_issubclass); }

const NativeDef kMethods[] = {
    {"__repr__(self, /)", union_repr},
    {"__hash__(self, /)", union_hash},
    {"__getattribute__(self, name, /)", union_getattribute},
    {"__eq__(self, value, /)", union_eq},
    {"__or__(self, value, /)", union_or_method},
    {"__ror__(self, value, /)", union_ror_method},
    {"__getitem__(self, key, /)", union_getitem},
    {"__instancecheck__(self, instance, /)", union_instancecheck},
    {"__subclasscheck__(self, cls, /)", union_subclasscheck},
    {"@member __args__", union_get_args, kEffectReads},
    {"@getset __parameters__", union_get_parameters, kEffectAll, "Type variables in the types.UnionType."},
    {},
};

const TypeSpec kSpec = {
    "types.UnionType", nullptr, kTypeNoNew,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyUnion), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kMethods, "Represent a PEP 604 union type\n\nE.g. for int | str"};

}  // namespace

void boot_union() { type_init_builtin(type_union, kSpec); }

}  // namespace pyvm
