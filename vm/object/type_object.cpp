// The methods and attributes of type.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/generic_alias.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

Value type_get_module(Thread& t, PyType* type) {
  if (type->module) return type->module;
  Value module = dict_get_str(type->dict, names::d_module);
  return module ? module : raise_error(exc::AttributeError, "__module__");
}

namespace {

PyType* self_type(Value* args) { return args[0].as<PyType>(); }

bool is_type(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeType); }

bool check_mutable(PyType* type, Value value, const char* attribute) {
  if (!(type->flags & kTypeHeap)) {
    return raise_type_error("cannot set '%s' attribute of immutable type '%s'", attribute, type_name_of(type));
  }
  if (!value) {
    return raise_type_error("cannot delete '%s' attribute of immutable type '%s'", attribute, type_name_of(type));
  }
  return true;
}

// ---- names ------------------------------------------------------------------------------------------------------

Value type_get_name(Thread&, Value* args) { return to_value(self_type(args)->name); }

Value type_set_name(Thread& t, Value* args) {
  PyType* type = self_type(args);
  if (!check_mutable(type, args[1], "__name__")) return kNull;
  if (!is_str(args[1])) {
    return raise_type_error("can only assign string to %s.__name__, not '%s'", type_name_of(type),
                            type_name(args[1]));
  }
  if (!class_check_name(t, as_str(args[1]))) return kNull;
  type->name = as_str(args[1]);
  gc::barrier(&type->header);
  return kNone;
}

Value type_get_qualname(Thread&, Value* args) { return to_value(self_type(args)->qualname); }

Value type_set_qualname(Thread&, Value* args) {
  PyType* type = self_type(args);
  if (!check_mutable(type, args[1], "__qualname__")) return kNull;
  if (!is_str(args[1])) {
    return raise_type_error("can only assign string to %s.__qualname__, not '%s'", type_name_of(type),
                            type_name(args[1]));
  }
  type->qualname = as_str(args[1]);
  gc::barrier(&type->header);
  return kNone;
}

Value type_get_module_attribute(Thread& t, Value* args) { return type_get_module(t, self_type(args)); }

Value type_set_module(Thread&, Value* args) {
  PyType* type = self_type(args);
  if (!check_mutable(type, args[1], "__module__")) return kNull;
  type->module = kNull;
  return type_set_attr(type, names::d_module, args[1]) ? kNone : kNull;
}

Value type_get_doc(Thread& t, Value* args) {
  PyType* type = self_type(args);
  // The namespace may hold a descriptor for instances (property.__doc__).
  if (type->signed_doc) return to_value(str_from_utf8(doc_after_signature(type->signed_doc)));
  Value doc = dict_get_str(type->dict, names::d_doc);
  if (!doc) return kNone;
  return descriptor_bind(t, doc, kNull, type);
}

Value type_set_doc(Thread&, Value* args) {
  PyType* type = self_type(args);
  if (!check_mutable(type, args[1], "__doc__")) return kNull;
  return type_set_attr(type, names::d_doc, args[1]) ? kNone : kNull;
}

Value type_get_text_signature(Thread&, Value* args) {
  const char* doc = self_type(args)->signed_doc;
  if (!doc) return kNone;
  std::string_view text = doc;
  return to_value(str_from_utf8(text.substr(0, text.find(kSignatureEnd))));
}

Value type_get_annotations(Thread& t, Value* args) {
  PyType* type = self_type(args);
  if (!(type->flags & kTypeHeap)) return raise_attribute_error(args[0], names::d_annotations);
  Value found = dict_get_str(type->dict, names::d_annotations);
  if (found) return descriptor_bind(t, found, kNull, type);
  Value fresh = to_value(dict_new());
  return fresh && type_set_attr(type, names::d_annotations, fresh) ? fresh : kNull;
}

Value type_set_annotations(Thread&, Value* args) {
  PyType* type = self_type(args);
  if (!(type->flags & kTypeHeap)) {
    return raise_type_error("cannot set '__annotations__' attribute of immutable type '%s'", type_name_of(type));
  }
  if (args[1]) return type_set_attr(type, names::d_annotations, args[1]) ? kNone : kNull;
  if (!dict_delete_str(type->dict, names::d_annotations)) return raise_error(exc::AttributeError, "__annotations__");
  type_modified(type);
  return kNone;
}

// ---- bases ------------------------------------------------------------------------------------------------------

Value type_get_bases(Thread&, Value* args) { return to_value(self_type(args)->bases); }
Value type_get_mro(Thread&, Value* args) {
  PyTuple* mro = self_type(args)->mro;
  return mro ? to_value(mro) : kNone;
}
Value type_get_base(Thread&, Value* args) {
  PyType* base = self_type(args)->base;
  return base ? to_value(base) : kNone;
}

Value type_set_bases(Thread& t, Value* args) {
  PyType* type = self_type(args);
  return check_mutable(type, args[1], "__bases__") && class_set_bases(t, type, args[1]) ? kNone : kNull;
}

Value type_mro_method(Thread&, Value* args) {
  PyTuple* mro = type_compute_mro(self_type(args));
  return mro ? to_value(list_from(mro->items, mro->length)) : kNull;
}

void append_subclass(PyType* type, void* list) { (void)!list_append(static_cast<PyList*>(list), to_value(type)); }

Value type_subclasses(Thread&, Value* args) {
  PyList* list = list_new(4);
  if (list) type_for_each_subclass(self_type(args), append_subclass, list);
  return to_value(list);
}

// ---- layout -----------------------------------------------------------------------------------------------------

Value type_get_basicsize(Thread&, Value* args) {
  PyType* type = self_type(args);
  return Value::from_small_int(type->native.bytes + 8 * type->member_words);
}
Value type_get_itemsize(Thread&, Value* args) {
  PyType* type = self_type(args);
  return Value::from_small_int(type->flags & kTypeBytes ? 1 : type->flags & kTypeInt ? 4 :
                               type->flags & kTypeTuple ? 8 : 0);
}
Value type_get_dictoffset(Thread&, Value* args) {
  PyType* type = self_type(args);
  return Value::from_small_int((type->flags & kTypeHasDict) || type->dict_slot ? -1 : 0);
}
Value type_get_weakrefoffset(Thread&, Value* args) {
  return Value::from_small_int(self_type(args)->flags & kTypeHasWeakref ? 8 : 0);
}

// CPython's flag bits that programs look at: inspect tests 1 << 20, pickle and copyreg 1 << 9.
Value type_get_flags(Thread&, Value* args) {
  struct Bit {
    uint32_t ours;
    int theirs;
  };
  static const Bit kBits[] = {{kTypeHeap, 9},      {kTypeBaseable, 10}, {kTypeReady, 12},  {kTypeAbstract, 20},
                              {kTypeInt, 24},      {kTypeList, 25},     {kTypeTuple, 26},  {kTypeBytes, 27},
                              {kTypeStr, 28},      {kTypeDict, 29},     {kTypeException, 30}, {kTypeType, 31},
                              {kTypeSequence, 5},  {kTypeMapping, 6}};
  uint32_t flags = self_type(args)->flags;
  int64_t out = int64_t{1} << 14;
  if (!(flags & kTypeHeap)) out |= 1 << 8;
  for (const Bit& bit : kBits) {
    if (flags & bit.ours) out |= int64_t{1} << bit.theirs;
  }
  return Value::from_small_int(out);
}

Value type_get_abstractmethods(Thread&, Value* args) {
  PyType* type = self_type(args);
  Value found = type == type_type ? kNull : dict_get_str(type->dict, names::d_abstractmethods);
  return found ? found : raise_error(exc::AttributeError, "__abstractmethods__");
}

Value type_set_abstractmethods(Thread& t, Value* args) {
  PyType* type = self_type(args);
  if (!args[1]) {
    if (!dict_delete_str(type->dict, names::d_abstractmethods)) {
      return raise_error(exc::AttributeError, "__abstractmethods__");
    }
    type->flags &= ~uint32_t{kTypeAbstract};
    type_modified(type);
    return kNone;
  }
  int abstract = object_is_true(t, args[1]);
  if (abstract < 0 || !type_set_attr(type, names::d_abstractmethods, args[1])) return kNull;
  type->flags = abstract ? type->flags | kTypeAbstract : type->flags & ~uint32_t{kTypeAbstract};
  type_modified(type);
  return kNone;
}

Value type_get_dict(Thread&, Value* args) { return mappingproxy_new(to_value(self_type(args)->dict)); }

// ---- methods ----------------------------------------------------------------------------------------------------

Value type_repr(Thread& t, Value* args) {
  PyType* type = self_type(args);
  Value module = type_get_module(t, type);
  if (!module) error_clear();
  TextBuffer text;
  text.append("<class '");
  if (module && is_str(module) && !str_is(as_str(module), "builtins")) {
    str_append_utf8(as_str(module), text);
    text.append(".");
    str_append_utf8(type->qualname, text);
  } else {
    str_append_utf8(type->builtin_name ? type->qualname : type->name, text);
  }
  text.append("'>");
  return to_value(str_from_utf8(text.view()));
}

bool check_name(Value name) {
  return is_str(name) || raise_type_error("attribute name must be string, not '%s'", type_name(name));
}

Value type_getattribute(Thread& t, Value* args) {
  if (!check_name(args[1])) return kNull;
  PyStr* name = str_intern(as_str(args[1]));
  return name ? object_generic_get(t, args[0], name) : kNull;
}

// A data descriptor on the metaclass first, then the class's namespace.
Value write_class_attribute(Thread& t, Value cls, Value name_value, Value value) {
  if (!check_name(name_value)) return kNull;
  PyStr* name = str_intern(as_str(name_value));
  if (!name) return kNull;
  auto* type = cls.as<PyType>();
  if (!(type->flags & kTypeHeap)) {
    CText text(name);
    return raise_type_error("cannot set '%s' attribute of immutable type '%s'", text.c_str(), type_name_of(type));
  }
  AttrPlan plan;
  resolve_generic_set_attr(cls, name, !value, plan);
  switch (plan.action) {
    case AttrAction::kProperty:
    case AttrAction::kNativeGet:
    case AttrAction::kDescriptor: return attr_set(t, plan, cls, name, value) ? kNone : kNull;
    default: break;
  }
  if (plan.value) return attr_set(t, plan, cls, name, value) ? kNone : kNull;   // a data descriptor that refuses
  if (value) return type_set_attr(type, name, value) ? kNone : kNull;
  if (dict_get_str(type->dict, name)) return type_del_attr(type, name) ? kNone : kNull;
  CText attribute(name);
  return raise_error(exc::AttributeError, "type object '%s' has no attribute '%s'", type_name_of(type),
                     attribute.c_str());
}

Value type_setattr(Thread& t, Value* args) { return write_class_attribute(t, args[0], args[1], args[2]); }
Value type_delattr(Thread& t, Value* args) { return write_class_attribute(t, args[0], args[1], kNull); }

Value type_dir(Thread& t, Value* args) {
  PyDict* all = dict_new();
  if (!all || !class_collect_names(t, all, args[0])) return kNull;
  return object_to_list(t, to_value(all));
}

Value type_sizeof(Thread&, Value*) { return Value::from_small_int(sizeof(PyType)); }

Value type_prepare(Thread&, Value*) { return to_value(dict_new()); }

Value type_instancecheck(Thread& t, Value* args) {
  int result = object_real_isinstance(t, args[1], args[0]);
  return result < 0 ? kNull : Value::from_bool(result);
}
Value type_subclasscheck(Thread& t, Value* args) {
  int result = object_real_issubclass(t, args[1], args[0]);
  return result < 0 ? kNull : Value::from_bool(result);
}

Value type_or(Thread& t, Value* args) { return union_or(t, args[0], args[1]); }
Value type_ror(Thread& t, Value* args) { return union_or(t, args[1], args[0]); }

// type(object) and type(name, bases, dict, **kwargs).
Value type_new_method(Thread& t, Value* args) {
  auto* metatype = args[0].as<PyType>();
  PyTuple* given = as_tuple(args[1]);
  auto* kwargs = args[2].as<PyDict>();
  if (metatype == type_type && given->length == 1 && kwargs->length == 0) return to_value(type_of(given->items[0]));
  if (given->length != 3) {
    if (metatype == type_type && given->length) return raise_type_error("type() takes 1 or 3 arguments");
    return raise_type_error("type.__new__() takes exactly 3 arguments (%ld given)", static_cast<long>(given->length));
  }
  Value name = given->items[0], bases = given->items[1], ns = given->items[2];
  if (!is_str(name)) return raise_type_error("type.__new__() argument 1 must be str, not %s", type_name(name));
  if (!(type_of(bases)->flags & kTypeTuple)) {
    return raise_type_error("type.__new__() argument 2 must be tuple, not %s", type_name(bases));
  }
  if (!(type_of(ns)->flags & kTypeDict)) {
    return raise_type_error("type.__new__() argument 3 must be dict, not %s", type_name(ns));
  }
  PyTuple* base_tuple = as_tuple(bases);
  for (int64_t i = 0; i < base_tuple->length; i++) {
    Value base = base_tuple->items[i];
    if (is_type(base)) continue;
    Value entries = object_find_attr(t, base, names::d_mro_entries);
    if (!entries && error_occurred(t)) return kNull;
    if (entries) {
      return raise_type_error("type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  PyType* winner = class_winning_metatype(metatype, base_tuple);
  if (!winner) return kNull;
  if (winner != metatype) {
    Value winner_new = type_lookup(winner, names::d_new);
    if (winner_new != type_lookup(type_type, names::d_new)) {
      Value function = object_get_attr(t, to_value(winner), names::d_new);
      PyTuple* all = function ? tuple_new(4) : nullptr;
      if (!all) return kNull;
      all->items[0] = to_value(winner);
      for (int i = 0; i < 3; i++) all->items[i + 1] = given->items[i];
      return object_call_tuple(t, function, all, kwargs);
    }
    metatype = winner;
  }
  return type_new(t, metatype, as_str(name), base_tuple, as_dict(ns), kwargs);
}

Value type_init_method(Thread&, Value* args) {
  int64_t n = as_tuple(args[1])->length;
  if (n == 1 && args[2].as<PyDict>()->length) return raise_type_error("type.__init__() takes no keyword arguments");
  if (n != 1 && n != 3) return raise_type_error("type.__init__() takes 1 or 3 arguments");
  return kNone;
}

Value type_call_method(Thread& t, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  auto* kwargs = args[2].as<PyDict>();
  auto* type = args[0].as<PyType>();
  if (kwargs->length == 0) return type_call(t, type, given->items, static_cast<uint32_t>(given->length), nullptr);
  PyTuple* kwnames = tuple_new(kwargs->length);
  PyList* all = list_from(given->items, given->length);
  if (!kwnames || !all) return kNull;
  int64_t position = 0, i = 0;
  Value key, value;
  while (dict_next(kwargs, &position, &key, &value)) {
    kwnames->items[i++] = key;
    if (!list_append(all, value)) return kNull;
  }
  return type_call(t, type, all->items->items, static_cast<uint32_t>(given->length), kwnames);
}

const NativeDef kTypeMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", type_new_method, kEffectAll,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__repr__(self, /)", type_repr, kEffectAll, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", type_call_method, kEffectAll, "Call self as a function."},
    {"__getattribute__(self, name, /)", type_getattribute, kEffectAll, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", type_setattr, kEffectAll, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", type_delattr, kEffectAll, "Implement delattr(self, name)."},
    {"__init__(self, /, *args, **kwargs)", type_init_method, kEffectMayRaise,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__or__(self, value, /)", type_or, kEffectAll, "Return self|value."},
    {"__ror__(self, value, /)", type_ror, kEffectAll, "Return value|self."},
    {"mro(self, /)", type_mro_method, kEffectAll, "Return a type's method resolution order."},
    {"__subclasses__(self, /)", type_subclasses, kEffectReads | kEffectAllocates,
     "Return a list of immediate subclasses."},
    {"@classmethod __prepare__(cls, /, *args, **kwargs)", type_prepare, kEffectAllocates,
     "__prepare__() -> dict\nused to create the namespace for the class statement"},
    {"__instancecheck__(self, instance, /)", type_instancecheck, kEffectAll, "Check if an object is an instance."},
    {"__subclasscheck__(self, subclass, /)", type_subclasscheck, kEffectAll, "Check if a class is a subclass."},
    {"__dir__(self, /)", type_dir, kEffectAll, "Specialized __dir__ implementation for types."},
    {"__sizeof__(self, /)", type_sizeof, kEffectReads, "Return memory consumption of the type object."},
    {"@member __basicsize__", type_get_basicsize, kEffectReads},
    {"@member __itemsize__", type_get_itemsize, kEffectReads},
    {"@member __flags__", type_get_flags, kEffectReads},
    {"@member __weakrefoffset__", type_get_weakrefoffset, kEffectReads},
    {"@member __base__", type_get_base, kEffectReads},
    {"@member __dictoffset__", type_get_dictoffset, kEffectReads},
    {"@member __mro__", type_get_mro, kEffectReads},
    {"@getset __name__", type_get_name, kEffectReads, nullptr, type_set_name},
    {"@getset __qualname__", type_get_qualname, kEffectReads, nullptr, type_set_qualname},
    {"@getset __bases__", type_get_bases, kEffectReads, nullptr, type_set_bases},
    {"@getset __module__", type_get_module_attribute, kEffectReads, nullptr, type_set_module},
    {"@getset __abstractmethods__", type_get_abstractmethods, kEffectReads, nullptr, type_set_abstractmethods},
    {"@getset __dict__", type_get_dict, kEffectReads},
    {"@getset __doc__", type_get_doc, kEffectAll, nullptr, type_set_doc},
    {"@getset __text_signature__", type_get_text_signature, kEffectReads},
    {"@getset __annotations__", type_get_annotations, kEffectAll, nullptr, type_set_annotations},
    {},
};

}  // namespace

void boot_type() {
  static const TypeSpec spec = {
      "type", nullptr, kTypeBaseable | kTypeType | kTypeHasWeakref, kTypeLayout, kTypeMethods,
      "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"};
  type_init_builtin(type_type, spec);
}

}  // namespace pyvm
