// The methods of object.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value from_str(PyStr* s) { return to_value(s); }

// True if the class finds this name in object's own namespace.
bool is_objects(PyType* type, PyStr* name) { return type_lookup(type, name) == type_lookup(type_object, name); }

bool raise_abstract(Thread& t, PyType* type) {
  Value names = dict_get_str(type->dict, names::d_abstractmethods);
  Value list = names ? object_to_list(t, names) : kNull;
  if (!list) return false;
  if (!object_call_method(t, list, str_intern("sort"), nullptr, 0)) return false;
  PyList* sorted = as_list(list);
  TextBuffer text;
  for (int64_t i = 0; i < sorted->length; i++) {
    if (i) text.append(", ");
    if (is_str(sorted->items->items[i])) str_append_utf8(as_str(sorted->items->items[i]), text);
  }
  CText name(type->name);
  return raise_type_error("Can't instantiate abstract class %s with abstract method%s %s", name.c_str(),
                          sorted->length > 1 ? "s" : "", text.c_str());
}

Value object_new(Thread& t, Value* args) {
  auto* type = args[0].as<PyType>();
  bool excess = as_tuple(args[1])->length || args[2].as<PyDict>()->length;
  if (excess && !object_new_check(type, 1)) return kNull;
  if (type->flags & kTypeAbstract) {
    (void)raise_abstract(t, type);
    return kNull;
  }
  return to_value(instance_allocate(type));
}

Value object_init(Thread& t, Value* args) {
  if (as_tuple(args[1])->length == 0 && args[2].as<PyDict>()->length == 0) return kNone;
  PyType* type = type_of(args[0]);
  if (!is_objects(type, names::d_init)) {
    return raise_type_error("object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (is_objects(type, names::d_new)) {
    return raise_type_error("%s.__init__() takes exactly one argument (the instance to initialize)",
                            type_name_of(type));
  }
  return kNone;
}

bool check_attribute_name(Value name) {
  return is_str(name) || raise_type_error("attribute name must be string, not '%s'", type_name(name));
}

Value object_getattribute(Thread& t, Value* args) {
  if (!check_attribute_name(args[1])) return kNull;
  PyStr* name = str_intern(as_str(args[1]));
  return name ? object_generic_get(t, args[0], name) : kNull;
}

// object's methods must not be used to get round a class between it and the instance's builtin class.
bool check_setattr_receiver(Value self, const char* method) {
  if (!self.is_heap() || !(type_of(self)->flags & kTypeType)) return true;
  return raise_type_error("can't apply this %s to %s object", method, type_name(self));
}

Value object_setattr(Thread& t, Value* args) {
  if (!check_attribute_name(args[1]) || !check_setattr_receiver(args[0], "__setattr__")) return kNull;
  PyStr* name = str_intern(as_str(args[1]));
  return name && object_generic_set(t, args[0], name, args[2]) ? kNone : kNull;
}

Value object_delattr(Thread& t, Value* args) {
  if (!check_attribute_name(args[1]) || !check_setattr_receiver(args[0], "__delattr__")) return kNull;
  PyStr* name = str_intern(as_str(args[1]));
  return name && object_generic_set(t, args[0], name, kNull) ? kNone : kNull;
}

Value object_repr_method(Thread& t, Value* args) {
  PyType* type = type_of(args[0]);
  Value module = type_get_module(t, type);
  if (!module) error_clear();
  TextBuffer text;
  text.append("<");
  if (module && is_str(module) && !str_is(as_str(module), "builtins")) {
    str_append_utf8(as_str(module), text);
    text.append(".");
    str_append_utf8(type->qualname, text);
  } else {
    text.append(type_name_of(type));
  }
  text.printf(" object at %p>", args[0].as<void>());
  return from_str(str_from_utf8(text.view()));
}

Value object_str_method(Thread& t, Value* args) { return from_str(object_repr(t, args[0])); }

Value object_hash_method(Thread&, Value* args) { return int_from_int64(identity_hash(args[0])); }

Value object_eq(Thread&, Value* args) { return args[0] == args[1] ? kTrue : kNotImplemented; }

Value object_ne(Thread& t, Value* args) {
  Value eq = object_find_special(t, args[0], names::d_eq);
  if (!eq) return error_occurred(t) ? kNull : kNotImplemented;
  Value result = object_call_args(t, eq, args[1]);
  if (!result || result == kNotImplemented) return result;
  int truth = object_is_true(t, result);
  return truth < 0 ? kNull : Value::from_bool(!truth);
}

Value object_not_ordered(Thread&, Value*) { return kNotImplemented; }

Value object_format_method(Thread& t, Value* args) {
  if (!is_str(args[1])) return raise_type_error("__format__() argument must be str, not %s", type_name(args[1]));
  if (as_str(args[1])->length) {
    return raise_type_error("unsupported format string passed to %s.__format__", type_name(args[0]));
  }
  return from_str(object_str(t, args[0]));
}

Value object_sizeof(Thread&, Value* args) {
  if (!args[0].is_heap()) return Value::from_small_int(8);
  const Shape* shape = shape_of(args[0].heap());
  size_t bytes = shape->size_of ? shape->size_of(args[0].heap()) : shape->bytes;
  return Value::from_small_int(static_cast<int64_t>(bytes));
}

// ---- __dir__ ------------------------------------------------------------------------------------------------------

Value object_dir(Thread& t, Value* args) {
  PyDict* all = dict_new();
  if (!all) return kNull;
  Value own = object_find_attr(t, args[0], names::d_dict);
  if (!own && error_occurred(t)) return kNull;
  if (own && type_of(own)->flags & kTypeDict && !dict_update(t, all, own)) return kNull;
  Value cls = object_find_attr(t, args[0], names::d_class);
  if (!cls && error_occurred(t)) return kNull;
  if (cls && !class_collect_names(t, all, cls)) return kNull;
  return object_to_list(t, to_value(all));
}

// ---- __class__ ----------------------------------------------------------------------------------------------------

Value object_get_class(Thread&, Value* args) { return to_value(type_of(args[0])); }

// The class whose instances have the layout that both may share: builtin part and __slots__.
bool same_layout(const PyType* a, const PyType* b) {
  if (a->native.bytes != b->native.bytes || a->native.trace != b->native.trace) return false;
  if (a->native.size_of != b->native.size_of || a->native.finalize != b->native.finalize) return false;
  constexpr uint32_t kSame = kTypeHasDict | kTypeHasWeakref;
  if ((a->flags & kSame) != (b->flags & kSame) || a->dict_slot != b->dict_slot) return false;
  if (a->member_words != b->member_words) return false;
  return class_solid_base(a) == class_solid_base(b) || class_same_slots(a, b);
}

// The shape below `root` that has the attributes of `from` in the same places; null: only kDict mode will do.
Shape* translate_shape(const Shape* from, Shape* root) {
  Shape* shape = root;
  const Shape* chain[kMaxShapeAttributes];
  for (const Shape* s = from; s->parent; s = s->parent) chain[s->count - 1] = s;
  for (uint32_t i = 0; shape && i < from->count; i++) shape = shape_add(shape, chain[i]->key);
  return shape;
}

Value object_set_class(Thread& t, Value* args) {
  if (!args[1]) return raise_type_error("can't delete __class__ attribute");
  if (!(type_of(args[1])->flags & kTypeType)) {
    return raise_type_error("__class__ must be set to a class, not '%s' object", type_name(args[1]));
  }
  PyType* from = type_of(args[0]);
  auto* to = args[1].as<PyType>();
  bool modules = type_is_subtype(from, type_module) && type_is_subtype(to, type_module);
  if (!modules && !((from->flags & kTypeHeap) && (to->flags & kTypeHeap))) {
    return raise_type_error("__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (!same_layout(from, to)) {
    return raise_type_error("__class__ assignment: '%s' object layout differs from '%s'", type_name_of(to),
                            type_name_of(from));
  }
  HeapObject* object = args[0].heap();
  Shape* shape = shape_of(object);
  Shape* root = shape_root_like(to, shape->root);
  if (!root) return kNull;
  Shape* target = shape->mode == ShapeMode::kDict ? nullptr : translate_shape(shape, root);
  if (!target) {
    target = shape_dict_mode(root);
    if (!target || !instance_dict(object)) return kNull;
  }
  object->layout = target->id();
  gc::barrier(object);
  return kNone;
}

// ---- copying and pickling -------------------------------------------------------------------------------------------

Value import_attribute(Thread& t, const char* module_name, const char* name) {
  Value module = import_module(t, str_intern(module_name));
  return module ? object_get_attr(t, module, str_intern(name)) : kNull;
}

}  // namespace

Value object_default_state(Thread& t, Value self) {
  Value state = object_find_attr(t, self, names::d_dict);
  if (!state) {
    if (error_occurred(t)) return kNull;
    state = kNone;
  } else if ((type_of(state)->flags & kTypeDict) && state.as<PyDict>()->length == 0) {
    state = kNone;
  } else if (type_of(state)->flags & kTypeDict) {
    state = to_value(dict_copy(state.as<PyDict>()));
    if (!state) return kNull;
  }
  PyType* type = type_of(self);
  PyDict* slots = nullptr;
  for (int64_t i = type->mro->length - 1; i >= 0; i--) {
    auto* base = type->mro->items[i].as<PyType>();
    if (!base->slot_names) continue;
    PyTuple* names = as_tuple(base->slot_names);
    for (int64_t k = 0; k < names->length; k++) {
      Value value = object_find_attr(t, self, as_str(names->items[k]));
      if (!value && error_occurred(t)) return kNull;
      if (!value) continue;
      if (!slots) slots = dict_new();
      if (!slots || !dict_set_str(slots, as_str(names->items[k]), value)) return kNull;
    }
  }
  if (!slots) return state;
  Value pair[2] = {state, to_value(slots)};
  return to_value(tuple_from(pair, 2));
}

namespace {

Value object_getstate(Thread& t, Value* args) { return object_default_state(t, args[0]); }

// Arguments for __newobj__ from __getnewargs_ex__ or __getnewargs__. *kwargs stays null without keywords.
bool new_arguments(Thread& t, Value self, Value* positional, Value* kwargs) {
  Value getter = object_find_special(t, self, str_intern("__getnewargs_ex__"));
  if (getter) {
    Value pair = object_call(t, getter, nullptr, 0);
    if (!pair) return false;
    if (!(type_of(pair)->flags & kTypeTuple)) {
      return raise_type_error("__getnewargs_ex__ should return a tuple, not '%s'", type_name(pair));
    }
    if (as_tuple(pair)->length != 2) {
      return raise_value_error("__getnewargs_ex__ should return a tuple of length 2, not %ld",
                               static_cast<long>(as_tuple(pair)->length));
    }
    *positional = as_tuple(pair)->items[0];
    *kwargs = as_tuple(pair)->items[1];
    if (!(type_of(*positional)->flags & kTypeTuple)) {
      return raise_type_error("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'",
                              type_name(*positional));
    }
    if (type_of(*kwargs)->flags & kTypeDict) return true;
    return raise_type_error("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'",
                            type_name(*kwargs));
  }
  if (error_occurred(t)) return false;
  getter = object_find_special(t, self, names::d_getnewargs);
  if (!getter) {
    *positional = to_value(tuple_empty());
    return !error_occurred(t);
  }
  *positional = object_call(t, getter, nullptr, 0);
  if (!*positional) return false;
  if (type_of(*positional)->flags & kTypeTuple) return true;
  return raise_type_error("__getnewargs__ should return a tuple, not '%s'", type_name(*positional));
}

bool has_opaque_part(PyType* type, bool has_new_args) {
  if (has_new_args) return false;
  uint32_t containers = kTypeList | kTypeDict;
  if (type->flags & containers) return false;
  return type->native.bytes > sizeof(HeapObject) || type->native.size_of;
}

Value reduce_new_style(Thread& t, Value self) {
  PyType* type = type_of(self);
  if (type->flags & kTypeNoNew) return raise_type_error("cannot pickle '%s' object", type_name(self));
  Value positional, kwargs = kNull;
  if (!new_arguments(t, self, &positional, &kwargs)) return kNull;
  Value getstate = object_get_attr(t, self, names::d_getstate);
  if (!getstate) return kNull;
  bool own_getstate = !is_objects(type, names::d_getstate);
  bool has_args = as_tuple(positional)->length || kwargs;
  if (!own_getstate && has_opaque_part(type, has_args) && !(type->flags & kTypeException)) {
    return raise_type_error("cannot pickle '%s' object", type_name(self));
  }
  Value state = object_call(t, getstate, nullptr, 0);
  if (!state) return kNull;
  Value result[5] = {kNull, kNull, state, kNone, kNone};
  bool keywords = kwargs && kwargs.as<PyDict>()->length;
  result[0] = import_attribute(t, "copyreg", keywords ? "__newobj_ex__" : "__newobj__");
  if (!result[0]) return kNull;
  if (keywords) {
    Value args[3] = {to_value(type), positional, kwargs};
    result[1] = to_value(tuple_from(args, 3));
  } else {
    PyTuple* given = as_tuple(positional);
    PyTuple* args = tuple_new(given->length + 1);
    if (!args) return kNull;
    args->items[0] = to_value(type);
    for (int64_t i = 0; i < given->length; i++) args->items[i + 1] = given->items[i];
    result[1] = to_value(args);
  }
  if (type->flags & kTypeList) result[3] = object_iter(t, self);
  if (type->flags & kTypeDict) {
    Value items = object_call_method(t, self, names::items, nullptr, 0);
    result[4] = items ? object_iter(t, items) : kNull;
  }
  if (!result[1] || !result[3] || !result[4]) return kNull;
  return to_value(tuple_from(result, 5));
}

Value reduce_old_style(Thread& t, Value self, Value protocol) {
  Value function = import_attribute(t, "copyreg", "_reduce_ex");
  return function ? object_call_args(t, function, self, protocol) : kNull;
}

Value object_reduce(Thread& t, Value* args) { return reduce_old_style(t, args[0], Value::from_small_int(0)); }

Value object_reduce_ex(Thread& t, Value* args) {
  int64_t protocol;
  if (!object_index(t, args[1], &protocol)) return kNull;
  Value own = object_find_special(t, args[0], names::d_reduce);
  if (!own) return kNull;
  if (!is_objects(type_of(args[0]), names::d_reduce)) return object_call(t, own, nullptr, 0);
  return protocol >= 2 ? reduce_new_style(t, args[0]) : reduce_old_style(t, args[0], args[1]);
}

Value object_init_subclass(Thread&, Value*) { return kNone; }
Value object_subclasshook(Thread&, Value*) { return kNotImplemented; }

const NativeDef kObjectMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", object_new, kEffectAll,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__(self, /)", object_repr_method, kEffectAll, "Return repr(self)."},
    {"__hash__(self, /)", object_hash_method, kEffectPure, "Return hash(self)."},
    {"__str__(self, /)", object_str_method, kEffectAll, "Return str(self)."},
    {"__getattribute__(self, name, /)", object_getattribute, kEffectAll, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", object_setattr, kEffectAll, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", object_delattr, kEffectAll, "Implement delattr(self, name)."},
    {"__lt__(self, value, /)", object_not_ordered, kEffectPure, "Return self<value."},
    {"__le__(self, value, /)", object_not_ordered, kEffectPure, "Return self<=value."},
    {"__eq__(self, value, /)", object_eq, kEffectPure, "Return self==value."},
    {"__ne__(self, value, /)", object_ne, kEffectAll, "Return self!=value."},
    {"__gt__(self, value, /)", object_not_ordered, kEffectPure, "Return self>value."},
    {"__ge__(self, value, /)", object_not_ordered, kEffectPure, "Return self>=value."},
    {"__init__(self, /, *args, **kwargs)", object_init, kEffectMayRaise,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__reduce_ex__(self, protocol, /)", object_reduce_ex, kEffectAll, "Helper for pickle."},
    {"__reduce__(self, /)", object_reduce, kEffectAll, "Helper for pickle."},
    {"__getstate__(self, /)", object_getstate, kEffectAll, "Helper for pickle."},
    {"@classmethod __subclasshook__(cls, *args)", object_subclasshook, kEffectPure,
     "Abstract classes can override this to customize issubclass().\n\n"
     "This is invoked early on by abc.ABCMeta.__subclasscheck__().\n"
     "It should return True, False or NotImplemented.  If it returns\n"
     "NotImplemented, the normal algorithm is used.  Otherwise, it\n"
     "overrides the normal algorithm (and the outcome is cached).\n"},
    {"@classmethod __init_subclass__(cls)", object_init_subclass, kEffectPure,
     "This method is called when a class is subclassed.\n\n"
     "The default implementation does nothing. It may be\noverridden to extend subclasses.\n"},
    {"__format__(self, format_spec, /)", object_format_method, kEffectAll, "Default object formatter."},
    {"__sizeof__(self, /)", object_sizeof, kEffectReads, "Size of object in memory, in bytes."},
    {"__dir__(self, /)", object_dir, kEffectAll, "Default dir() implementation."},
    {"@getset __class__", object_get_class, kEffectReads, "the object's class", object_set_class},
    {},
};

const TypeSpec kObjectSpec = {
    "object", nullptr, kTypeBaseable,
    {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = sizeof(HeapObject), .first_value = 8,
     .leaf = true, .owner = nullptr},
    kObjectMethods,
    "()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n"
    "instance that has no instance attributes and cannot be given any.\n"};

}  // namespace

bool object_new_check(PyType* type, uint32_t argc) {
  if (argc == 0) return true;
  if (!is_objects(type, names::d_new)) {
    return raise_type_error("object.__new__() takes exactly one argument (the type to instantiate)");
  }
  if (is_objects(type, names::d_init)) {
    return raise_type_error("%s() takes no arguments", type_name_of(type));
  }
  return true;
}

void boot_object() { type_init_builtin(type_object, kObjectSpec); }

}  // namespace pyvm
