// Named tuples of native modules: time.struct_time, os.stat_result, sys.version_info...
#pragma once

#include "vm/object/value.h"

namespace pyvm {

struct PyType;

// A tuple subclass whose items have names. `fields` are static strings; `visible` of them (the first ones) are tuple
// items, the rest (up to a null) attributes only. The last items may be unnamed (""): the first hidden fields stand for them, and
// have their values unless the constructor is given others. `name` is the full name ("os.stat_result"). Null: MemoryError.
PyType* struct_sequence_type(const char* name, const char* const* fields, int visible);

// An instance; one value per field (visible and hidden). Null: MemoryError pending.
Value struct_sequence_new(PyType* type, const Value* values);

}  // namespace pyvm
