// Watched namespaces: who depends on the value of one name of a dict is told before it changes.
#pragma once

#include "vm/object/dict.h"

namespace pyvm {

// To be called before the value under `key` is written, added or removed in a dict with `watch` set.
void dict_watch_write(PyDict* dict, Value key);
// The number (keys_version) that the keys have after `key` was added or removed at position `index`; 0: a new one. A name that
// comes and goes as the last one, as in `except E as name` at module level, gives its namespace two numbers in turn, so that
// caches and traces stay valid. `moved`: other entries changed their positions.
uint32_t dict_watch_added(PyDict* dict, Value key, int64_t index, bool moved);
uint32_t dict_watch_removed(PyDict* dict, Value key, int64_t index);
// The keys got a new number.
void dict_watch_numbered(PyDict* dict);
// The keys changed in another way.
void dict_watch_keys_changed(PyDict* dict);
// Registers the list of watched dicts with the collector; once, at boot.
void dict_start_watches();

}  // namespace pyvm
