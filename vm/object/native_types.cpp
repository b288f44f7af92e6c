// What Python sees of builtin functions and of the descriptors of builtin types.
#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/boot.h"
#include "vm/object/class.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/run.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

PyNative* self_native(Value* args) { return args[0].as<PyNative>(); }

bool belongs_to_type(const PyNative* native) {
  return native->kind() == NativeKind::kNew || native->kind() == NativeKind::kStaticMethod;
}

// What the function is bound to, for repr and __self__: an object, a class, or null for functions of a module.
Value bound_to(const PyNative* native) {
  if (native->self) return native->self;
  return native->kind() == NativeKind::kNew ? native->owner : kNull;
}

Value native_get_name(Thread&, Value* args) { return to_value(self_native(args)->name); }

Value native_get_qualname(Thread&, Value* args) {
  PyNative* native = self_native(args);
  Value owner = native->owner;
  Value self = bound_to(native);
  if (self && type_of(args[0]) == type_builtin) {
    bool is_class = self.is_heap() && (type_of(self)->flags & kTypeType);
    owner = is_class ? self : to_value(type_of(self));
  }
  if (!owner) return to_value(native->name);
  TextBuffer text;
  str_append_utf8(owner.as<PyType>()->qualname, text);
  text.append(".");
  str_append_utf8(native->name, text);
  return to_value(str_from_utf8(text.view()));
}

Value native_get_doc(Thread&, Value* args) {
  const NativeDef* def = self_native(args)->def;
  return def && def->doc ? to_value(str_from_utf8(def->doc)) : kNone;
}

Value native_get_text_signature(Thread&, Value* args) {
  PyStr* text = native_text_signature(self_native(args));
  return text ? to_value(text) : kNone;
}

Value native_get_objclass(Thread&, Value* args) { return self_native(args)->owner; }

Value native_get_module(Thread&, Value* args) {
  Value module = self_native(args)->module;
  return module && !self_native(args)->self ? module : kNone;
}

Value native_get_self(Thread&, Value* args) {
  PyNative* native = self_native(args);
  Value self = bound_to(native);
  if (self || !native->module) return self ? self : kNone;
  Value module = sys_modules() ? dict_get_str(sys_modules(), as_str(native->module)) : kNull;
  return module ? module : kNone;
}

Value native_call_method(Thread& t, Value* args) {
  return object_call_tuple(t, args[0], as_tuple(args[1]), args[2].as<PyDict>());
}

Value builtin_getattr(Thread& t) {
  PyDict* builtins = current_builtins(t);
  return builtins ? dict_get_str(builtins, str_intern("getattr")) : kNull;
}

Value reduce_as_getattr(Thread& t, Value owner, PyStr* name) {
  Value getter = builtin_getattr(t);
  if (!getter) return raise_error(exc::RuntimeError, "unable to find the builtin getattr");
  Value pair[2] = {owner, to_value(name)};
  Value result[2] = {getter, to_value(tuple_from(pair, 2))};
  return result[1] ? to_value(tuple_from(result, 2)) : kNull;
}

Value builtin_reduce(Thread& t, Value* args) {
  PyNative* native = self_native(args);
  Value self = bound_to(native);
  if (!self && native->owner && belongs_to_type(native)) self = native->owner;
  return self ? reduce_as_getattr(t, self, native->name) : to_value(native->name);
}

Value descriptor_reduce(Thread& t, Value* args) {
  return reduce_as_getattr(t, self_native(args)->owner, self_native(args)->name);
}

Value builtin_repr(Thread&, Value* args) {
  PyNative* native = self_native(args);
  CText name(native->name);
  Value self = bound_to(native);
  if (!self && belongs_to_type(native)) self = native->owner;
  if (!self) return to_value(str_format("<built-in function %s>", name.c_str()));
  return to_value(str_format("<built-in method %s of %s object at %p>", name.c_str(), type_name(self),
                             self.as<void>()));
}

Value same_function(Value* args, PyType* type) {
  if (type_of(args[1]) != type) return kNotImplemented;
  auto *a = self_native(args), *b = args[1].as<PyNative>();
  return Value::from_bool(a->self == b->self && a->def == b->def && a->owner == b->owner);
}
Value builtin_eq(Thread&, Value* args) { return same_function(args, type_builtin); }
Value wrapper_eq(Thread&, Value* args) { return same_function(args, type_method_wrapper); }

Value native_hash(Thread&, Value* args) {
  PyNative* native = self_native(args);
  auto def = static_cast<int64_t>(reinterpret_cast<uintptr_t>(native->def) >> 3);
  return Value::from_small_int((def ^ (native->self ? identity_hash(native->self) : 0)) & 0xFFFFFFFFFFFF);
}

// ---- descriptors ------------------------------------------------------------------------------------------------

Value describe(Value* args, const char* what) {
  CText name(self_native(args)->name);
  return to_value(str_format("<%s '%s' of '%s' objects>", what, name.c_str(),
                             type_name_of(self_native(args)->owner.as<PyType>())));
}
Value method_descriptor_repr(Thread&, Value* args) { return describe(args, "method"); }
Value wrapper_descriptor_repr(Thread&, Value* args) { return describe(args, "slot wrapper"); }
Value getset_repr(Thread&, Value* args) { return describe(args, "attribute"); }
Value member_repr(Thread&, Value* args) { return describe(args, "member"); }
Value method_wrapper_repr(Thread&, Value* args) {
  PyNative* native = self_native(args);
  CText name(native->name);
  return to_value(str_format("<method-wrapper '%s' of %s object at %p>", name.c_str(), type_name(native->self),
                             native->self.as<void>()));
}

// True if __get__ was called for the class (instance None).
bool for_class(Value* args) { return args[1].is_none(); }

bool check_get_arguments(Value* args) {
  return !for_class(args) || !args[2].is_none() || raise_type_error("__get__(None, None) is invalid");
}

Value method_descriptor_get(Thread&, Value* args) {
  if (!check_get_arguments(args)) return kNull;
  return for_class(args) ? args[0] : native_bind_self(self_native(args), args[1]);
}

Value getset_get(Thread& t, Value* args) {
  if (!check_get_arguments(args)) return kNull;
  return for_class(args) ? args[0] : native_getset_get(t, self_native(args), args[1]);
}
Value getset_set(Thread& t, Value* args) {
  return native_getset_set(t, self_native(args), args[1], args[2]) ? kNone : kNull;
}
Value getset_delete(Thread& t, Value* args) {
  return native_getset_set(t, self_native(args), args[1], kNull) ? kNone : kNull;
}

Value classmethod_descriptor_get(Thread&, Value* args) {
  PyNative* native = self_native(args);
  auto* owner = native->owner.as<PyType>();
  CText name(native->name);
  Value cls = args[2].is_none() && !for_class(args) ? to_value(type_of(args[1])) : args[2];
  if (cls.is_none()) {
    return raise_type_error("descriptor '%s' for type '%s' needs either an object or a type", name.c_str(),
                            type_name_of(owner));
  }
  if (!(type_of(cls)->flags & kTypeType)) {
    return raise_type_error("descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", name.c_str(),
                            type_name_of(owner), type_name(cls));
  }
  return native_bind_self(native, cls);
}

Value classmethod_descriptor_call(Thread& t, Value* args) {
  PyNative* native = self_native(args);
  PyTuple* given = as_tuple(args[1]);
  if (given->length == 0) {
    CText name(native->name);
    return raise_type_error("descriptor '%s' of '%s' object needs an argument", name.c_str(),
                            type_name_of(native->owner.as<PyType>()));
  }
  Value get_args[3] = {args[0], kNone, given->items[0]};
  Value bound = classmethod_descriptor_get(t, get_args);
  PyTuple* rest = bound ? tuple_from(given->items + 1, given->length - 1) : nullptr;
  return rest ? object_call_tuple(t, bound, rest, args[2].as<PyDict>()) : kNull;
}

constexpr const char* kCallDoc = "Call self as a function.";
constexpr const char* kReprDoc = "Return repr(self).";
constexpr const char* kGetDoc = "Return an attribute of instance, which is of type owner.";

const NativeDef kBuiltinMethods[] = {
    {"__repr__(self, /)", builtin_repr, kEffectAllocates, kReprDoc},
    {"__hash__(self, /)", native_hash, kEffectPure, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call_method, kEffectAll, kCallDoc},
    {"__eq__(self, value, /)", builtin_eq, kEffectPure, "Return self==value."},
    {"__reduce__(self, /)", builtin_reduce, kEffectAll},
    {"@member __module__", native_get_module, kEffectReads},
    {"@getset __doc__", native_get_doc, kEffectReads},
    {"@getset __name__", native_get_name, kEffectReads},
    {"@getset __qualname__", native_get_qualname, kEffectReads},
    {"@getset __self__", native_get_self, kEffectReads},
    {"@getset __text_signature__", native_get_text_signature, kEffectReads},
    {},
};

#define PYVM_DESCRIPTOR_NAMES                                  \
  {"@member __objclass__", native_get_objclass, kEffectReads}, \
      {"@member __name__", native_get_name, kEffectReads},     \
      {"@getset __doc__", native_get_doc, kEffectReads},       \
      {"@getset __qualname__", native_get_qualname, kEffectReads}
#define PYVM_DESCRIPTOR_SIGNATURE {"@getset __text_signature__", native_get_text_signature, kEffectReads}

const NativeDef kMethodDescriptorMethods[] = {
    {"__repr__(self, /)", method_descriptor_repr, kEffectAllocates, kReprDoc},
    {"__call__(self, /, *args, **kwargs)", native_call_method, kEffectAll, kCallDoc},
    {"__get__(self, instance, owner=None, /)", method_descriptor_get, kEffectMayRaise, kGetDoc},
    {"__reduce__(self, /)", descriptor_reduce, kEffectAll},
    PYVM_DESCRIPTOR_NAMES,
    PYVM_DESCRIPTOR_SIGNATURE,
    {},
};

const NativeDef kWrapperDescriptorMethods[] = {
    {"__repr__(self, /)", wrapper_descriptor_repr, kEffectAllocates, kReprDoc},
    {"__call__(self, /, *args, **kwargs)", native_call_method, kEffectAll, kCallDoc},
    {"__get__(self, instance, owner=None, /)", method_descriptor_get, kEffectMayRaise, kGetDoc},
    {"__reduce__(self, /)", descriptor_reduce, kEffectAll},
    PYVM_DESCRIPTOR_NAMES,
    PYVM_DESCRIPTOR_SIGNATURE,
    {},
};

const NativeDef kMethodWrapperMethods[] = {
    {"__repr__(self, /)", method_wrapper_repr, kEffectAllocates, kReprDoc},
    {"__hash__(self, /)", native_hash, kEffectPure, "Return hash(self)."},
    {"__call__(self, /, *args, **kwargs)", native_call_method, kEffectAll, kCallDoc},
    {"__eq__(self, value, /)", wrapper_eq, kEffectPure, "Return self==value."},
    {"__reduce__(self, /)", builtin_reduce, kEffectAll},
    {"@member __self__", native_get_self, kEffectReads},
    {"@getset __objclass__", native_get_objclass, kEffectReads},
    {"@getset __name__", native_get_name, kEffectReads},
    {"@getset __qualname__", native_get_qualname, kEffectReads},
    {"@getset __doc__", native_get_doc, kEffectReads},
    PYVM_DESCRIPTOR_SIGNATURE,
    {},
};

const NativeDef kClassmethodDescriptorMethods[] = {
    {"__repr__(self, /)", method_descriptor_repr, kEffectAllocates, kReprDoc},
    {"__call__(self, /, *args, **kwargs)", classmethod_descriptor_call, kEffectAll, kCallDoc},
    {"__get__(self, instance, owner=None, /)", classmethod_descriptor_get, kEffectMayRaise, kGetDoc},
    PYVM_DESCRIPTOR_NAMES,
    PYVM_DESCRIPTOR_SIGNATURE,
    {},
};

const NativeDef kGetsetMethods[] = {
    {"__repr__(self, /)", getset_repr, kEffectAllocates, kReprDoc},
    {"__get__(self, instance, owner=None, /)", getset_get, kEffectAll, kGetDoc},
    {"__set__(self, instance, value, /)", getset_set, kEffectAll, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", getset_delete, kEffectAll, "Delete an attribute of instance."},
    PYVM_DESCRIPTOR_NAMES,
    {},
};

const NativeDef kMemberMethods[] = {
    {"__repr__(self, /)", member_repr, kEffectAllocates, kReprDoc},
    {"__get__(self, instance, owner=None, /)", getset_get, kEffectAll, kGetDoc},
    {"__set__(self, instance, value, /)", getset_set, kEffectAll, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", getset_delete, kEffectAll, "Delete an attribute of instance."},
    {"__reduce__(self, /)", descriptor_reduce, kEffectAll},
    PYVM_DESCRIPTOR_NAMES,
    {},
};

void trace_native(HeapObject* object, gc::Visitor& visitor) {
  auto* native = reinterpret_cast<PyNative*>(object);
  visitor.visit(native->self.bits());
  visitor.visit(native->owner.bits());
  visitor.visit(native->module.bits());
  visitor.visit(native->name);
  const NativeSignature* signature = native->signature;
  if (!signature) return;
  for (uint16_t i = 0; i < signature->total; i++) {
    visitor.visit(signature->params[i].name);
    visitor.visit(signature->params[i].default_value.bits());
  }
}

constexpr gc::Layout kNativeLayout = {.trace = trace_native, .finalize = nullptr, .size_of = nullptr,
                                      .bytes = sizeof(PyNative), .first_value = 8, .leaf = false, .owner = nullptr};

const TypeSpec kSpecs[] = {
    {"builtin_function_or_method", nullptr, kTypeNoNew | kTypeHasWeakref, kNativeLayout, kBuiltinMethods, nullptr},
    {"method_descriptor", nullptr, kTypeNoNew, kNativeLayout, kMethodDescriptorMethods, nullptr},
    {"wrapper_descriptor", nullptr, kTypeNoNew, kNativeLayout, kWrapperDescriptorMethods, nullptr},
    {"method-wrapper", nullptr, kTypeNoNew, kNativeLayout, kMethodWrapperMethods, nullptr},
    {"classmethod_descriptor", nullptr, kTypeNoNew, kNativeLayout, kClassmethodDescriptorMethods, nullptr},
    {"getset_descriptor", nullptr, kTypeNoNew, kNativeLayout, kGetsetMethods, nullptr},
    {"member_descriptor", nullptr, kTypeNoNew, kNativeLayout, kMemberMethods, nullptr},
};

}  // namespace

void boot_native() {
  PyType* const types[] = {type_builtin,        type_method_descriptor,      type_wrapper_descriptor,
                           type_method_wrapper, type_classmethod_descriptor, type_getset_descriptor,
                           type_member_descriptor};
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) type_init_builtin(types[i], kSpecs[i]);
}

}  // namespace pyvm
