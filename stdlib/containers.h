// Small native modules on numbers and containers.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kBisectModule;
extern const NativeModule kCmathModule;
extern const NativeModule kHeapqModule;
extern const NativeModule kRandomModule;
extern const NativeModule kStatisticsModule;

}  // namespace pyvm
