// The loops of casts.cpp once more, for processors with AVX2. Headers come before the target is chosen: what they define is
// shared with code that must run everywhere.
#ifndef __clang__
#pragma GCC optimize("O3")
#endif

#include <complex>
#include <limits>
#include <type_traits>

#include "stdlib/numpy/casts.h"
#include "stdlib/numpy/float_flags.h"

#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC target("avx2")
#endif
#define PYVM_CASTS_AVX2
#include "stdlib/numpy/casts.cpp"
#ifdef __clang__
#pragma clang attribute pop
#endif
