// Layout ids of exact builtin types that the interpreter and the JIT compare headers against.
#pragma once

#include <cstdint>

namespace pyvm {

struct Layouts {
  uint32_t function, builtin, method_descriptor, wrapper_descriptor, method, type;
  uint32_t str, list, tuple, dict, set, frozenset, range, slice, bytes, int_, complex, module, cell;
  uint32_t range_iterator, list_iterator, tuple_iterator, generator, coroutine, async_generator;
};
extern Layouts layouts;

// Reads the ids from the booted types.
void layouts_boot();

}  // namespace pyvm
