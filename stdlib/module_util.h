// Filling the namespace of a native module.
#pragma once

#include "vm/object/dict.h"
#include "vm/object/native.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm {

// All return false with an exception pending.
[[nodiscard]] inline bool module_add(PyDict* dict, const char* name, Value value) {
  PyStr* key = value ? str_intern(name) : nullptr;
  return key && dict_set_str(dict, key, value);
}

// Every row of the table as a function of the module.
[[nodiscard]] inline bool module_add_functions(PyDict* dict, const char* module, const NativeDef* rows) {
  PyStr* name = str_intern(module);
  if (!name) return false;
  for (; rows->signature; rows++) {
    Value fn = native_new(*rows, name);
    if (!fn || !dict_set_str(dict, fn.as<PyNative>()->name, fn)) return false;
  }
  return true;
}

// The type under the last component of its name.
[[nodiscard]] inline bool module_add_type(PyDict* dict, PyType* type) {
  return type && dict_set_str(dict, type->name, Value(&type->header));
}

[[nodiscard]] inline bool module_add_doc(PyDict* dict, const char* text) {
  PyStr* doc = str_from_utf8(text);
  return doc && module_add(dict, "__doc__", Value(&doc->header));
}

}  // namespace pyvm
