// The kernels of kernels_binary.cpp once more, for processors with AVX2. Headers come before the target is chosen: what they
// define is shared with code that must run everywhere.
#ifndef __clang__
#pragma GCC optimize("O3")
#endif

#include "stdlib/numpy/kernels.h"
#include "stdlib/numpy/simd.h"
#include "stdlib/numpy/ufunc.h"

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif
#define PYVM_KERNELS_AVX2
#include "stdlib/numpy/kernels_binary.cpp"
#ifdef __clang__
#pragma clang attribute pop
#endif
