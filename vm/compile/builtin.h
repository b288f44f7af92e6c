// The builtin compile().
#pragma once

#include "vm/object/native.h"

namespace pyvm {

extern const NativeDef kCompileBuiltin;

}  // namespace pyvm
