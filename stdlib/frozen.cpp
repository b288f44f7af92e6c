#include "stdlib/frozen.h"

#include <cstring>

#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/bytecode_cache.h"
#include "vm/run/runtime.h"

namespace pyvm {

// Marks the code object and those within it.
static void hide(PyCode* code) {
  code->flags |= kCodeHidden;
  for (uint32_t i = 0; i < code->const_count; i++) {
    Value v = code->consts[i];
    if (v.is_heap() && type_of(v) == type_code) hide(v.as<PyCode>());
  }
}

bool frozen_run(Thread& t, const FrozenSource& source, PyDict* dict) {
  PyStr* filename = str_format("<frozen %s>", source.name);
  Value builtins(reinterpret_cast<HeapObject*>(builtins_dict()));
  if (!filename || !dict_set_str(dict, names::d_builtins, builtins)) return false;
  Value code = frozen_source_code(t, source.name, source.text, filename);
  if (code && source.native) hide(code.as<PyCode>());
  return code && run_code(t, code.as<PyCode>(), dict, Value(&dict->header));
}

bool frozen_run(Thread& t, const char* name, PyDict* dict) {
  const FrozenSource* source = kFrozenSources;
  while (source->name && std::strcmp(source->name, name) != 0) source++;
  if (!source->name) return raise_error(exc::ImportError, "no frozen module named '%s'", name);
  return frozen_run(t, *source, dict);
}

bool run_hidden(Thread& t, PyCode* code, PyDict* dict) {
  hide(code);
  return static_cast<bool>(run_code(t, code, dict, Value(&dict->header)));
}

}  // namespace pyvm
