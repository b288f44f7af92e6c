// _numba: what the frozen module numba asks of the runtime.
#pragma once

#include "stdlib/modules.h"

namespace pyvm {

extern const NativeModule kNumbaRuntimeModule;   // _numba

}  // namespace pyvm
