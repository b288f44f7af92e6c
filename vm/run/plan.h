// Plans: how an attribute is read or written, found out once by Python's rules and carried out many times.
//
// resolve_attr() and resolve_set_attr() are pure: they look things up but run no Python code and change nothing. What
// they return is the action and the facts it depends on. The generic path (attr.cpp), the interpreter's inline caches and
// the trace recorder all consume the same plans; nobody else knows the lookup rules.
//
// The facts of a plan; it holds for any receiver while all of them do:
//   receiver's layout id == layout (immediates: its class == type)
//   type->version == type_version
//   descriptor_type is null or descriptor_type->version == descriptor_version
//   receiver is null or the receiver is that very object, and, if it is a class, its version == receiver_version
// A version may be replaced by a watchpoint in PyType::watchers.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyStr;
struct PyType;
struct Shape;
struct Thread;

enum class AttrAction : uint8_t {
  kAbsent,       // no such attribute: hook if there is one, else AttributeError
  kSlot,         // the Value at byte `offset` of the receiver
  kOverflow,     // item `index` of the PyArray at byte `offset` of the receiver
  kMember,       // __slots__: the Value at byte `offset` (0: at instance_members()[index]); null: AttributeError
  kDict,         // only found in the instance's dict (see dict_offset)
  kValue,        // `value`
  kVariable,     // the value of entry `index` of the dict `value`: a class variable (type_variable)
  kMethod,       // function or native method `value` with the receiver as self
  kClassMethod,  // callable `value` bound to `bound_to` as self
  kProperty,     // getter(receiver); setter(receiver, value) when writing
  kItem,         // item `index` of the receiver, an instance of a tuple's class; IndexError if the tuple is shorter
  kNativeGet,    // getset_descriptor `value` of a builtin type: native_getset_get/set
  kDescriptor,   // getter(value, receiver or None, class); writing: setter(value, receiver, new value)
  kCustom,       // getter(receiver, name): the class's own __getattribute__ (__setattr__(receiver, name, value))
  // writing only
  kAddSlot,      // store at byte `offset`, then layout id := new_layout
  kStore,        // instance_set() / instance_delete(), or the explicit dict of a builtin object
  kError,        // attr_set() raises the right error
};

struct AttrPlan {
  AttrAction action;
  bool dict_first;         // before the action look `name` up in the PyDict at byte dict_offset (a null dict has nothing)
  bool bind_none;          // kDescriptor: the receiver is a class whose own attribute this is: instance argument None
  uint32_t layout;         // 0: the receiver is an immediate
  uint32_t type_version;   // 0: do not keep the plan
  uint32_t descriptor_version;
  uint32_t receiver_version;
  uint32_t offset, index, dict_offset;
  uint32_t new_layout;
  PyType* type;
  PyType* descriptor_type;
  PyType* bound_to;
  Value receiver;
  Value value;
  Value getter;            // also the setter of writing plans
  Value hook;              // __getattr__ or null: called as hook(receiver, name) after any AttributeError of the action
};

// How receiver.name is read. `name` is interned.
void resolve_attr(Value receiver, PyStr* name, AttrPlan& plan);

// How receiver.name is written or (deleting) deleted.
void resolve_set_attr(Value receiver, PyStr* name, bool deleting, AttrPlan& plan);

// Carries a plan out. Null: exception pending (kAbsent and no hook: AttributeError).
Value attr_get(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name);
// value null: delete.
[[nodiscard]] bool attr_set(Thread& t, const AttrPlan& plan, Value receiver, PyStr* name, Value value);

// AttributeError for a missing attribute with CPython's text for this kind of object.
void raise_no_attribute(Thread& t, Value receiver, PyStr* name);
// A pending AttributeError that came out of a getter or hook learns name and object, for suggestions, unless it has them.
void attribute_error_context(Thread& t, Value receiver, PyStr* name);

// How type(*args) makes an instance.
struct NewPlan {
  PyType* type;
  uint32_t type_version;
  bool plain_new;          // __new__ is object.__new__: instance_allocate(type), no argument is looked at unless
                           // plain_init (then object_new_check() complains about arguments)
  bool plain_init;         // __init__ is object.__init__: nothing to do
  bool custom_call;        // the metaclass has its own __call__: call that instead
  bool forbidden;          // abstract class or kTypeNoNew: use type_call() for the error
  Value new_function;      // what __new__ resolves to (staticmethods unwrapped), called with the class first
  Value init_function;     // function, native or other; init_is_method: called with the instance first
  bool init_is_method;
};
void resolve_new(PyType* type, NewPlan& plan);
// "X() takes no arguments" and the like for arguments that object.__new__ and object.__init__ do not take.
[[nodiscard]] bool object_new_check(PyType* type, uint32_t argc);

}  // namespace pyvm
