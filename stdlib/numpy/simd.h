// Kernels for contiguous runs, compiled for several instruction sets; the best one for the processor is chosen at the
// first call.
#pragma once

#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

// accumulator := accumulator f (n elements), to the same bits as the scalar code. False: not done here.
bool simd_fold(Ufunc f, DType type, uint8_t* accumulator, const uint8_t* p, int64_t step, int64_t n);

// The first of n elements that is the largest (smallest), a NaN if there is one; -1: not done here.
int64_t simd_extreme_index(bool largest, DType type, const uint8_t* p, int64_t step, int64_t n);

// Converts n contiguous elements; false: not done here.
bool simd_convert(DType to, void* out, DType from, const void* in, int64_t n);

// An elementary function over arrays of float64 and float32 and of one number, to the same bits; null for others.
struct MathLoops {
  Kernel doubles = nullptr, singles = nullptr;
  double (*single)(double) = nullptr;
};
MathLoops simd_math_loops(Ufunc f);
// Likewise of two numbers.
struct PairLoops {
  Kernel doubles = nullptr, singles = nullptr;
  double (*single)(double, double) = nullptr;
};
PairLoops simd_pair_loops(Ufunc f);

}  // namespace pyvm::np
