// The loops of casts.cpp once more, for processors with AVX2. Headers come before the target is chosen: what they define is
// shared with code that must run everywhere.
#pragma GCC optimize("O3")

#include <complex>
#include <limits>
#include <type_traits>

#include "stdlib/numpy/casts.h"
#include "stdlib/numpy/float_flags.h"

#pragma GCC target("avx2")
#define PYVM_CASTS_AVX2
#include "stdlib/numpy/casts.cpp"
