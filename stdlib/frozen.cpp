#include "stdlib/frozen.h"

#include <cstring>

#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/run/run.h"
#include "vm/run/runtime.h"

namespace pyvm {

bool frozen_run(Thread& t, const char* name, PyDict* dict) {
  const FrozenSource* source = kFrozenSources;
  while (source->name && std::strcmp(source->name, name) != 0) source++;
  if (!source->name) return raise_error(exc::ImportError, "no frozen module named '%s'", name);
  PyStr* filename = str_format("<frozen %s>", name);
  Value builtins(reinterpret_cast<HeapObject*>(builtins_dict()));
  if (!filename || !dict_set_str(dict, names::d_builtins, builtins)) return false;
  Value code = compile_source(t, source->text, filename, "exec", kCompileStringSource, -1);
  return code && run_code(t, code.as<PyCode>(), dict, Value(&dict->header));
}

}  // namespace pyvm
