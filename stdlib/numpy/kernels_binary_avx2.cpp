// The kernels of kernels_binary.cpp once more, for processors with AVX2. Headers come before the target is chosen: what they
// define is shared with code that must run everywhere.
#pragma GCC optimize("O3")

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/numpy/ufunc.h"

#pragma GCC target("avx2")
#define PYVM_KERNELS_AVX2
#include "stdlib/numpy/kernels_binary.cpp"
