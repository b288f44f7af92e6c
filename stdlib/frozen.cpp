#include "stdlib/frozen.h"
#include "stdlib/modules.h"

#include <cstring>

#include "vm/object/code.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/str.h"
#include "vm/object/type.h"
#include "vm/run/run.h"
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

bool frozen_run(Thread& t, const char* name, PyDict* dict) {
  const FrozenSource* source = kFrozenSources;
  while (source->name && std::strcmp(source->name, name) != 0) source++;
  if (!source->name) return raise_error(exc::ImportError, "no frozen module named '%s'", name);
  PyStr* filename = str_format("<frozen %s>", name);
  Value builtins(reinterpret_cast<HeapObject*>(builtins_dict()));
  if (!filename || !dict_set_str(dict, names::d_builtins, builtins)) return false;
  Value code = compile_source(t, source->text, filename, "exec", kCompileStringSource, -1);
  if (code && name[0] == '_') hide(code.as<PyCode>());
  return code && run_code(t, code.as<PyCode>(), dict, Value(&dict->header));
}

bool run_hidden(Thread& t, std::string_view text, PyStr* filename, PyDict* dict) {
  Value code = compile_source(t, text, filename, "exec", 0, -1);
  if (code) hide(code.as<PyCode>());
  return code && run_code(t, code.as<PyCode>(), dict, Value(&dict->header));
}

template <const char* kName>
static bool frozen_init(Thread& t, PyDict* dict) {
  return frozen_run(t, kName, dict);
}
static constexpr char kBlake2[] = "_blake2", kCsv[] = "_csv";
static constexpr char kContextvars[] = "_contextvars", kMarshal[] = "marshal", kWarnings[] = "_warnings";
static constexpr char kIo[] = "_io", kIoRaw[] = "_io_raw", kIoBuffered[] = "_io_buffered", kIoText[] = "_io_text";
const NativeModule kBlake2Module = {kBlake2, frozen_init<kBlake2>};
const NativeModule kCsvModule = {kCsv, frozen_init<kCsv>};
const NativeModule kContextvarsModule = {kContextvars, frozen_init<kContextvars>};
const NativeModule kMarshalModule = {kMarshal, frozen_init<kMarshal>};
const NativeModule kWarningsModule = {kWarnings, frozen_init<kWarnings>};
const NativeModule kIoModule = {kIo, frozen_init<kIo>};
const NativeModule kIoRawModule = {kIoRaw, frozen_init<kIoRaw>};
const NativeModule kIoBufferedModule = {kIoBuffered, frozen_init<kIoBuffered>};
const NativeModule kIoTextModule = {kIoText, frozen_init<kIoText>};

}  // namespace pyvm
