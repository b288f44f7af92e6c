// The modules numpy is made of.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kNumpyCoreModule;     // _numpy
extern const NativeModule kNumpyRandomModule;   // _numpy_random
extern const NativeModule kNumpyModule;         // numpy: frozen Python
inline constexpr int kNumpyTopics = 13;
extern const NativeModule kNumpyModules[kNumpyTopics];     // numpy.linalg and the like: frozen Python
extern const NativeModule kNumbaModule;         // numba: frozen Python

}  // namespace pyvm
