// Attribute access below the special methods; what ops.h and the methods of object and type are made of.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct AttrPlan;
struct PyStr;
struct PyType;
struct Thread;

// Plans as object.__getattribute__ / type.__getattribute__ go, whatever the class overrides; no __getattr__.
void resolve_generic_attr(Value receiver, PyStr* name, AttrPlan& plan);
void resolve_generic_set_attr(Value receiver, PyStr* name, bool deleting, AttrPlan& plan);

// object.__getattribute__ and object.__setattr__ (value null: __delattr__); classes the way type's methods do it,
// without the check that forbids changing builtin types.
Value object_generic_get(Thread& t, Value object, PyStr* name);
[[nodiscard]] bool object_generic_set(Thread& t, Value object, PyStr* name, Value value);

// The instance's __dict__, made when needed. Null: it has none (or MemoryError is pending).
Value object_dict(Value object);

// __get__ of a class attribute `found` for `object` (null: on the class itself). The value itself if it has no __get__.
Value descriptor_bind(Thread& t, Value found, Value object, PyType* type);
// What a classmethod wraps, bound to the class; it may be a descriptor itself. May run Python code. Null: exception pending.
Value class_method_bind(Thread& t, Value callable, Value cls);

}  // namespace pyvm
