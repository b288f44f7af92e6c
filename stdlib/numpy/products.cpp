// Matrix products: BLAS for floats and complex numbers, loops for the rest.
#include <cstring>

#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/kernels.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/list.h"

namespace pyvm::np {

namespace {

// Sums over k in order, as NumPy's own loops do.
template <class S>
void multiply_loop(const MatrixView& x, const MatrixView& y, const MatrixView& z) {
  using T = formula::compute_t<S>;
  auto* a = static_cast<const S*>(x.data);
  auto* b = static_cast<const S*>(y.data);
  auto* c = static_cast<S*>(z.data);
  auto product = [](T u, T v) {
    if constexpr (std::is_same_v<S, bool>) {
      return u && v;
    } else if constexpr (formula::is_complex_type<T>) {
      return formula::complex_multiply(u, v);
    } else if constexpr (formula::is_int_type<T>) {
      return static_cast<T>(static_cast<formula::wrap_t<T>>(u) * static_cast<formula::wrap_t<T>>(v));
    } else {
      return u * v;
    }
  };
  auto sum = [](T u, T v) {
    if constexpr (std::is_same_v<S, bool>) {
      return u || v;
    } else if constexpr (formula::is_int_type<T>) {
      return static_cast<T>(static_cast<formula::wrap_t<T>>(u) + static_cast<formula::wrap_t<T>>(v));
    } else {
      return u + v;
    }
  };
  for (int64_t i = 0; i < x.rows; i++) {
    if constexpr (std::is_same_v<S, T>) {
      // Row by row of y, so that memory is read in order.
      S* row = c + i * z.row_step;
      for (int64_t j = 0; j < y.columns; j++) row[j * z.column_step] = S(0);
      for (int64_t k = 0; k < x.columns; k++) {
        T u = a[i * x.row_step + k * x.column_step];
        const S* from = b + k * y.row_step;
        for (int64_t j = 0; j < y.columns; j++) {
          row[j * z.column_step] = sum(row[j * z.column_step], product(u, from[j * y.column_step]));
        }
      }
    } else {
      for (int64_t j = 0; j < y.columns; j++) {
        T total(0);
        for (int64_t k = 0; k < x.columns; k++) {
          total = sum(total, product(static_cast<T>(a[i * x.row_step + k * x.column_step]),
                                     static_cast<T>(b[k * y.row_step + j * y.column_step])));
        }
        c[i * z.row_step + j * z.column_step] = static_cast<S>(total);
      }
    }
  }
}

void multiply(DType type, const MatrixView& x, const MatrixView& y, const MatrixView& z) {
  if (z.rows == 0 || z.columns == 0) return;
  if (x.columns > 0 && blas_multiply(type, x, y, z)) return;
  dispatch(type, [&](auto zero) { multiply_loop<decltype(zero)>(x, y, z); });
}

// The last two dimensions as a matrix; a vector is a row (of the left operand) or a column.
MatrixView matrix_of(PyNdArray* a, uint8_t* data, bool vector_is_row) {
  auto item = static_cast<int64_t>(a->item_bytes());
  int n = a->ndim;
  if (n >= 2) return {data, a->shape()[n - 2], a->shape()[n - 1], a->strides()[n - 2] / item, a->strides()[n - 1] / item};
  int64_t length = n ? a->shape()[0] : 1, step = n ? a->strides()[0] / item : 1;
  return vector_is_row ? MatrixView{data, 1, length, length, step} : MatrixView{data, length, 1, step, 1};
}

// Strides are whole elements (views of parts of complex arrays may not be).
PyNdArray* in_elements(PyNdArray* a, DType type) {
  if (a->dtype != type) return array_astype(a, type);
  for (int i = 0; i < a->ndim; i++) {
    if (a->strides()[i] % static_cast<int64_t>(a->item_bytes())) return array_copy(a);
  }
  return a;
}

Value fail_matmul(PyNdArray* a, PyNdArray* b) {
  return raise_value_error("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                           "(n?,k),(k,m?)->(n?,m?) (size %ld is different from %ld)",
                           b->shape()[b->ndim > 1 ? b->ndim - 2 : 0], a->shape()[a->ndim - 1]);
}

Value fail_stacks(PyNdArray* a, PyNdArray* b, int64_t rows, int64_t columns) {
  TextBuffer text;
  for (PyNdArray* x : {a, b}) {
    shape_text(x->shape(), x->ndim, text);
    text.append("->(");
    for (int i = 0; i < x->ndim - 2; i++) text.printf("%ld,", x->shape()[i]);
    text.append(x->ndim > 1 ? "newaxis,newaxis) " : "newaxis) ");
  }
  return raise_value_error("operands could not be broadcast together with remapped shapes [original->remapped]: %s and requested "
                           "shape (%ld,%ld)", text.c_str(), rows, columns);
}

}  // namespace

Value array_matmul(Thread& t, Value left, Value right, PyNdArray* given_out) {
  PyNdArray* a = array_from(t, left, nullptr);
  PyNdArray* b = a ? array_from(t, right, nullptr) : nullptr;
  if (!b) return kNull;
  if (a->ndim == 0 || b->ndim == 0) {
    return raise_value_error("matmul: Input operand %d does not have enough dimensions (has 0, gufunc core with signature "
                             "(n?,k),(k,m?)->(n?,m?) requires 1)", a->ndim == 0 ? 0 : 1);
  }
  DType type = promote(a->dtype, b->dtype);
  int64_t inner = a->shape()[a->ndim - 1];
  if (b->shape()[b->ndim > 1 ? b->ndim - 2 : 0] != inner) return fail_matmul(a, b);
  a = in_elements(a, type);
  b = a ? in_elements(b, type) : nullptr;
  if (!b) return kNull;
  // The stack dimensions are broadcast.
  PyNdArray* stacks[2];
  for (int i = 0; i < 2; i++) {
    PyNdArray* x = i ? b : a;
    stacks[i] = array_view(x, x->data, x->ndim > 2 ? x->ndim - 2 : 0, x->shape(), x->strides(), type);
    if (!stacks[i]) return kNull;
  }
  MatrixView x = matrix_of(a, a->data, true), y = matrix_of(b, b->data, false);
  int64_t shape[kMaxDims];
  int ndim, stack_ndim;
  if (!broadcast_shapes(stacks, 2, shape, &stack_ndim)) return error_clear(), fail_stacks(a, b, x.rows, y.columns);
  ndim = stack_ndim;
  if (a->ndim > 1) shape[ndim++] = x.rows;
  if (b->ndim > 1) shape[ndim++] = y.columns;
  PyNdArray* out = array_new(type, ndim, shape);
  if (!out) return kNull;
  PyNdArray* out_stack = array_view(out, out->data, stack_ndim, out->shape(), out->strides(), type);
  if (!out_stack) return kNull;
  MatrixView z{out->data, x.rows, y.columns, y.columns, 1};
  Walker walk(stack_ndim, shape);
  walk.add(out_stack);
  walk.add(stacks[0]);
  walk.add(stacks[1]);
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
      z.data = p[0] + i * step[0];
      x.data = p[1] + i * step[1];
      y.data = p[2] + i * step[2];
      multiply(type, x, y, z);
    }
  });
  if (given_out) return array_assign(t, given_out, out) ? Value(&given_out->header) : kNull;
  return array_or_scalar(out);
}

Value array_dot(Thread& t, Value left, Value right) {
  PyNdArray* a = array_from(t, left, nullptr);
  PyNdArray* b = a ? array_from(t, right, nullptr) : nullptr;
  if (!b) return kNull;
  Value inputs[2] = {Value(&a->header), Value(&b->header)};
  if (a->ndim == 0 || b->ndim == 0) return ufunc_call(t, Ufunc::multiply, inputs, nullptr);
  int b_axis = b->ndim > 1 ? b->ndim - 2 : 0;
  if (b->shape()[b_axis] != a->shape()[a->ndim - 1]) {
    TextBuffer x, y;
    shape_text(a->shape(), a->ndim, x);
    shape_text(b->shape(), b->ndim, y);
    return raise_value_error("shapes %s and %s not aligned: %ld (dim %d) != %ld (dim %d)", x.c_str(), y.c_str(),
                             a->shape()[a->ndim - 1], a->ndim - 1, b->shape()[b_axis], b_axis);
  }
  DType type = promote(a->dtype, b->dtype);
  a = in_elements(a, type);
  b = a ? in_elements(b, type) : nullptr;
  if (!b) return kNull;
  if (a->ndim <= 2 && b->ndim <= 2) {
    // Unlike matmul, dot copies what BLAS cannot take.
    auto fits = [](PyNdArray* m) { return m->ndim < 2 || m->contiguous() || m->flags & kFortran; };
    if (!fits(a)) a = array_copy(a);
    if (a && !fits(b)) b = array_copy(b);
    return a && b ? array_matmul(t, Value(&a->header), Value(&b->header)) : kNull;
  }
  // Every row of a with every column of b.
  int64_t shape[2 * kMaxDims];
  int n = 0;
  for (int i = 0; i < a->ndim - 1; i++) shape[n++] = a->shape()[i];
  for (int i = 0; i < b->ndim; i++) {
    if (i != b_axis) shape[n++] = b->shape()[i];
  }
  if (n > kMaxDims) return raise_value_error("too many dimensions");
  PyNdArray* out = array_new(type, n, shape);
  if (!out || out->size == 0) return value_of(out);
  auto item = static_cast<int64_t>(dtype_bytes(type));
  int64_t length = a->shape()[a->ndim - 1], position[kMaxDims] = {};
  MatrixView x{nullptr, 1, length, length, a->strides()[a->ndim - 1] / item};
  MatrixView y{nullptr, length, 1, b->strides()[b_axis] / item, 1};
  for (int64_t r = 0; r < out->size; r++) {
    uint8_t *from_a = a->data, *from_b = b->data;
    int d = 0;
    for (int i = 0; i < a->ndim - 1; i++) from_a += position[d++] * a->strides()[i];
    for (int i = 0; i < b->ndim; i++) {
      if (i != b_axis) from_b += position[d++] * b->strides()[i];
    }
    x.data = from_a;
    y.data = from_b;
    multiply(type, x, y, {out->data + r * item, 1, 1, 1, 1});
    for (d = n - 1; d >= 0 && ++position[d] == shape[d]; d--) position[d] = 0;
  }
  return array_or_scalar(out);
}

}  // namespace pyvm::np
