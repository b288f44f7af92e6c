// The rows of ndarray's method table that are written in other files.
#pragma once

#include "vm/object/native.h"

namespace pyvm::np {

// operators.cpp: fills the rows of the number protocol, comparisons and conversions; returns how many.
int array_operator_rows(NativeDef* rows, int capacity);

}  // namespace pyvm::np
