#include "stdlib/library.h"

#include <dlfcn.h>

#include <cstring>

#include "vm/object/error.h"

namespace pyvm {

bool load_library(const char* file, const LibrarySymbol* symbols, size_t count) {
  void* library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) return raise_error(exc::ImportError, "%s cannot be loaded: %s", file, dlerror());
  for (size_t i = 0; i < count; i++) {
    void* function = dlsym(library, symbols[i].name);
    if (!function) return raise_error(exc::ImportError, "%s lacks %s", file, symbols[i].name);
    std::memcpy(symbols[i].slot, &function, sizeof function);
  }
  return true;
}

}  // namespace pyvm
