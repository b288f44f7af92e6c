// property, classmethod, staticmethod, super.
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyStr;
struct PyType;
struct Thread;

struct PyProperty {
  HeapObject header;        // kTypeFlag0: the docstring was taken from the getter
  Value get, set, del;      // callables or null
  Value doc;                // any object or null
  Value name;               // str given by __set_name__ or null
};

// classmethod and staticmethod objects.
struct PyMethodHolder {
  HeapObject header;
  Value callable;
  Value dict;               // their __dict__ or null
};

// What a namedtuple's class holds for a field: an attribute that is an item of the tuple.
struct PyTupleGetter {
  HeapObject header;
  Value index;              // small int
  Value doc;
};
extern PyType* type_tuplegetter;   // made by the module _collections; null before

struct PySuper {
  HeapObject header;
  PyType* type;             // null until __init__ ran
  Value object;             // or null when unbound
  PyType* object_type;      // where the MRO comes from; null when unbound
};

// Null: MemoryError pending.
Value staticmethod_new(Value callable);
Value classmethod_new(Value callable);
Value property_new(Value get, Value set, Value del, Value doc);

// What super finds: `name` in the MRO of object_type behind `type`; unbound. Null when absent; never raises.
Value super_find(PyType* type, PyType* object_type, PyStr* name);
// What super finds for a bound instance if that is a function or native method, which takes the instance as self. Null: anything
// else, also absent.
Value super_method(const PySuper* super, PyStr* name);
Value super_new(PyType* type, Value object, PyType* object_type);
// super() without arguments, for the running Python function. Null: RuntimeError or TypeError pending.
Value super_from_frame(Thread& t);

}  // namespace pyvm
