// Native modules on text and bytes.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kBinasciiModule;
extern const NativeModule kCodecsModule;
extern const NativeModule kIconvModule;
extern const NativeModule kStringModule;        // _string
extern const NativeModule kStructModule;        // _struct
extern const NativeModule kUnicodedataModule;

}  // namespace pyvm
