// types.GenericAlias, and the substitution of type variables that it shares with unions.
#include "vm/object/generic_alias.h"

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/slots.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

constexpr uint8_t kStarred = gc::kTypeFlag0;

bool is_type(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

PyGenericAlias* self_alias(Value* args) { return args[0].as<PyGenericAlias>(); }

Value alias_make(PyType* type, Value origin, Value args) {
  if (!is_tuple(args)) {
    PyTuple* one = tuple_from(&args, 1);
    if (!one) return kNull;
    args = to_value(one);
  }
  auto* alias = reinterpret_cast<PyGenericAlias*>(instance_allocate(type));
  if (!alias) return kNull;
  alias->origin = origin;
  alias->args = args;
  return to_value(alias);
}

}  // namespace

Value generic_alias_new(Value origin, Value args) { return alias_make(type_generic_alias, origin, args); }

// ---- type variables -----------------------------------------------------------------------------------------------

namespace {

int64_t index_in(PyList* list, Value v) {
  for (int64_t i = 0; i < list->length; i++) {
    if (list->items->items[i] == v) return i;
  }
  return -1;
}

int64_t index_in(PyTuple* tuple, Value v) {
  for (int64_t i = 0; i < tuple->length; i++) {
    if (tuple->items[i] == v) return i;
  }
  return -1;
}

bool add_once(PyList* list, Value v) { return index_in(list, v) >= 0 || list_append(list, v); }

// __parameters__ of something, or null without exception when it has no such tuple.
PyTuple* parameters_of(Thread& t, Value v) {
  Value found = object_find_attr(t, v, names::d_parameters);
  return found && is_tuple(found) ? as_tuple(found) : nullptr;
}

}  // namespace

PyTuple* alias_parameters(Thread& t, PyTuple* args) {
  PyList* out = list_new(2);
  if (!out) return nullptr;
  for (int64_t i = 0; i < args->length; i++) {
    Value arg = args->items[i];
    if (is_type(arg)) continue;
    Value subst = object_find_attr(t, arg, names::d_typing_subst);
    if (!subst && error_occurred(t)) return nullptr;
    if (subst) {
      if (!add_once(out, arg)) return nullptr;
      continue;
    }
    PyTuple* nested = parameters_of(t, arg);
    if (!nested && error_occurred(t)) return nullptr;
    for (int64_t k = 0; nested && k < nested->length; k++) {
      if (!add_once(out, nested->items[k])) return nullptr;
    }
  }
  return tuple_from(out->items->items, out->length);
}

namespace {

// *tuple[int, str] among the items stands for its arguments.
bool unpack_items(Thread& t, Value item, PyList* out) {
  Value single[1] = {item};
  const Value* items = is_tuple(item) ? as_tuple(item)->items : single;
  int64_t n = is_tuple(item) ? as_tuple(item)->length : 1;
  for (int64_t i = 0; i < n; i++) {
    Value inner = is_type(items[i]) ? kNull : object_find_attr(t, items[i], names::d_typing_unpacked_tuple_args);
    if (!inner && error_occurred(t)) return false;
    bool flat = inner && is_tuple(inner);
    if (flat && as_tuple(inner)->length) {
      PyTuple* nested = as_tuple(inner);
      flat = nested->items[nested->length - 1] != kEllipsis;
    }
    if (!flat) {
      if (!list_append(out, items[i])) return false;
      continue;
    }
    for (int64_t k = 0; k < as_tuple(inner)->length; k++) {
      if (!list_append(out, as_tuple(inner)->items[k])) return false;
    }
  }
  return true;
}

// A nested generic with its own parameters replaced.
Value substitute_nested(Thread& t, Value arg, PyTuple* parameters, PyTuple* items) {
  PyTuple* nested = parameters_of(t, arg);
  if (!nested || nested->length == 0) return error_occurred(t) ? kNull : arg;
  PyList* out = list_new(nested->length);
  if (!out) return kNull;
  for (int64_t i = 0; i < nested->length; i++) {
    Value parameter = nested->items[i];
    int64_t at = index_in(parameters, parameter);
    if (at < 0) {
      if (!list_append(out, parameter)) return kNull;
      continue;
    }
    Value item = items->items[at];
    if (is_tuple(item) && type_lookup(type_of(parameters->items[at]), names::d_iter)) {
      if (!list_extend(t, out, item)) return kNull;
    } else if (!list_append(out, item)) {
      return kNull;
    }
  }
  PyTuple* key = tuple_from(out->items->items, out->length);
  return key ? object_get_item(t, arg, to_value(key)) : kNull;
}

PyTuple* check_count(Thread& t, Value self, PyTuple* parameters, PyTuple* items) {
  if (items->length == parameters->length) return items;
  PyStr* shown = object_repr(t, self);
  if (!shown) return nullptr;
  CText text(shown);
  return raise_type_error("Too %s arguments for %s; actual %ld, expected %ld",
                          items->length > parameters->length ? "many" : "few", text.c_str(),
                          static_cast<long>(items->length), static_cast<long>(parameters->length));
}

// The items after every parameter's __typing_prepare_subst__ had its say.
PyTuple* prepare_items(Thread& t, Value self, PyTuple* parameters, Value item) {
  PyList* flat = list_new(2);
  if (!flat || !unpack_items(t, item, flat)) return nullptr;
  PyTuple* items = tuple_from(flat->items->items, flat->length);
  for (int64_t i = 0; items && i < parameters->length; i++) {
    Value prepare = object_find_attr(t, parameters->items[i], names::d_typing_prepare_subst);
    if (!prepare && error_occurred(t)) return nullptr;
    if (!prepare || prepare.is_none()) continue;
    Value prepared = object_call_args(t, prepare, self, to_value(items));
    if (!prepared) return nullptr;
    items = is_tuple(prepared) ? as_tuple(prepared) : tuple_from(&prepared, 1);
  }
  return items ? check_count(t, self, parameters, items) : nullptr;
}

// 1: `arg` is *Ts, whose substitution is a tuple to be spread. 0, -1.
int is_unpacked_variable(Thread& t, Value arg) {
  if (is_type(arg)) return 0;
  Value flag = object_find_attr(t, arg, str_intern("__typing_is_unpacked_typevartuple__"));
  if (!flag) return error_occurred(t) ? -1 : 0;
  return object_is_true(t, flag);
}

bool substitute_one(Thread& t, Value arg, PyTuple* parameters, PyTuple* items, PyList* out) {
  if (is_type(arg)) return list_append(out, arg);
  int spread = is_unpacked_variable(t, arg);
  Value subst = spread < 0 ? kNull : object_find_attr(t, arg, names::d_typing_subst);
  if (error_occurred(t)) return false;
  Value replaced;
  if (subst) {
    replaced = object_call_args(t, subst, items->items[index_in(parameters, arg)]);
  } else {
    replaced = substitute_nested(t, arg, parameters, items);
  }
  if (!replaced) return false;
  return spread && is_tuple(replaced) ? list_extend(t, out, replaced) : list_append(out, replaced);
}

}  // namespace

PyTuple* alias_substitute(Thread& t, Value self, PyTuple* args, PyTuple* parameters, Value item) {
  if (parameters->length == 0) {
    PyStr* shown = object_repr(t, self);
    if (!shown) return nullptr;
    CText text(shown);
    return raise_type_error("%s is not a generic class", text.c_str());
  }
  PyTuple* items = prepare_items(t, self, parameters, item);
  PyList* out = items ? list_new(args->length) : nullptr;
  if (!out) return nullptr;
  for (int64_t i = 0; i < args->length; i++) {
    if (!substitute_one(t, args->items[i], parameters, items, out)) return nullptr;
  }
  return tuple_from(out->items->items, out->length);
}

bool alias_append_repr(Thread& t, Value item, TextBuffer& out) {
  if (item == kEllipsis) {
    out.append("...");
    return true;
  }
  Value origin = object_find_attr(t, item, names::d_origin);
  Value args = origin ? object_find_attr(t, item, names::d_args) : kNull;
  Value qualname = args || error_occurred(t) ? kNull : object_find_attr(t, item, names::d_qualname);
  Value module = qualname ? object_find_attr(t, item, names::d_module) : kNull;
  if (error_occurred(t)) return false;
  if (!qualname || !module || module.is_none()) {
    PyStr* text = object_repr(t, item);
    if (text) str_append_utf8(text, out);
    return text;
  }
  PyStr *module_text = object_str(t, module), *name = object_str(t, qualname);
  if (!module_text || !name) return false;
  if (!str_is(module_text, "builtins")) {
    str_append_utf8(module_text, out);
    out.append(".");
  }
  str_append_utf8(name, out);
  return true;
}

// ---- methods ------------------------------------------------------------------------------------------------------

namespace {

Value alias_new_method(Thread&, Value* args) { return alias_make(args[0].as<PyType>(), args[1], args[2]); }

Value alias_repr(Thread& t, Value* args) {
  if (!native_recursion_ok(t)) return kNull;
  PyGenericAlias* alias = self_alias(args);
  TextBuffer text;
  if (alias->header.flags & kStarred) text.append("*");
  if (!alias_append_repr(t, alias->origin, text)) return kNull;
  text.append("[");
  PyTuple* items = as_tuple(alias->args);
  if (items->length == 0) text.append("()");
  for (int64_t i = 0; i < items->length; i++) {
    if (i) text.append(", ");
    if (!alias_append_repr(t, items->items[i], text)) return kNull;
  }
  text.append("]");
  return to_value(str_from_utf8(text.view()));
}

Value alias_hash(Thread& t, Value* args) {
  int64_t a = object_hash(t, self_alias(args)->origin);
  int64_t b = a == -1 ? -1 : object_hash(t, self_alias(args)->args);
  return b == -1 ? kNull : int_from_int64(a ^ b);
}

Value alias_call(Thread& t, Value* args) {
  Value made = object_call_tuple(t, self_alias(args)->origin, as_tuple(args[1]), args[2].as<PyDict>());
  if (!made) return kNull;
  if (!object_set_attr(t, made, names::d_orig_class, args[0])) {
    if (!error_matches(exc::AttributeError) && !error_matches(exc::TypeError)) return kNull;
    error_clear();
  }
  return made;
}

// Everything but these is the origin's.
bool is_own_attribute(const PyStr* name) {
  static const char* const kOwn[] = {"__class__", "__bases__", "__origin__", "__args__", "__unpacked__",
                                     "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__",
                                     "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__"};
  for (const char* own : kOwn) {
    if (str_is(name, own)) return true;
  }
  return false;
}

Value alias_getattribute(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("attribute name must be string, not '%s'", type_name(args[1]));
  PyStr* name = str_intern(as_str(args[1]));
  if (!name) return kNull;
  return is_own_attribute(name) ? object_generic_get(t, args[0], name)
                                : object_get_attr(t, self_alias(args)->origin, name);
}

Value alias_eq(Thread& t, Value* args) {
  if (!is_instance_exact_or_sub(args[1], type_generic_alias)) return kNotImplemented;
  auto *a = self_alias(args), *b = args[1].as<PyGenericAlias>();
  if ((a->header.flags & kStarred) != (b->header.flags & kStarred)) return kFalse;
  int same = object_equal(t, a->origin, b->origin);
  if (same > 0) same = object_equal(t, a->args, b->args);
  return same < 0 ? kNull : Value::from_bool(same);
}

// Iterating gives the starred form once: [*tuple[int]].
Value alias_iter(Thread& t, Value* args) {
  PyGenericAlias* alias = self_alias(args);
  Value starred = alias_make(type_generic_alias, alias->origin, alias->args);
  if (!starred) return kNull;
  starred.heap()->flags |= kStarred;
  PyTuple* one = tuple_from(&starred, 1);
  return one ? object_iter(t, to_value(one)) : kNull;
}

Value alias_or(Thread& t, Value* args) { return union_or(t, args[0], args[1]); }
Value alias_ror(Thread& t, Value* args) { return union_or(t, args[1], args[0]); }

Value alias_get_parameters(Thread& t, Value* args) {
  PyGenericAlias* alias = self_alias(args);
  if (!alias->parameters) {
    PyTuple* found = alias_parameters(t, as_tuple(alias->args));
    if (!found) return kNull;
    alias->parameters = to_value(found);
    gc::barrier(&alias->header);
  }
  return alias->parameters;
}

Value alias_getitem(Thread& t, Value* args) {
  Value parameters = alias_get_parameters(t, args);
  if (!parameters) return kNull;
  PyGenericAlias* alias = self_alias(args);
  PyTuple* made = alias_substitute(t, args[0], as_tuple(alias->args), as_tuple(parameters), args[1]);
  Value result = made ? generic_alias_new(alias->origin, to_value(made)) : kNull;
  if (result) result.heap()->flags |= alias->header.flags & kStarred;
  return result;
}

Value alias_mro_entries(Thread&, Value* args) { return to_value(tuple_from(&self_alias(args)->origin, 1)); }

Value alias_instancecheck(Thread&, Value*) {
  return raise_type_error("isinstance() argument 2 cannot be a parameterized generic");
}
Value alias_subclasscheck(Thread&, Value*) {
  return raise_type_error("issubclass() argument 2 cannot be a parameterized generic");
}

Value alias_reduce(Thread& t, Value* args) {
  PyGenericAlias* alias = self_alias(args);
  if (alias->header.flags & kStarred) {
    Value plain = generic_alias_new(alias->origin, alias->args);
    PyTuple* one = plain ? tuple_from(&plain, 1) : nullptr;
    PyDict* builtins = current_builtins(t);
    Value parts[2] = {builtins ? dict_get_str(builtins, str_intern("next")) : kNull, kNull};
    Value iterator = one ? object_iter(t, plain) : kNull;
    if (!iterator || !parts[0]) return kNull;
    parts[1] = to_value(tuple_from(&iterator, 1));
    return parts[1] ? to_value(tuple_from(parts, 2)) : kNull;
  }
  Value pair[2] = {alias->origin, alias->args};
  Value parts[2] = {to_value(type_generic_alias), to_value(tuple_from(pair, 2))};
  return parts[1] ? to_value(tuple_from(parts, 2)) : kNull;
}

Value alias_dir(Thread& t, Value* args) {
  Value dir = object_find_special(t, self_alias(args)->origin, names::d_dir);
  Value list = dir ? object_call(t, dir, nullptr, 0) : kNull;
  list = list ? object_to_list(t, list) : kNull;
  if (!list) return kNull;
  for (const char* own : {"__origin__", "__args__", "__unpacked__", "__parameters__",
                          "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__",
                          "__copy__", "__deepcopy__"}) {
    Value name = to_value(str_intern(own));
    int known = object_contains(t, list, name);
    if (known < 0 || (!known && !list_append(as_list(list), name))) return kNull;
  }
  return list;
}

Value alias_get_origin(Thread&, Value* args) { return self_alias(args)->origin; }
Value alias_get_args(Thread&, Value* args) { return self_alias(args)->args; }
Value alias_get_unpacked(Thread&, Value* args) {
  return Value::from_bool(self_alias(args)->header.flags & kStarred);
}
Value alias_get_unpacked_args(Thread&, Value* args) {
  PyGenericAlias* alias = self_alias(args);
  bool tuple = (alias->header.flags & kStarred) && alias->origin == to_value(type_tuple);
  return tuple ? alias->args : kNone;
}

const NativeDef kMethods[] = {
    {"__new__(cls, origin, args, /)", alias_new_method, kEffectAllocates},
    {"__repr__(self, /)", alias_repr},
    {"__hash__(self, /)", alias_hash},
    {"__call__(self, /, *args, **kwargs)", alias_call},
    {"__getattribute__(self, name, /)", alias_getattribute},
    {"__eq__(self, value, /)", alias_eq},
    {"__iter__(self, /)", alias_iter},
    {"__or__(self, value, /)", alias_or},
    {"__ror__(self, value, /)", alias_ror},
    {"__getitem__(self, key, /)", alias_getitem},
    {"__mro_entries__(self, bases, /)", alias_mro_entries},
    {"__instancecheck__(self, instance, /)", alias_instancecheck},
    {"__subclasscheck__(self, cls, /)", alias_subclasscheck},
    {"__reduce__(self, /)", alias_reduce},
    {"__dir__(self, /)", alias_dir},
    {"@member __origin__", alias_get_origin, kEffectReads},
    {"@member __args__", alias_get_args, kEffectReads},
    {"@member __unpacked__", alias_get_unpacked, kEffectReads},
    {"@getset __parameters__", alias_get_parameters, kEffectAll, "Type variables in the GenericAlias."},
    {"@getset __typing_unpacked_tuple_args__", alias_get_unpacked_args, kEffectReads},
    {},
};

const TypeSpec kSpec = {
    "types.GenericAlias", nullptr, kTypeBaseable | kTypeHasWeakref,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(PyGenericAlias), .first_value = 8,
     .leaf = false, .owner = nullptr},
    kMethods,
    "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,)."};

}  // namespace

void boot_generic_alias() { type_init_builtin(type_generic_alias, kSpec); }

}  // namespace pyvm
