// The _functools module.
#pragma once

#include "vm/object/native.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kFunctoolsModule;
// _lru_cache_wrapper. False: exception pending.
[[nodiscard]] bool functools_add_lru_cache(struct PyDict* dict);

}  // namespace pyvm
