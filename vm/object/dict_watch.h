// Watched namespaces: who depends on the value of one name of a dict is told before it changes.
#pragma once

#include "vm/object/dict.h"

namespace pyvm {

// To be called before the value under `key` is written, added or removed in a dict with `watch` set.
void dict_watch_write(PyDict* dict, Value key);
// Registers the list of watched dicts with the collector; once, at boot.
void dict_start_watches();

}  // namespace pyvm
