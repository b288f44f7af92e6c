// Loops that convert elements of one type to another.
#pragma once

#include "stdlib/numpy/dtype.h"

namespace pyvm::np {

// n elements with strides in bytes. Out of the target's range: FE_INVALID is set.
using Cast = void (*)(void* out, int64_t out_stride, const void* in, int64_t in_stride, int64_t n);
// The best one for this processor.
Cast cast_between(DType to, DType from);

}  // namespace pyvm::np
