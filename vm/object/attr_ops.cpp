// Carrying attribute plans out: object_get_attr and its kin for C++ code, and the errors.
#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/code.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/shape.h"
#include "vm/object/special.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/plan.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

Value* at_offset(Value receiver, uint32_t offset) {
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(receiver.heap()) + offset);
}

Value* member_slot(const AttrPlan& plan, Value receiver) {
  if (plan.offset) return at_offset(receiver, plan.offset);
  return instance_members(receiver.heap(), shape_of(receiver.heap())) + plan.index;
}

void name_property(const PyProperty* property, TextBuffer& out) {
  out.append("property ");
  if (property->name && is_str(property->name)) {
    out.append("'");
    str_append_utf8(as_str(property->name), out);
    out.append("' ");
  }
}

Value raise_property_lacks(Value property, Value receiver, const char* what) {
  TextBuffer text;
  name_property(property.as<PyProperty>(), text);
  CText cls(type_of(receiver)->qualname);
  text.printf("of '%s' object has no %s", cls.c_str(), what);
  return raise_error(exc::AttributeError, "%s", text.c_str());
}

Value bind_method(Value function, Value self) {
  PyType* type = type_of(function);
  if (type == type_method_descriptor || type == type_wrapper_descriptor || type == type_classmethod_descriptor) {
    return native_bind_self(function.as<PyNative>(), self);
  }
  PyMethod* method = method_new(function, self);
  return method ? Value(&method->header) : kNull;
}

// Calls a hook that was found on the receiver's class with the attribute's name.
Value call_hook(Thread& t, Value hook, Value receiver, PyStr* name) {
  Value args[2] = {receiver, Value(&name->header)};
  return call_special(t, hook, args, 2);
}

// The plan's action without the AttributeError hook. Null without exception: absent.
Value run_action(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name) {
  if (plan.dict_first) {
    Value dict = *at_offset(receiver, plan.dict_offset);
    Value found = dict ? dict_get_str(dict.as<PyDict>(), name) : kNull;
    if (found) return found;
  }
  switch (plan.action) {
    case AttrAction::kSlot: return *at_offset(receiver, plan.offset);
    case AttrAction::kOverflow: return at_offset(receiver, plan.offset)->as<PyArray>()->items[plan.index];
    case AttrAction::kMember: return *member_slot(plan, receiver);
    case AttrAction::kValue: return plan.value;
    case AttrAction::kVariable: return as_dict(plan.value)->entries->items[plan.index].value;
    case AttrAction::kMethod: return bind_method(plan.value, receiver);
    case AttrAction::kClassMethod: return class_method_bind(t, plan.value, Value(&plan.bound_to->header));
    case AttrAction::kProperty: return object_call_args(t, plan.getter, receiver);
    case AttrAction::kItem: {
      const PyTuple* tuple = as_tuple(receiver);
      if (int64_t{plan.index} >= tuple->length) return raise_error(exc::IndexError, "tuple index out of range");
      return tuple->items[plan.index];
    }
    case AttrAction::kNativeGet: return native_getset_get(t, plan.value.as<PyNative>(), receiver);
    case AttrAction::kDescriptor: {
      Value owner = plan.bind_none ? receiver : Value(&plan.type->header);
      return object_call_args(t, plan.getter, plan.value, plan.bind_none ? kNone : receiver, owner);
    }
    case AttrAction::kCustom: return call_hook(t, plan.getter, receiver, name);
    case AttrAction::kError: return raise_property_lacks(plan.value, receiver, "getter");
    default: return kNull;
  }
}

// A module's own __getattr__.
Value module_hook(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name) {
  if (plan.type != type_module && !type_is_subtype(plan.type, type_module)) return kNull;
  Value hook = dict_get_str(receiver.as<PyModule>()->dict, names::d_getattr);
  return hook ? object_call_args(t, hook, Value(&name->header)) : kNull;
}

// The value; null without exception when absent.
Value get_or_absent(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name) {
  Value found = run_action(t, plan, receiver, name);
  if (PYVM_LIKELY(!found.is_null())) return found;
  bool failed = error_occurred(t);
  if (failed && (!plan.hook || !error_matches(exc::AttributeError))) return kNull;
  if (plan.hook) {
    error_clear();
    return call_hook(t, plan.hook, receiver, name);
  }
  return module_hook(t, plan, receiver, name);
}

}  // namespace

void attribute_error_context(Thread& t, Value receiver, PyStr* name) {
  if (!error_matches(exc::AttributeError)) return;
  PyException* exception = as_exception(t.exception);
  if (exception->fields[kAttributeErrorName] || exception->fields[kAttributeErrorObj]) return;
  exception->fields[kAttributeErrorName] = Value(&name->header);
  exception->fields[kAttributeErrorObj] = receiver;
  gc::barrier(&exception->header);
}

namespace {

// True while the code of a module runs that is being imported.
bool is_initializing(Thread& t, Value module) {
  if (!module || !type_is_subtype(type_of(module), type_module)) return false;
  Value spec = dict_get_str(module.as<PyModule>()->dict, names::d_spec);
  Value initializing = spec && !spec.is_none() ? object_find_attr(t, spec, names::_initializing) : kNull;
  int truth = initializing ? object_is_true(t, initializing) : 0;
  error_clear();
  return truth == 1;
}

void raise_module_attribute(Thread& t, Value receiver, PyStr* name) {
  CText attribute(name);
  PyDict* dict = receiver.as<PyModule>()->dict;
  Value module_name = dict_get_str(dict, names::d_name);
  if (!module_name || !is_str(module_name)) {
    (void)raise_error(exc::AttributeError, "module has no attribute '%s'", attribute.c_str());
    return;
  }
  CText text(as_str(module_name));
  PyStr* submodule = str_format("%s.%s", text.c_str(), attribute.c_str());
  if (submodule && is_initializing(t, dict_get_str(sys_modules(), submodule))) {
    (void)raise_error(exc::AttributeError, "cannot access submodule '%s' of module '%s' (most likely due to a circular import)",
                      attribute.c_str(), text.c_str());
  } else if (is_initializing(t, receiver)) {
    (void)raise_error(exc::AttributeError,
                      "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)",
                      text.c_str(), attribute.c_str());
  } else {
    (void)raise_error(exc::AttributeError, "module '%s' has no attribute '%s'", text.c_str(), attribute.c_str());
  }
}

}  // namespace

void raise_no_attribute(Thread& t, Value receiver, PyStr* name) {
  if (is_instance_exact_or_sub(receiver, type_module)) {
    raise_module_attribute(t, receiver, name);
    attribute_error_context(t, receiver, name);
  } else {
    (void)raise_attribute_error(receiver, name);
  }
}

Value attr_get(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name) {
  Value found = get_or_absent(t, plan, receiver, name);
  if (PYVM_LIKELY(!found.is_null())) return found;
  if (error_occurred(t)) {
    attribute_error_context(t, receiver, name);
  } else {
    raise_no_attribute(t, receiver, name);
  }
  return kNull;
}

Value object_get_attr(Thread& t, Value object, PyStr* name) {
  if (!name->is_interned()) name = str_intern(name);
  if (!name) return kNull;
  AttrPlan plan;
  resolve_attr(object, name, plan);
  return attr_get(t, plan, object, name);
}

Value object_find_attr(Thread& t, Value object, PyStr* name) {
  if (!name->is_interned()) name = str_intern(name);
  if (!name) return kNull;
  AttrPlan plan;
  resolve_attr(object, name, plan);
  Value found = get_or_absent(t, plan, object, name);
  if (!found && error_matches(exc::AttributeError)) error_clear();
  return found;
}

Value object_find_special(Thread& t, Value object, PyStr* name) {
  PyType* type = type_of(object);
  Value found = type_lookup(type, name);
  if (!found) return kNull;
  return descriptor_bind(t, found, object, type);
}

Value class_method_bind(Thread& t, Value callable, Value cls) {
  PyType* type = type_of(callable);
  if (type != type_function && type != type_classmethod_descriptor) {
    if (Value getter = type_lookup(type, names::d_get)) return object_call_args(t, getter, callable, cls, cls);
  }
  return bind_method(callable, cls);
}

Value descriptor_bind(Thread& t, Value found, Value object, PyType* type) {
  if (!found.is_heap()) return found;
  PyType* kind = type_of(found);
  if (kind == type_function || kind == type_method_descriptor || kind == type_wrapper_descriptor) {
    return object ? bind_method(found, object) : found;
  }
  Value getter = type_lookup(kind, names::d_get);
  if (!getter) return found;
  return object_call_args(t, getter, found, object ? object : kNone, Value(&type->header));
}

// ---- writing ----------------------------------------------------------------------------------------------------

namespace {

bool store_in_object(Thread& t, Value receiver, PyStr* name, Value value) {
  PyType* type = type_of(receiver);
  HeapObject* object = receiver.heap();
  if (!type->dict_slot) {
    if (value) return instance_set(object, name, value);
    if (instance_delete(object, name)) return true;
  } else {
    Value* slot = type->dict_slot(object);
    if (!*slot && value) {
      PyDict* dict = dict_new();
      if (!dict) return false;
      *slot = Value(&dict->header);
      gc::barrier(object);
    }
    if (value) return dict_set_str(slot->as<PyDict>(), name, value);
    if (*slot && dict_delete_str(slot->as<PyDict>(), name)) return true;
  }
  CText attribute(name);
  return raise_error(exc::AttributeError, "'%s' object has no attribute '%s'", type_name(receiver), attribute.c_str());
}

bool raise_cannot_set(const AttrPlan& plan, Value receiver, PyStr* name, bool deleting) {
  if (plan.value && plan.value.is_heap() && type_of(plan.value) == type_property) {
    (void)raise_property_lacks(plan.value, receiver, deleting ? "deleter" : "setter");
    return false;
  }
  if (plan.value) return raise_error(exc::AttributeError, deleting ? "__delete__" : "__set__");
  CText attribute(name);
  if (type_lookup(plan.type, name)) {
    return raise_error(exc::AttributeError, "'%s' object attribute '%s' is read-only", type_name(receiver),
                       attribute.c_str());
  }
  return raise_error(exc::AttributeError, "'%s' object has no attribute '%s'", type_name(receiver), attribute.c_str());
}

void store_at(HeapObject* owner, Value* slot, Value value) {
  *slot = value;
  gc::barrier(owner, value.bits());
}

}  // namespace

bool attr_set(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name, Value value) {
  HeapObject* object = receiver.is_heap() ? receiver.heap() : nullptr;
  switch (plan.action) {
    case AttrAction::kSlot: store_at(object, at_offset(receiver, plan.offset), value); return true;
    case AttrAction::kOverflow: {
      auto* array = at_offset(receiver, plan.offset)->as<PyArray>();
      store_at(&array->header, &array->items[plan.index], value);
      return true;
    }
    case AttrAction::kAddSlot:
      store_at(object, at_offset(receiver, plan.offset), value);
      object->layout = plan.new_layout;
      return true;
    case AttrAction::kMember: {
      Value* slot = member_slot(plan, receiver);
      if (!value && !*slot) {
        CText attribute(name);
        return raise_error(exc::AttributeError, "%s", attribute.c_str());
      }
      store_at(object, slot, value);
      return true;
    }
    case AttrAction::kStore: return store_in_object(t, receiver, name, value);
    case AttrAction::kNativeGet: return native_getset_set(t, plan.value.as<PyNative>(), receiver, value);
    case AttrAction::kProperty: {
      Value args[2] = {receiver, value};
      return !object_call(t, plan.getter, args, value ? 2 : 1).is_null();
    }
    case AttrAction::kDescriptor: {
      Value args[3] = {plan.value, receiver, value};
      return !object_call(t, plan.getter, args, value ? 3 : 2).is_null();
    }
    case AttrAction::kCustom: {
      Value args[3] = {receiver, Value(&name->header), value};
      return !call_special(t, plan.getter, args, value ? 3 : 2).is_null();
    }
    default: return raise_cannot_set(plan, receiver, name, !value);
  }
}

bool object_set_attr(Thread& t, Value object, PyStr* name, Value value) {
  if (!name->is_interned()) name = str_intern(name);
  if (!name) return false;
  AttrPlan plan;
  resolve_set_attr(object, name, !value, plan);
  return attr_set(t, plan, object, name, value);
}

// ---- what object's and type's own methods call --------------------------------------------------------------------

Value object_generic_get(Thread& t, Value object, PyStr* name) {
  AttrPlan plan;
  resolve_generic_attr(object, name, plan);
  Value found = run_action(t, plan, object, name);
  if (found || error_occurred(t)) {
    if (!found) attribute_error_context(t, object, name);
    return found;
  }
  found = module_hook(t, plan, object, name);
  if (!found && !error_occurred(t)) raise_no_attribute(t, object, name);
  return found;
}

bool object_generic_set(Thread& t, Value object, PyStr* name, Value value) {
  AttrPlan plan;
  resolve_generic_set_attr(object, name, !value, plan);
  return attr_set(t, plan, object, name, value);
}

Value object_dict(Value object) {
  if (!object.is_heap()) return kNull;
  PyType* type = type_of(object);
  HeapObject* heap = object.heap();
  if (type->dict_slot) {
    Value* slot = type->dict_slot(heap);
    if (!*slot) {
      PyDict* dict = dict_new();
      if (!dict) return kNull;
      *slot = Value(&dict->header);
      gc::barrier(heap);
    }
    return *slot;
  }
  return shape_of(heap)->has_dict ? instance_dict(heap) : kNull;
}

}  // namespace pyvm
