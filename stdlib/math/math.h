// The math module: one table of functions per topic.
#pragma once

#include "vm/object/native.h"
#include "vm/run/run.h"

namespace pyvm {

extern const NativeModule kMathModule;
extern const NativeDef kMathFloatFunctions[];
extern const NativeDef kMathIntFunctions[];
extern const NativeDef kMathSumFunctions[];

}  // namespace pyvm
