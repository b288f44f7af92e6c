// __slots__, and the __dict__ and __weakref__ descriptors of classes.
#include "vm/object/slots.h"

#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/str_methods.h"
#include "vm/object/type.h"
#include "vm/object/weakref.h"
#include "vm/run/thread.h"

namespace pyvm {

// ---- __dict__ and __weakref__ of instances ----------------------------------------------------------------------

Value instance_get_dict(Thread&, Value* args) {
  // Reached by a metaclass that inherits from a plain class first.
  if (type_of(args[0])->flags & kTypeType) return mappingproxy_new(to_value(args[0].as<PyType>()->dict));
  Value dict = object_dict(args[0]);
  if (dict || error_occurred(current_thread())) return dict;
  return raise_attribute_error(args[0], names::d_dict);
}

Value instance_put_dict(Thread&, Value* args) {
  Value dict = args[1];
  PyType* type = type_of(args[0]);
  if (type->flags & kTypeType) {
    return raise_error(exc::AttributeError, "attribute '__dict__' of 'type' objects is not writable");
  }
  if (type_is_subtype(type, type_module)) return raise_error(exc::AttributeError, "readonly attribute");
  if (dict && !(type_of(dict)->flags & kTypeDict)) {
    return raise_type_error("__dict__ must be set to a dictionary, not a '%s'", type_name(dict));
  }
  if (!dict) {
    dict = to_value(dict_new());
    if (!dict) return kNull;
  }
  HeapObject* object = args[0].heap();
  if (Value* (*slot)(HeapObject*) = type->dict_slot) {
    *slot(object) = dict;
    gc::barrier(object);
    return kNone;
  }
  return instance_set_dict(object, dict) ? kNone : kNull;
}

Value builtin_put_dict(Thread& t, Value* args) {
  if (!args[1]) return raise_type_error("cannot delete __dict__");
  return instance_put_dict(t, args);
}

Value instance_get_weakref(Thread&, Value* args) {
  Value first = weakref_first(args[0]);
  return first ? first : kNone;
}

static const NativeDef kInstanceDictDef = {"@getset __dict__", instance_get_dict, kEffectAll,
                                    "dictionary for instance variables (if defined)", instance_put_dict};
static const NativeDef kInstanceWeakrefDef = {"@getset __weakref__", instance_get_weakref, kEffectReads,
                                       "list of weak references to the object (if defined)"};

// ---- __slots__ ----------------------------------------------------------------------------------------------------

namespace {

bool is_identifier(PyStr* name) {
  Value self(&name->header);
  return str_methods::isidentifier(current_thread(), &self).is_true();
}

bool has_prefix(const PyStr* name, std::string_view prefix) {
  if (name->length < prefix.size()) return false;
  for (size_t i = 0; i < prefix.size(); i++) {
    if (name->at(i) != static_cast<unsigned char>(prefix[i])) return false;
  }
  return true;
}

// __name in class C becomes _C__name.
PyStr* mangle(const PyStr* class_name, PyStr* name) {
  uint64_t n = name->length;
  if (!has_prefix(name, "__") || (name->at(n - 1) == '_' && name->at(n - 2) == '_')) return str_intern(name);
  TextBuffer cls;
  str_append_utf8(class_name, cls);
  std::string_view stripped = cls.view();
  while (!stripped.empty() && stripped[0] == '_') stripped.remove_prefix(1);
  if (stripped.empty()) return str_intern(name);
  TextBuffer mangled;
  mangled.append("_");
  mangled.append(stripped);
  str_append_utf8(name, mangled);
  return str_intern(mangled.view());
}

struct SlotRequest {
  PyList* names;       // members, mangled
  bool dict, weakref;
};

bool read_slot(PyType* type, Value entry, SlotRequest* out) {
  if (!is_str(entry)) return raise_type_error("__slots__ items must be strings, not '%s'", type_name(entry));
  PyStr* name = as_str(entry);
  if (!is_identifier(name)) return raise_type_error("__slots__ must be identifiers");
  if (str_is(name, "__dict__")) {
    if (out->dict || (type->flags & kTypeHasDict) || type->dict_slot) {
      return raise_type_error("__dict__ slot disallowed: we already got one");
    }
    return out->dict = true;
  }
  if (str_is(name, "__weakref__")) {
    if (out->weakref || (type->flags & kTypeHasWeakref)) {
      return raise_type_error(
          "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
    }
    return out->weakref = true;
  }
  PyStr* mangled = mangle(type->name, name);
  if (!mangled || !list_append(out->names, to_value(mangled))) return false;
  if (!dict_get_str(type->dict, mangled) || mangled == names::d_qualname || mangled == names::d_classcell) return true;
  Value shown = to_value(object_repr(current_thread(), to_value(mangled)));
  if (!shown) return false;
  CText text(as_str(shown));
  return raise_value_error("%s in __slots__ conflicts with class variable", text.c_str());
}

bool read_slots(Thread& t, PyType* type, Value slots, SlotRequest* out) {
  out->names = list_new(4);
  if (!out->names) return false;
  PyTuple* entries = is_str(slots) ? tuple_from(&slots, 1) : object_to_tuple(t, slots);
  if (!entries) return false;
  bool varying = (type->flags & (kTypeInt | kTypeTuple | kTypeBytes | kTypeType)) != 0;
  if (entries->length && varying) {
    return raise_type_error("nonempty __slots__ not supported for subtype of '%s'", type_name_of(type->base));
  }
  for (int64_t i = 0; i < entries->length; i++) {
    if (!read_slot(type, entries->items[i], out)) return false;
  }
  return true;
}

bool add_members(Thread& t, PyType* type, PyList* names) {
  if (names->length > 1) {
    if (!object_call_method(t, to_value(names), str_intern("sort"), nullptr, 0)) return false;
  }
  for (int64_t i = 0; i < names->length; i++) {
    PyStr* name = as_str(names->items->items[i]);
    Value member = native_new_slot_member(type, name, type->member_words++);
    if (!member || !dict_set_str(type->dict, name, member)) return false;
  }
  type->slot_names = to_value(tuple_from(names->items->items, names->length));
  gc::barrier(&type->header);
  return !type->slot_names.is_null();
}

}  // namespace

bool class_apply_slots(Thread& t, PyType* type) {
  Value slots = dict_get_str(type->dict, names::d_slots);
  bool had_dict = (type->flags & kTypeHasDict) || type->dict_slot;
  bool had_weakref = type->flags & kTypeHasWeakref;
  SlotRequest request{nullptr, false, false};
  if (slots) {
    if (!read_slots(t, type, slots, &request) || !add_members(t, type, request.names)) return false;
  } else {
    request.dict = !had_dict && !(type->flags & kTypeType);
    // As in CPython, objects of varying size cannot be weakly referenced.
    request.weakref = !had_weakref && !(type->flags & (kTypeInt | kTypeTuple | kTypeBytes | kTypeType));
    if (type->flags & kTypeType) type->flags |= kTypeHasWeakref;
  }
  if (request.dict) {
    type->flags |= kTypeHasDict;
    if (!dict_get_str(type->dict, names::d_dict) && !native_add_to_type(type, kInstanceDictDef)) return false;
  }
  if (request.weakref) {
    type->flags |= kTypeHasWeakref;
    if (!dict_get_str(type->dict, names::d_weakref) && !native_add_to_type(type, kInstanceWeakrefDef)) return false;
  }
  return true;
}

}  // namespace pyvm
