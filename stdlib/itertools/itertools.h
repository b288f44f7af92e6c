// The itertools module.
#pragma once

#include "vm/object/alloc.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/reduce.h"
#include "vm/object/sequence.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kItertoolsModule;

namespace itertools {

// The tables of types: basic.cpp, combine.cpp, groups.cpp. Each adds its types to the module. False: exception pending.
[[nodiscard]] bool add_basic_types(struct pyvm::PyDict* dict);
[[nodiscard]] bool add_combinatoric_types(struct pyvm::PyDict* dict);
[[nodiscard]] bool add_grouping_types(struct pyvm::PyDict* dict);

inline Value self_method(Thread&, Value* args) { return args[0]; }

// A bare instance of args[0], a class.
template <class T>
T* make(Value cls) {
  return allocate_instance_of<T>(cls.as<PyType>());
}
template <class T>
Value finish(T* object) {
  gc::barrier(&object->header);
  return Value(&object->header);
}
template <class T>
void store(T* owner, Value* slot, Value value) {
  *slot = value;
  gc::barrier(&owner->header, value.bits());
}

// What __setstate__ was given as a tuple of n items; null: TypeError.
PyTuple* state_tuple(Value state, int64_t n);

#define ITERTOOLS_REDUCE(f) {"__reduce__(self, /)", f, kEffectAllocates, "Return state information for pickling."}
#define ITERTOOLS_PICKLED(reduce, setstate) \
  ITERTOOLS_REDUCE(reduce), {"__setstate__(self, state, /)", setstate, kEffectAll, "Set state information for unpickling."}
#define ITERTOOLS_ITER {"__iter__(self, /)", ::pyvm::itertools::self_method, ::pyvm::kEffectPure}

}  // namespace itertools
}  // namespace pyvm
