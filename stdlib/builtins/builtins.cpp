#include "stdlib/builtins/builtins.h"

#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/module.h"
#include "vm/object/sequence.h"
#include "vm/object/type.h"
#include "vm/run/import.h"
#include "vm/run/runtime.h"

namespace pyvm {

Value sys_attribute(Thread& t, PyStr* name) {
  Value module = import_module(t, names::sys);
  return module ? dict_get_str(module.as<PyModule>()->dict, name) : kNull;
}

static bool add(PyDict* dict, const char* name, Value value) {
  PyStr* key = str_intern(name);
  return key && dict_set_str(dict, key, value);
}

static bool add_types(PyDict* dict) {
  struct Row {
    const char* name;
    PyType* type;
  };
  const Row rows[] = {
      {"object", type_object},         {"type", type_type},           {"int", type_int},
      {"bool", type_bool},             {"float", type_float},         {"complex", type_complex},
      {"str", type_str},               {"bytes", type_bytes},         {"bytearray", type_bytearray},
      {"memoryview", type_memoryview}, {"list", type_list},           {"tuple", type_tuple},
      {"dict", type_dict},             {"set", type_set},             {"frozenset", type_frozenset},
      {"range", type_range},           {"slice", type_slice},         {"enumerate", type_enumerate},
      {"zip", type_zip},               {"map", type_map},             {"filter", type_filter},
      {"reversed", type_reversed},     {"property", type_property},   {"classmethod", type_classmethod},
      {"staticmethod", type_staticmethod}, {"super", type_super},
  };
  for (const Row& row : rows) {
    if (!add(dict, row.name, Value(&row.type->header))) return false;
  }
#define PYVM_EXCEPTION(name, base, doc) \
  if (!add(dict, #name, Value(&exc::name->header))) return false;
#include "vm/object/exceptions.def"
#undef PYVM_EXCEPTION
  return add(dict, "EnvironmentError", Value(&exc::OSError->header)) && add(dict, "IOError", Value(&exc::OSError->header));
}

static bool add_functions(PyDict* dict, PyStr* module, const NativeDef* rows) {
  for (; rows->signature; rows++) {
    Value fn = native_new(*rows, module);
    if (!fn || !dict_set_str(dict, fn.as<PyNative>()->name, fn)) return false;
  }
  return true;
}

static bool builtins_init(Thread&, PyDict* dict) {
  PyStr* module = names::builtins;
  if (!builtins_make_anext()) return false;
  for (const NativeDef* rows : {kBuiltinAttributes, kBuiltinNumbers, kBuiltinIteration, kBuiltinText, kBuiltinAsync}) {
    if (!add_functions(dict, module, rows)) return false;
  }
  PyStr* doc = str_from_utf8(
      "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in "
      "slices.");
  return doc && add(dict, "__doc__", Value(&doc->header)) && add(dict, "None", kNone) && add(dict, "True", kTrue) &&
         add(dict, "False", kFalse) && add(dict, "Ellipsis", kEllipsis) && add(dict, "NotImplemented", kNotImplemented) &&
         add(dict, "__debug__", Value::from_bool(runtime_options.optimize == 0)) && add_types(dict) &&
         (runtime_options.no_site || builtins_add_site(dict));
}

const NativeModule kBuiltinsModule = {"builtins", builtins_init};

}  // namespace pyvm
