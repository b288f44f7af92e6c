// _io_core: the parts of files that every line read and every text written goes through; the rest is in
// stdlib/frozen/native/_io*.py.
#pragma once

#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kIoCoreModule;

}  // namespace pyvm
