// property, classmethod and staticmethod.
#include "vm/object/descriptor.h"

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/attr.h"
#include "vm/object/boot.h"
#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

PyType* type_tuplegetter = nullptr;

namespace {

constexpr uint8_t kDocFromGetter = gc::kTypeFlag0;

Value or_none(Value v) { return v ? v : kNone; }
Value null_if_none(Value v) { return v && v.is_none() ? kNull : v; }

constexpr gc::Layout words_layout(uint32_t bytes) {
  return {.trace = nullptr, .finalize = nullptr, .size_of = nullptr, .bytes = bytes, .first_value = 8,
          .leaf = false, .owner = nullptr};
}

// ---- property -----------------------------------------------------------------------------------------------------

PyProperty* self_property(Value* args) { return args[0].as<PyProperty>(); }

Value property_new_method(Thread&, Value* args) {
  return to_value(instance_allocate(args[0].as<PyType>()));
}

// The docstring of the getter is the property's; a subclass keeps it in its instance's dict.
bool take_getter_doc(Thread& t, Value self) {
  auto* property = self.as<PyProperty>();
  if (!property->get) return true;
  Value doc = object_find_attr(t, property->get, names::d_doc);
  if (!doc) return !error_occurred(t);
  property->header.flags |= kDocFromGetter;
  if (type_of(self) == type_property) {
    property->doc = doc;
    gc::barrier(&property->header);
    return true;
  }
  return object_set_attr(t, self, names::d_doc, doc);
}

Value property_init(Thread& t, Value* args) {
  auto* property = self_property(args);
  property->get = null_if_none(args[1]);
  property->set = null_if_none(args[2]);
  property->del = null_if_none(args[3]);
  property->doc = null_if_none(args[4]);
  property->name = kNull;
  property->header.flags &= static_cast<uint8_t>(~kDocFromGetter);
  gc::barrier(&property->header);
  if (!property->doc) return take_getter_doc(t, args[0]) ? kNone : kNull;
  if (type_of(args[0]) != type_property && !object_set_attr(t, args[0], names::d_doc, args[4])) return kNull;
  return kNone;
}

bool raise_lacks(Value* args, const char* what) {
  TextBuffer text;
  text.append("property ");
  Value name = self_property(args)->name;
  PyStr* shown = name ? object_repr(current_thread(), name) : nullptr;
  if (shown) {
    str_append_utf8(shown, text);
    text.append(" ");
  }
  CText cls(type_of(args[1])->qualname);
  text.printf("of '%s' object has no %s", cls.c_str(), what);
  return raise_error(exc::AttributeError, "%s", text.c_str());
}

Value property_get_method(Thread& t, Value* args) {
  if (args[1].is_none()) {
    return args[2].is_none() ? Value(raise_type_error("__get__(None, None) is invalid")) : args[0];
  }
  if (self_property(args)->get) return object_call_args(t, self_property(args)->get, args[1]);
  (void)raise_lacks(args, "getter");
  return kNull;
}
Value property_set_method(Thread& t, Value* args) {
  if (self_property(args)->set) return object_call_args(t, self_property(args)->set, args[1], args[2]);
  (void)raise_lacks(args, "setter");
  return kNull;
}
Value property_delete_method(Thread& t, Value* args) {
  if (self_property(args)->del) return object_call_args(t, self_property(args)->del, args[1]);
  (void)raise_lacks(args, "deleter");
  return kNull;
}

// A copy through the class's constructor with some functions replaced (null: as it was).
Value copy_property(Thread& t, Value self, Value get, Value set, Value del) {
  auto* old = self.as<PyProperty>();
  Value doc = old->header.flags & kDocFromGetter ? kNone : or_none(old->doc);
  if ((old->header.flags & kDocFromGetter) && !get) doc = kNone;
  Value copy = object_call_args(t, to_value(type_of(self)), or_none(get ? get : old->get),
                                or_none(set ? set : old->set), or_none(del ? del : old->del), doc);
  if (copy && is_instance_exact_or_sub(copy, type_property)) {
    copy.as<PyProperty>()->name = old->name;
    gc::barrier(copy.heap());
  }
  return copy;
}
Value property_getter(Thread& t, Value* args) { return copy_property(t, args[0], args[1], kNull, kNull); }
Value property_setter(Thread& t, Value* args) { return copy_property(t, args[0], kNull, args[1], kNull); }
Value property_deleter(Thread& t, Value* args) { return copy_property(t, args[0], kNull, kNull, args[1]); }

Value property_set_name(Thread&, Value* args) {
  PyTuple* given = as_tuple(args[1]);
  if (given->length != 2) {
    return raise_type_error("__set_name__() takes 2 positional arguments but %ld were given",
                            static_cast<long>(given->length));
  }
  self_property(args)->name = given->items[1];
  gc::barrier(args[0].heap());
  return kNone;
}

Value property_get_fget(Thread&, Value* args) { return or_none(self_property(args)->get); }
Value property_get_fset(Thread&, Value* args) { return or_none(self_property(args)->set); }
Value property_get_fdel(Thread&, Value* args) { return or_none(self_property(args)->del); }
Value property_get_doc(Thread&, Value* args) { return or_none(self_property(args)->doc); }
Value property_set_doc(Thread&, Value* args) {
  self_property(args)->doc = args[1];
  gc::barrier(args[0].heap());
  return kNone;
}

// 1, 0, -1.
int is_abstract(Thread& t, Value function) {
  if (!function) return 0;
  Value flag = object_find_attr(t, function, names::d_isabstractmethod);
  if (!flag) return error_occurred(t) ? -1 : 0;
  return object_is_true(t, flag);
}

Value property_is_abstract(Thread& t, Value* args) {
  auto* property = self_property(args);
  for (Value function : {property->get, property->set, property->del}) {
    int found = is_abstract(t, function);
    if (found) return found < 0 ? kNull : kTrue;
  }
  return kFalse;
}

const NativeDef kPropertyMethods[] = {
    {"__new__(cls, /, *args, **kwargs)", property_new_method, kEffectAllocates},
    {"__init__(self, fget=None, fset=None, fdel=None, doc=None)", property_init, kEffectAll,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__get__(self, instance, owner=None, /)", property_get_method, kEffectAll,
     "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", property_set_method, kEffectAll, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", property_delete_method, kEffectAll, "Delete an attribute of instance."},
    {"getter(self, object, /)", property_getter, kEffectAll, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(self, object, /)", property_setter, kEffectAll, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(self, object, /)", property_deleter, kEffectAll, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(self, /, *args)", property_set_name, kEffectWrites, "Method to set name of a property."},
    {"@member fget", property_get_fget, kEffectReads},
    {"@member fset", property_get_fset, kEffectReads},
    {"@member fdel", property_get_fdel, kEffectReads},
    {"@member __doc__", property_get_doc, kEffectReads, nullptr, property_set_doc},
    {"@getset __isabstractmethod__", property_is_abstract, kEffectAll},
    {},
};

const TypeSpec kPropertySpec = {
    "property", nullptr, kTypeBaseable, words_layout(sizeof(PyProperty)), kPropertyMethods,
    "(fget=None, fset=None, fdel=None, doc=None)\n--\n\n"
    "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n"
    "    function to be used for setting an attribute value\n  fdel\n"
    "    function to be used for del\'ing an attribute\n  doc\n    docstring\n\n"
    "Typical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n"
    "    def setx(self, value): self._x = value\n    def delx(self): del self._x\n"
    "    x = property(getx, setx, delx, \"I\'m the \'x\' property.\")\n\n"
    "Decorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n"
    "    def x(self):\n        \"I am the \'x\' property.\"\n        return self._x\n    @x.setter\n"
    "    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x"};

// ---- classmethod, staticmethod ------------------------------------------------------------------------------------

PyMethodHolder* self_holder(Value* args) { return args[0].as<PyMethodHolder>(); }

Value holder_new_method(Thread&, Value* args) {
  HeapObject* object = instance_allocate(args[0].as<PyType>());
  if (object) reinterpret_cast<PyMethodHolder*>(object)->callable = kNone;
  return to_value(object);
}

// Copies what functools.WRAPPER_ASSIGNMENTS names.
bool copy_wrapped_attributes(Thread& t, Value self, Value callable) {
  for (PyStr* name : {names::d_module, names::d_name, names::d_qualname, names::d_doc, names::d_annotations}) {
    Value value = object_find_attr(t, callable, name);
    if (!value && error_occurred(t)) return false;
    if (value && !object_generic_set(t, self, name, value)) return false;
  }
  return true;
}

Value holder_init(Thread& t, Value* args) {
  self_holder(args)->callable = args[1];
  gc::barrier(args[0].heap());
  return copy_wrapped_attributes(t, args[0], args[1]) ? kNone : kNull;
}

Value holder_get_func(Thread&, Value* args) { return self_holder(args)->callable; }

Value holder_is_abstract(Thread& t, Value* args) {
  int found = is_abstract(t, self_holder(args)->callable);
  return found < 0 ? kNull : Value::from_bool(found);
}

Value holder_get_dict(Thread&, Value* args) { return object_dict(args[0]); }
Value holder_set_dict(Thread&, Value* args) {
  if (!args[1] || !(type_of(args[1])->flags & kTypeDict)) {
    return raise_type_error("__dict__ must be set to a dictionary, not a '%s'",
                            args[1] ? type_name(args[1]) : "NoneType");
  }
  self_holder(args)->dict = args[1];
  gc::barrier(args[0].heap());
  return kNone;
}

Value holder_repr(Thread& t, Value* args, const char* what) {
  PyStr* inner = object_repr(t, self_holder(args)->callable);
  if (!inner) return kNull;
  TextBuffer text;
  text.printf("<%s(", what);
  str_append_utf8(inner, text);
  text.append(")>");
  return to_value(str_from_utf8(text.view()));
}
Value classmethod_repr(Thread& t, Value* args) { return holder_repr(t, args, "classmethod"); }
Value staticmethod_repr(Thread& t, Value* args) { return holder_repr(t, args, "staticmethod"); }

Value classmethod_get(Thread& t, Value* args) {
  if (args[1].is_none() && args[2].is_none()) return raise_type_error("__get__(None, None) is invalid");
  Value cls = args[2].is_none() ? to_value(type_of(args[1])) : args[2];
  return class_method_bind(t, self_holder(args)->callable, cls);
}

Value staticmethod_get(Thread&, Value* args) { return self_holder(args)->callable; }
Value staticmethod_call(Thread& t, Value* args) {
  return object_call_tuple(t, self_holder(args)->callable, as_tuple(args[1]), args[2].as<PyDict>());
}

#define PYVM_HOLDER_ROWS                                                                       \
  {"__new__(cls, /, *args, **kwargs)", holder_new_method, kEffectAllocates},                   \
      {"__init__(self, function, /)", holder_init, kEffectAll,                                 \
       "Initialize self.  See help(type(self)) for accurate signature."},                      \
      {"@member __func__", holder_get_func, kEffectReads},                                     \
      {"@member __wrapped__", holder_get_func, kEffectReads},                                  \
      {"@getset __isabstractmethod__", holder_is_abstract, kEffectAll},                        \
      {"@getset __dict__", holder_get_dict, kEffectAll, nullptr, holder_set_dict}

const NativeDef kClassmethodMethods[] = {
    PYVM_HOLDER_ROWS,
    {"__repr__(self, /)", classmethod_repr, kEffectAll, "Return repr(self)."},
    {"__get__(self, instance, owner=None, /)", classmethod_get, kEffectAll,
     "Return an attribute of instance, which is of type owner."},
    {},
};
const NativeDef kStaticmethodMethods[] = {
    PYVM_HOLDER_ROWS,
    {"__repr__(self, /)", staticmethod_repr, kEffectAll, "Return repr(self)."},
    {"__get__(self, instance, owner=None, /)", staticmethod_get, kEffectPure,
     "Return an attribute of instance, which is of type owner."},
    {"__call__(self, /, *args, **kwargs)", staticmethod_call, kEffectAll, "Call self as a function."},
    {},
};

Value* holder_dict_slot(HeapObject* object) { return &reinterpret_cast<PyMethodHolder*>(object)->dict; }

const TypeSpec kClassmethodSpec = {
    "classmethod", nullptr, kTypeBaseable, words_layout(sizeof(PyMethodHolder)), kClassmethodMethods,
    "classmethod(function) -> method\n\nConvert a function to be a class method.\n\n"
    "A class method receives the class as implicit first argument,\n"
    "just like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n"
    "      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\n"
    "It can be called either on the class (e.g. C.f()) or on an instance\n"
    "(e.g. C().f()).  The instance is ignored except for its class.\n"
    "If a class method is called for a derived class, the derived class\n"
    "object is passed as the implied first argument.\n\n"
    "Class methods are different than C++ or Java static methods.\n"
    "If you want those, see the staticmethod builtin.",
    holder_dict_slot};

const TypeSpec kStaticmethodSpec = {
    "staticmethod", nullptr, kTypeBaseable, words_layout(sizeof(PyMethodHolder)), kStaticmethodMethods,
    "staticmethod(function) -> method\n\nConvert a function to be a static method.\n\n"
    "A static method does not receive an implicit first argument.\n"
    "To declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n"
    "         def f(arg1, arg2, argN):\n             ...\n\n"
    "It can be called either on the class (e.g. C.f()) or on an instance\n"
    "(e.g. C().f()). Both the class and the instance are ignored, and\n"
    "neither is passed implicitly as the first argument to the method.\n\n"
    "Static methods in Python are similar to those found in Java or C++.\n"
    "For a more advanced concept, see the classmethod builtin.",
    holder_dict_slot};

Value holder_new(PyType* type, Value callable) {
  auto* holder = reinterpret_cast<PyMethodHolder*>(instance_allocate(type));
  if (holder) holder->callable = callable;
  return to_value(holder);
}

Value holder_new_with_attributes(PyType* type, Value callable) {
  Value holder = holder_new(type, callable);
  if (!holder || !(type->flags & kTypeReady)) return holder;   // while booting
  return copy_wrapped_attributes(current_thread(), holder, callable) ? holder : kNull;
}

}  // namespace

// Those of builtin types (made at boot) get no attributes of their own, as in CPython.
Value staticmethod_new(Value callable) {
  if (type_of(callable) == type_builtin) return holder_new(type_staticmethod, callable);
  return holder_new_with_attributes(type_staticmethod, callable);
}
Value classmethod_new(Value callable) { return holder_new_with_attributes(type_classmethod, callable); }

Value property_new(Value get, Value set, Value del, Value doc) {
  auto* property = reinterpret_cast<PyProperty*>(instance_allocate(type_property));
  if (!property) return kNull;
  property->get = get;
  property->set = set;
  property->del = del;
  property->doc = doc;
  return to_value(property);
}

void boot_descriptor() {
  type_init_builtin(type_property, kPropertySpec);
  type_init_builtin(type_classmethod, kClassmethodSpec);
  type_init_builtin(type_staticmethod, kStaticmethodSpec);
}

}  // namespace pyvm
