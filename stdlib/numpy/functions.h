// What methods of ndarray and functions of the numpy module share. All return null with an exception pending.
#pragma once

#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

enum class Reduction : uint8_t { kSum, kProd, kMin, kMax, kMean, kVar, kStd, kAny, kAll };
// args: array-like, axis, dtype, out, keepdims, ddof
Value reduce_named(Thread& t, Reduction r, Value* args);

Value array_matmul(Thread& t, Value a, Value b);
Value array_dot(Thread& t, Value a, Value b);
Value array_arg_extreme(Thread& t, Value a, Value axis, bool largest);
Value array_cumulate(Thread& t, Ufunc f, Value a, Value axis);
Value array_sorted(Thread& t, Value a, Value axis);
Value array_argsorted(Thread& t, Value a, Value axis);
Value array_round(Thread& t, Value a, Value decimals);
Value array_nonzero(Thread& t, Value a);
Value array_repeat(Thread& t, Value a, Value repeats);

void boot_ndarray();
void boot_scalars();

}  // namespace pyvm::np
