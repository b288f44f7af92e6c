// What methods of ndarray and functions of the numpy module share. All return null with an exception pending.
#pragma once

#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm {
struct PyTuple;
}

namespace pyvm::np {

enum class Reduction : uint8_t { kSum, kProd, kMin, kMax, kMean, kVar, kStd, kAny, kAll };
// Arguments as Python gave them; null: not given.
struct ReductionArguments {
  Value array, axis, dtype, out, keepdims, initial, where, ddof;
};
Value reduce_named(Thread& t, Reduction r, const ReductionArguments& args);

Value array_matmul(Thread& t, Value a, Value b, PyNdArray* out = nullptr);
Value array_dot(Thread& t, Value a, Value b);
Value array_arg_extreme(Thread& t, Value a, Value axis, Value out, bool keepdims, bool largest);
Value array_cumulate(Thread& t, Ufunc f, Value a, Value axis, Value dtype, Value out);
// kind: None or one of NumPy's names. All sort stably.
Value array_sorted(Thread& t, Value a, Value axis, Value kind);
Value array_argsorted(Thread& t, Value a, Value axis, Value kind);
Value array_searchsorted(Thread& t, Value a, Value v, Value side, Value sorter);
Value array_round(Thread& t, Value a, Value decimals, Value out);
Value array_nonzero(Thread& t, Value a);
// How often each of 0..bins-1 occurs in a, or the sum of the weights there (None: no weights). ValueError for others.
Value array_bincount(Thread& t, Value a, int64_t bins, Value weights);
// A copy whose lanes along the last axis have at these positions (a sequence of indices, ascending) what sorting puts there,
// what belongs before them before, the rest behind.
Value array_partitioned(Thread& t, Value a, Value positions);
Value array_repeat(Thread& t, Value a, Value repeats, Value axis);
Value array_take(Thread& t, Value a, Value indices, Value axis, Value out, Value mode);
Value array_clip(Thread& t, Value a, Value least, Value most, Value out, Value casting);
Value array_concatenate(Thread& t, Value arrays, Value axis, Value out, Value dtype, Value casting);
// astype(); copy false: the array itself when it has the type already.
Value array_convert(Thread& t, PyNdArray* a, DType dtype, char order, Casting casting, bool copy);
// order= argument: 'C', 'F', 'A' or 'K'. 0: exception pending.
char order_argument(Thread& t, Value v, char otherwise);
// Optional array argument. False: exception pending.
[[nodiscard]] bool array_out_argument(Value v, PyNdArray** out);

// Calls the BLAS or LAPACK routine `name` (Fortran interface) of OpenBLAS; the library is loaded at the first use.
Value lapack_call(Thread& t, PyStr* name, PyTuple* args);
// z (m x n) := x (m x k) times y (k x n), strides in elements. False: no BLAS for these operands.
struct MatrixView {
  void* data;
  int64_t rows, columns, row_step, column_step;
};
bool blas_multiply(DType type, const MatrixView& x, const MatrixView& y, const MatrixView& z);

void boot_ndarray();
void boot_scalars();

}  // namespace pyvm::np
