// Python modules whose source is part of the program: stdlib/frozen/NAME.py.
#pragma once

#include <string_view>

namespace pyvm {

struct PyDict;
struct Thread;

struct FrozenSource {
  const char* name;   // null: the end
  std::string_view text;
};
extern const FrozenSource kFrozenSources[];   // made by embed.py

// Runs the source of a frozen module in `dict`, as <frozen NAME>. Frames of modules whose name begins with _ are hidden:
// they stand for native modules. False: exception pending.
[[nodiscard]] bool frozen_run(Thread& t, const char* name, PyDict* dict);

// Runs source text in `dict` under this file name, its frames hidden. False: exception pending.
struct PyStr;
[[nodiscard]] bool run_hidden(Thread& t, std::string_view text, PyStr* filename, PyDict* dict);

}  // namespace pyvm
