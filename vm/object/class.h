// Making classes and what is shared by the files about them.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyDict;
struct PyStr;
struct PyTuple;
struct PyType;
struct Thread;

// cls.__module__: a str or any object. Null: AttributeError pending.
Value type_get_module(Thread& t, PyType* type);

// The class whose instance layout `type` has: itself when it adds __slots__ or a builtin part.
const PyType* class_solid_base(const PyType* type);
// The base whose layout a class with these bases extends. Null: TypeError pending.
PyType* class_best_base(PyTuple* bases);
// Sets the MRO of a class whose bases are set: C3's, or what the metaclass's mro() gives. False: exception pending.
[[nodiscard]] bool class_resolve_mro(Thread& t, PyType* type);
// type.__bases__ = value. False: exception pending.
[[nodiscard]] bool class_set_bases(Thread& t, PyType* type, Value value);
// True if both classes add slots of the same names to bases of the same layout.
bool class_same_slots(const PyType* a, const PyType* b);
// Adds the names of a class and its bases to `all` (for __dir__). False: exception pending.
[[nodiscard]] bool class_collect_names(Thread& t, PyDict* all, Value cls);

// Attributes that instances of a class get room for, guessed from what its methods store in self.
uint32_t class_guess_capacity(PyType* type);

// Puts descriptors for __slots__ into the namespace and sets slot_names, member_words and the dict and weakref flags.
[[nodiscard]] bool class_apply_slots(Thread& t, PyType* type);

// The most derived metaclass of `metatype` and the bases' classes. Null: metaclass conflict pending.
PyType* class_winning_metatype(PyType* metatype, PyTuple* bases);

// type(*args): type.__call__ for any class. Null: exception pending.
Value type_call(Thread& t, PyType* type, const Value* args, uint32_t n, PyTuple* kwnames);

// type.__instancecheck__ / __subclasscheck__: the rule without hooks (ops_items.cpp). 1, 0, -1: exception pending.
int object_real_isinstance(Thread& t, Value object, Value cls);
int object_real_issubclass(Thread& t, Value derived, Value cls);

// builtins.__build_class__(func, name, *bases, metaclass=..., **kwargs).
Value build_class(Thread& t, Value function, PyStr* name, PyTuple* bases, PyDict* kwargs);

}  // namespace pyvm
