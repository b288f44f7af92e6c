// ndarray: a view of a buffer of equal elements.
#pragma once

#include "stdlib/numpy/dtype.h"
#include "vm/object/value.h"

namespace pyvm {
class TextBuffer;
}

namespace pyvm::np {

inline constexpr int kMaxDims = 32;

inline size_t PyNdArray::item_bytes() const { return dtype_bytes(dtype); }

extern PyType* type_ndarray;
inline bool is_array(Value v) { return v.is_layout(ndarray_layout); }
inline PyNdArray* as_array(Value v) { return v.as<PyNdArray>(); }
inline Value value_of(PyNdArray* a) { return a ? Value(&a->header) : kNull; }

// All return null with an exception pending.
// Uninitialised (or zeroed) C-contiguous array.
PyNdArray* array_new(DType dtype, int ndim, const int64_t* shape, bool zeroed = false);
// A view with its own data pointer, shape and strides on base's buffer.
PyNdArray* array_view(PyNdArray* base, uint8_t* data, int ndim, const int64_t* shape, const int64_t* strides, DType dtype);
PyNdArray* array_copy(PyNdArray* a);                       // C-contiguous
// Uninitialised, its axes in the order in memory of the arrays it is computed from.
PyNdArray* array_new_like(DType dtype, int ndim, const int64_t* shape, PyNdArray* const* like, int count);
PyNdArray* array_copy_keeping_order(PyNdArray* a, DType dtype);
PyNdArray* array_fortran_copy(PyNdArray* a, DType dtype);
// Whether the memory between first and last elements overlaps; whether both are the same view.
bool array_may_overlap(const PyNdArray* a, const PyNdArray* b);
bool array_same_elements(const PyNdArray* a, const PyNdArray* b);
PyNdArray* array_astype(PyNdArray* a, DType dtype);        // a new array
PyNdArray* array_contiguous(PyNdArray* a);                 // itself if it is already
PyNdArray* array_reshape(PyNdArray* a, int ndim, const int64_t* shape);
PyNdArray* array_reshape_fortran(PyNdArray* a, int ndim, const int64_t* shape);   // in column-major order
// As a view; null without an exception when that takes a copy.
PyNdArray* array_reshape_view(PyNdArray* a, int ndim, const int64_t* shape);
PyNdArray* array_transpose(PyNdArray* a);
// One-dimensional, on memory that `memory` keeps alive; memory null: a copy. `base` is what .base shows.
PyNdArray* array_over_memory(DType dtype, int64_t count, uint8_t* data, Value memory, bool readonly, Value base);
// The type of a result computed from these arrays, scalars and dtypes. False: exception pending.
[[nodiscard]] bool common_dtype(Thread& t, const Value* values, int64_t n, DType* out);
// What an operand of an array's or a NumPy scalar's operator is to NumPy. Asking runs no Python code.
enum class OperandKind : uint8_t {
  kArray,      // array_from() makes an array of it: numbers, arrays, sequences, buffers, what has __array__
  kText,       // str and bytes, which have no arrays here
  kDeferred,   // its class asks that operations be left to it: __array_ufunc__, __array_priority__
  kObject,     // anything else, of which NumPy would make an array of objects
};
OperandKind operand_kind(Value v);
// Anything as an array: arrays as they are, scalars 0-d, nested sequences. dtype null: found from the content.
PyNdArray* array_from(Thread& t, Value v, const DType* dtype);
// Copies src (broadcast) into dst. False: exception pending.
[[nodiscard]] bool array_assign(Thread& t, PyNdArray* dst, PyNdArray* src);
// A 0-d array as a scalar, others as they are.
Value array_or_scalar(PyNdArray* a);
Value array_tolist(Thread& t, PyNdArray* a);
// Recomputes kContiguous and kFortran.
void array_update_flags(PyNdArray* a);

// Shape from an int or a sequence of ints; one -1 is allowed when `size` >= 0. Returns ndim, or -1 with an exception
// pending.
int shape_argument(Thread& t, Value v, int64_t* shape, int64_t size = -1);
Value shape_tuple(const int64_t* shape, int ndim);
// "(2,3)" as NumPy prints shapes in messages.
void shape_text(const int64_t* shape, int ndim, TextBuffer& out);

// index.cpp
Value array_get_item(Thread& t, PyNdArray* a, Value index);
[[nodiscard]] bool array_set_item(Thread& t, PyNdArray* a, Value index, Value v);

// Byte offsets from a->data of the elements that a[index] selects: a contiguous int64 array. Null: exception pending.
PyNdArray* array_positions(Thread& t, PyNdArray* a, Value index);
// The coordinates of a mask's true elements, one array per dimension, of which there is one at least. False: exception pending.
[[nodiscard]] bool mask_coordinates(PyNdArray* mask, PyNdArray** out);
// True elements of a bool array.
int64_t count_true(PyNdArray* mask);

// print.cpp
PyStr* array_repr(Thread& t, PyNdArray* a);
PyStr* array_str(Thread& t, PyNdArray* a);
PyStr* scalar_text(DType d, const void* element);
// Rows of the module's table.
Value print_array(Thread& t, Value* args);
Value print_set_options(Thread& t, Value* args);
Value print_float(Thread& t, Value* args);

// Walks operands of one shape together, the first in the order of its memory: calls inner(pointers, strides, n) for runs.
// The order of elements is not C order; dimensions that all operands step through evenly are merged.
class Walker {
 public:
  static constexpr int kMaxOperands = 4;
  Walker(int ndim, const int64_t* shape) : ndim_(ndim) {
    for (int i = 0; i < ndim; i++) shape_[i] = shape[i];
  }
  // The operand's shape is broadcast to the walker's.
  void add(PyNdArray* a);
  template <class F>
  void run(F inner) {
    for (int i = 0; i < ndim_; i++) {
      if (shape_[i] == 0) return;
    }
    arrange();
    merge();
    int64_t index[kMaxDims] = {};
    int outer = ndim_ > 0 ? ndim_ - 1 : 0;
    int64_t n = ndim_ > 0 ? shape_[ndim_ - 1] : 1;
    int64_t steps[kMaxOperands];
    for (int k = 0; k < count_; k++) steps[k] = ndim_ > 0 ? strides_[k][ndim_ - 1] : 0;
    for (;;) {
      inner(data_, steps, n);
      int d = outer - 1;
      for (; d >= 0; d--) {
        for (int k = 0; k < count_; k++) data_[k] += strides_[k][d];
        if (++index[d] < shape_[d]) break;
        for (int k = 0; k < count_; k++) data_[k] -= strides_[k][d] * shape_[d];
        index[d] = 0;
      }
      if (d < 0) return;
    }
  }

 private:
  void arrange();
  void merge();
  int ndim_, count_ = 0;
  int64_t shape_[kMaxDims];
  int64_t strides_[kMaxOperands][kMaxDims];
  uint8_t* data_[kMaxOperands];
};

// Common shape of two arrays; false: ValueError pending with NumPy's text.
[[nodiscard]] bool broadcast_shapes(PyNdArray* const* arrays, int count, int64_t* shape, int* ndim);

}  // namespace pyvm::np
