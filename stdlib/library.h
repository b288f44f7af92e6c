// Shared libraries that are loaded when a module needs them.
#pragma once

#include <cstddef>

namespace pyvm {

struct LibrarySymbol {
  const char* name;
  void* slot;          // address of the function pointer to be set
};

// Sets the functions of the library `file`. False: ImportError pending.
[[nodiscard]] bool load_library(const char* file, const LibrarySymbol* symbols, size_t count);

}  // namespace pyvm
