#include "stdlib/frozen.h"

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

namespace {

Value code_of(Thread& t, const FrozenSource& source) {
  PyStr* filename = str_format("<frozen %s>", source.name);
  Value code = filename ? frozen_source_code(t, source.name, source.text, filename) : kNull;
  if (code && source.native) hide(code.as<PyCode>());
  return code;
}

// Null: no such module.
const FrozenSource* find_source(std::string_view name) {
  for (const FrozenSource* source = kFrozenSources; source->name; source++) {
    if (name == source->name) return source;
  }
  return nullptr;
}

}  // namespace

Value frozen_code(Thread& t, std::string_view name) {
  const FrozenSource* source = find_source(name);
  return source ? code_of(t, *source) : kNone;
}

bool frozen_run(Thread& t, const FrozenSource& source, PyDict* dict) {
  Value builtins(reinterpret_cast<HeapObject*>(builtins_dict()));
  Value code = dict_set_str(dict, names::d_builtins, builtins) ? code_of(t, source) : kNull;
  return code && run_code(t, code.as<PyCode>(), dict, Value(&dict->header));
}

bool frozen_run(Thread& t, const char* name, PyDict* dict) {
  const FrozenSource* source = find_source(name);
  if (!source) return raise_error(exc::ImportError, "no frozen module named '%s'", name);
  return frozen_run(t, *source, dict);
}

bool run_hidden(Thread& t, PyCode* code, PyDict* dict) {
  hide(code);
  return static_cast<bool>(run_code(t, code, dict, Value(&dict->header)));
}

}  // namespace pyvm
