// Python's attribute lookup rules, as pure functions from (receiver, name) to a plan. See vm/run/plan.h.
//
// Reading an instance's attribute: 1. a data descriptor on the class, 2. the instance's own attributes, 3. anything
// else on the class, bound if it has __get__, 4. __getattr__. Reading a class's attribute is the same with the metaclass
// as the class and the class's own MRO in place of the instance's attributes.
#include "gc/heap.h"
#include "vm/object/attr.h"
#include "vm/object/descriptor.h"
#include "vm/object/dict.h"
#include "vm/object/list.h"
#include "vm/object/module.h"
#include "vm/object/native.h"
#include "vm/object/shape.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/plan.h"

namespace pyvm {

namespace {

// What kind of descriptor a class attribute is.
enum class Binding { kNone, kMethod, kClassMethod, kStaticMethod, kProperty, kNativeGet, kSlotMember, kItem, kPython };

constexpr int64_t kMaxItem = 1 << 20;   // of a plan

struct Descriptor {
  Binding binding;
  bool is_data;
};

Descriptor classify(Value v) {
  if (!v.is_heap()) return {Binding::kNone, false};
  PyType* type = type_of(v);
  if (type == type_function || type == type_method_descriptor || type == type_wrapper_descriptor) {
    return {Binding::kMethod, false};
  }
  if (type == type_property) return {Binding::kProperty, true};
  if (type == type_classmethod || type == type_classmethod_descriptor) return {Binding::kClassMethod, false};
  if (type == type_staticmethod) return {Binding::kStaticMethod, false};
  if (type == type_getset_descriptor) return {Binding::kNativeGet, true};
  if (type == type_member_descriptor) {
    bool slot = v.as<PyNative>()->kind() == NativeKind::kSlotMember;
    return {slot ? Binding::kSlotMember : Binding::kNativeGet, true};
  }
  if (type == type_str || type == type_builtin || type == type_tuple || type == type_dict) {
    return {Binding::kNone, false};
  }
  if (type == type_tuplegetter) return {Binding::kItem, true};
  bool is_data = type_lookup(type, names::d_set) || type_lookup(type, names::d_delete);
  bool has_get = !type_lookup(type, names::d_get).is_null();
  return {has_get || is_data ? Binding::kPython : Binding::kNone, is_data};
}

void start_plan(Value receiver, PyType* type, AttrPlan& plan) {
  plan = AttrPlan{};
  plan.type = type;
  plan.layout = receiver.is_heap() ? receiver.heap()->layout : 0;
}

// Versions are taken after the lookups, which assign them.
void finish_plan(AttrPlan& plan) {
  plan.type_version = plan.type->version;
  if (plan.descriptor_type) {
    plan.descriptor_version = plan.descriptor_type->version;
    if (!plan.descriptor_version) plan.type_version = 0;
  }
  if (plan.receiver && (plan.type->flags & kTypeType)) {
    plan.receiver_version = plan.receiver.as<PyType>()->version;
    if (!plan.receiver_version) plan.type_version = 0;
  }
}

void note_descriptor_type(Value descriptor, AttrPlan& plan) {
  PyType* type = type_of(descriptor);
  if (type->flags & kTypeHeap) plan.descriptor_type = type;
}

uint32_t byte_offset(HeapObject* object, const Value* at) {
  return static_cast<uint32_t>(reinterpret_cast<const char*>(at) - reinterpret_cast<const char*>(object));
}

// __get__ of a class attribute found for an instance of plan.type.
void plan_binding(Value receiver, Value found, Descriptor descriptor, AttrPlan& plan) {
  plan.value = found;
  switch (descriptor.binding) {
    case Binding::kNone: plan.action = AttrAction::kValue; return;
    case Binding::kMethod: plan.action = AttrAction::kMethod; return;
    case Binding::kClassMethod:
      plan.action = AttrAction::kClassMethod;
      plan.bound_to = plan.type;
      if (type_of(found) == type_classmethod) plan.value = found.as<PyMethodHolder>()->callable;
      return;
    case Binding::kStaticMethod:
      plan.action = AttrAction::kValue;
      plan.value = found.as<PyMethodHolder>()->callable;
      return;
    case Binding::kProperty:
      plan.action = found.as<PyProperty>()->get ? AttrAction::kProperty : AttrAction::kError;
      plan.getter = found.as<PyProperty>()->get;
      return;
    case Binding::kNativeGet: plan.action = AttrAction::kNativeGet; return;
    case Binding::kSlotMember: {
      plan.index = static_cast<uint32_t>(found.as<PyNative>()->module.small_int());
      if (!is_instance_exact_or_sub(receiver, found.as<PyNative>()->owner.as<PyType>())) {
        plan.action = AttrAction::kNativeGet;   // a member of another class: raises TypeError
        return;
      }
      plan.action = AttrAction::kMember;
      const Shape* shape = shape_of(receiver.heap());
      if (shape->slots_offset) {
        plan.offset = byte_offset(receiver.heap(), instance_members(receiver.heap(), shape) + plan.index);
      }
      return;
    }
    case Binding::kItem: {
      int64_t index = found.as<PyTupleGetter>()->index.small_int();
      if (is_tuple(receiver) && index >= 0 && index <= kMaxItem) {
        plan.action = AttrAction::kItem;
        plan.index = static_cast<uint32_t>(index);
        return;
      }
      [[fallthrough]];   // raises
    }
    case Binding::kPython:
      note_descriptor_type(found, plan);
      plan.getter = type_lookup(type_of(found), names::d_get);
      plan.action = plan.getter ? AttrAction::kDescriptor : AttrAction::kValue;
      return;
  }
}

// A value found on `type` that is a class variable is read anew each time.
void note_variable(PyType* type, PyStr* name, AttrPlan& plan) {
  if (plan.action != AttrAction::kValue) return;
  int64_t index;
  PyDict* dict = type_variable(type, name, &index);
  if (!dict) return;
  plan.action = AttrAction::kVariable;
  plan.value = Value(&dict->header);
  plan.index = static_cast<uint32_t>(index);
}

// The instance's own attributes. True if the plan is complete (found by shape).
bool plan_instance(Value receiver, PyStr* name, AttrPlan& plan) {
  if (!receiver.is_heap()) return false;
  HeapObject* object = receiver.heap();
  if (plan.type->dict_slot) {
    plan.dict_first = true;
    plan.dict_offset = byte_offset(object, plan.type->dict_slot(object));
    return false;
  }
  Shape* shape = shape_of(object);
  if (shape->mode == ShapeMode::kFixed) return false;
  if (shape->mode == ShapeMode::kDict) {
    plan.dict_first = true;
    plan.dict_offset = byte_offset(object, instance_members(object, shape) + plan.type->member_words);
    return false;
  }
  int index = shape_find(shape, name);
  if (index < 0) return false;
  int last = shape->inline_capacity - 1;
  if (shape->mode == ShapeMode::kOverflow && index >= last) {
    plan.action = AttrAction::kOverflow;
    plan.offset = byte_offset(object, instance_members(object, shape) + plan.type->member_words + last);
    plan.index = static_cast<uint32_t>(index - last);
  } else {
    plan.action = AttrAction::kSlot;
    plan.offset = byte_offset(object, shape_slot(object, shape, index));
  }
  return true;
}

// A builtin part of varying size: byte offsets hold for this object alone.
bool offsets_vary(Value receiver) {
  if (!receiver.is_heap()) return false;
  const Shape* shape = shape_of(receiver.heap());
  return shape->type->native.size_of && (shape->has_dict || shape->type->member_words);
}

void resolve_instance_attr(Value receiver, PyStr* name, AttrPlan& plan) {
  Value found = type_lookup(plan.type, name);
  Descriptor descriptor{Binding::kNone, false};
  if (found) descriptor = classify(found);
  if (descriptor.binding == Binding::kPython) note_descriptor_type(found, plan);
  // A data descriptor without __get__ lets the instance's attribute through, and is the answer itself otherwise.
  if (descriptor.is_data &&
      (descriptor.binding != Binding::kPython || type_lookup(type_of(found), names::d_get))) {
    plan_binding(receiver, found, descriptor, plan);
    return;
  }
  if (plan_instance(receiver, name, plan)) return;
  if (found) {
    plan_binding(receiver, found, descriptor, plan);
    note_variable(plan.type, name, plan);
  } else {
    plan.action = plan.dict_first ? AttrAction::kDict : AttrAction::kAbsent;
  }
}

// __get__(None, cls) of an attribute found on the class itself.
void plan_class_binding(PyType* cls, Value found, AttrPlan& plan) {
  Descriptor descriptor = classify(found);
  plan.value = found;
  plan.action = AttrAction::kValue;
  switch (descriptor.binding) {
    case Binding::kClassMethod:
      plan.action = AttrAction::kClassMethod;
      plan.bound_to = cls;
      if (type_of(found) == type_classmethod) plan.value = found.as<PyMethodHolder>()->callable;
      return;
    case Binding::kStaticMethod: plan.value = found.as<PyMethodHolder>()->callable; return;
    case Binding::kPython:
      note_descriptor_type(found, plan);
      plan.getter = type_lookup(type_of(found), names::d_get);
      if (plan.getter) plan.action = AttrAction::kDescriptor;
      plan.bind_none = true;
      return;
    default: return;
  }
}

void resolve_class_attr(Value receiver, PyStr* name, AttrPlan& plan) {
  auto* cls = receiver.as<PyType>();
  plan.receiver = receiver;
  Value on_meta = type_lookup(plan.type, name);
  Descriptor descriptor{Binding::kNone, false};
  if (on_meta) descriptor = classify(on_meta);
  if (descriptor.binding == Binding::kPython) note_descriptor_type(on_meta, plan);
  if (descriptor.is_data &&
      (descriptor.binding != Binding::kPython || type_lookup(type_of(on_meta), names::d_get))) {
    plan_binding(receiver, on_meta, descriptor, plan);
    return;
  }
  Value found = type_lookup(cls, name);
  if (found) {
    plan.descriptor_type = nullptr;
    plan_class_binding(cls, found, plan);
    note_variable(cls, name, plan);
  } else if (on_meta) {
    plan_binding(receiver, on_meta, descriptor, plan);
  } else {
    plan.action = AttrAction::kAbsent;
  }
}

}  // namespace

void resolve_attr(Value receiver, PyStr* name, AttrPlan& plan) {
  PyType* type = type_of(receiver);
  if (PYVM_UNLIKELY(!(type->flags & kTypeDefaultGetattr))) {
    start_plan(receiver, type, plan);
    plan.action = AttrAction::kCustom;
    plan.getter = type_lookup(type, names::d_getattribute);
    plan.hook = type_lookup(type, names::d_getattr);
    finish_plan(plan);
    return;
  }
  resolve_generic_attr(receiver, name, plan);
  plan.hook = type_lookup(type, names::d_getattr);
}

void resolve_generic_attr(Value receiver, PyStr* name, AttrPlan& plan) {
  PyType* type = type_of(receiver);
  start_plan(receiver, type, plan);
  if (type->flags & kTypeType) {
    resolve_class_attr(receiver, name, plan);
  } else {
    resolve_instance_attr(receiver, name, plan);
  }
  finish_plan(plan);
  if (offsets_vary(receiver) && (plan.dict_first || plan.action <= AttrAction::kMember)) plan.type_version = 0;
}

// ---- writing ----------------------------------------------------------------------------------------------------

namespace {

// Writing an attribute of the instance itself, where no data descriptor is in the way.
void plan_instance_store(Value receiver, PyStr* name, bool deleting, AttrPlan& plan) {
  plan.action = AttrAction::kError;
  if (!receiver.is_heap()) return;
  HeapObject* object = receiver.heap();
  Shape* shape = shape_of(object);
  if (!plan.type->dict_slot && !shape->has_dict) return;
  plan.action = AttrAction::kStore;
  if (plan.type->dict_slot || deleting || shape->mode == ShapeMode::kDict) return;
  int index = shape_find(shape, name);
  if (index >= 0) {
    plan_instance(receiver, name, plan);
    return;
  }
  if (shape->count >= shape->inline_capacity || !shape->slots_offset) return;
  Shape* next = shape_add(shape, name);
  if (!next || next->mode != ShapeMode::kSlots) return;
  plan.action = AttrAction::kAddSlot;
  plan.offset = byte_offset(object, shape_slot(object, next, static_cast<int>(next->count) - 1));
  plan.new_layout = next->id();
}

void plan_setter(Value receiver, Value found, Descriptor descriptor, bool deleting, AttrPlan& plan) {
  switch (descriptor.binding) {
    case Binding::kProperty: {
      auto* property = found.as<PyProperty>();
      plan.value = found;
      plan.getter = deleting ? property->del : property->set;
      plan.action = plan.getter ? AttrAction::kProperty : AttrAction::kError;
      return;
    }
    case Binding::kItem:
    case Binding::kPython:
      plan.value = found;
      note_descriptor_type(found, plan);
      plan.getter = type_lookup(type_of(found), deleting ? names::d_delete : names::d_set);
      plan.action = plan.getter ? AttrAction::kDescriptor : AttrAction::kError;
      return;
    default: plan_binding(receiver, found, descriptor, plan); return;
  }
}

}  // namespace

void resolve_set_attr(Value receiver, PyStr* name, bool deleting, AttrPlan& plan) {
  PyType* type = type_of(receiver);
  start_plan(receiver, type, plan);
  if (!(type->flags & kTypeDefaultSetattr) || (type->flags & kTypeType)) {
    plan.action = AttrAction::kCustom;
    plan.getter = type_lookup(type, deleting ? names::d_delattr : names::d_setattr);
    finish_plan(plan);
    return;
  }
  resolve_generic_set_attr(receiver, name, deleting, plan);
}

void resolve_generic_set_attr(Value receiver, PyStr* name, bool deleting, AttrPlan& plan) {
  PyType* type = type_of(receiver);
  start_plan(receiver, type, plan);
  Value found = type_lookup(type, name);
  Descriptor descriptor{Binding::kNone, false};
  if (found) descriptor = classify(found);
  if (descriptor.binding == Binding::kPython) note_descriptor_type(found, plan);
  if (descriptor.is_data) {
    plan_setter(receiver, found, descriptor, deleting, plan);
  } else {
    plan_instance_store(receiver, name, deleting, plan);
  }
  finish_plan(plan);
  if (offsets_vary(receiver)) plan.type_version = 0;
}

}  // namespace pyvm
