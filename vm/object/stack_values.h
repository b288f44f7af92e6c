// Arguments on the native stack. Exactly as many words as are used and written: what stood there before would keep dead
// objects alive, as the collector cannot tell it from arguments.
#pragma once

#include "vm/object/value.h"

// An array of n Values, uncleared, that lives as long as the calling function; n is small.
#define PYVM_STACK_VALUES(n) static_cast<::pyvm::Value*>(__builtin_alloca((n) * sizeof(::pyvm::Value)))
