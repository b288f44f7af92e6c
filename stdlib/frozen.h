// Python modules whose source is part of the program: stdlib/frozen/NAME.py, and stdlib/frozen/native/NAME.py for modules
// that stand for native ones, whose frames are hidden from tracebacks.
#pragma once

#include <string_view>

#include "vm/run/run.h"

namespace pyvm {

struct FrozenSource {
  const char* name;   // null: the end
  std::string_view text;
  bool native;
};
// Both tables are made by embed.py from the list of files in meson.build.
extern const FrozenSource kFrozenSources[];
extern const NativeModule kFrozenModules[];   // one row per native source; a null name ends it

// Runs the source of a frozen module in `dict`, as <frozen NAME>. False: exception pending.
[[nodiscard]] bool frozen_run(Thread& t, const char* name, PyDict* dict);
[[nodiscard]] bool frozen_run(Thread& t, const FrozenSource& source, PyDict* dict);

// The code of a frozen module; None: no such module. Null: exception pending.
Value frozen_code(Thread& t, std::string_view name);

// NativeModule::init of row `kRow` of kFrozenSources.
template <unsigned kRow>
bool frozen_init(Thread& t, PyDict* dict) {
  return frozen_run(t, kFrozenSources[kRow], dict);
}

// Runs code of a module in `dict`, its frames hidden. False: exception pending.
[[nodiscard]] bool run_hidden(Thread& t, PyCode* code, PyDict* dict);

}  // namespace pyvm
