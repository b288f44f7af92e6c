// Layout ids of exact builtin types that the interpreter and the JIT compare headers against.
#pragma once

#include <cstdint>

namespace pyvm {

struct Layouts {
  uint32_t function, builtin, method_descriptor, wrapper_descriptor, method, type, super;
  uint32_t str, list, tuple, dict, set, frozenset, range, slice, bytes, int_, complex, module, cell;
  uint32_t range_iterator, parallel_iterator, list_iterator, tuple_iterator, str_iterator, str_ascii_iterator, enumerate, zip;
  uint32_t generator, coroutine, async_generator;
  uint32_t array, raw, dict_entries, set_entries, float_, bool_;
  uint32_t dict_keys, dict_values, dict_items, dict_key_iterator, dict_value_iterator, dict_item_iterator, set_iterator;
};
extern Layouts layouts;

// Reads the ids from the types' root shapes; called at boot as soon as every type has one.
void layouts_boot();

}  // namespace pyvm
