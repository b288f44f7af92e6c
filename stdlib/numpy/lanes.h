// Work along one axis of an array.
#pragma once

#include <type_traits>

#include "stdlib/numpy/ndarray.h"
#include "stdlib/numpy/ufunc.h"

namespace pyvm::np {

// Visits each lane along `axis`: f(first element, stride, lane number).
template <class F>
void for_lanes(PyNdArray* a, int axis, F f) {
  int64_t position[kMaxDims] = {};
  int64_t lanes = 1;
  for (int i = 0; i < a->ndim; i++) {
    if (i != axis) lanes *= a->shape()[i];
  }
  for (int64_t lane = 0; lane < lanes; lane++) {
    uint8_t* at = a->data;
    for (int i = 0; i < a->ndim; i++) at += position[i] * a->strides()[i];
    f(at, a->strides()[axis], lane);
    for (int d = a->ndim - 1; d >= 0; d--) {
      if (d == axis) continue;
      if (++position[d] < a->shape()[d]) break;
      position[d] = 0;
    }
  }
}

// Calls copy with the size of an item: a constant where it is that of an element.
template <class Copy>
void by_item_size(size_t item, Copy copy) {
  switch (item) {
    case 1: return copy(std::integral_constant<size_t, 1>{});
    case 2: return copy(std::integral_constant<size_t, 2>{});
    case 4: return copy(std::integral_constant<size_t, 4>{});
    case 8: return copy(std::integral_constant<size_t, 8>{});
    case 16: return copy(std::integral_constant<size_t, 16>{});
    default: return copy(item);
  }
}

// Axis None flattens the array first. False: exception pending.
inline bool lane_axis(Thread& t, Value axis, PyNdArray** a, int* out) {
  if (axis.is_none() || (*a)->ndim == 0) {
    *a = array_reshape(*a, 1, &(*a)->size);
    *out = 0;
    return *a;
  }
  return one_axis_argument(t, axis, (*a)->ndim, out);
}

// The order of sorting: NaNs last, complex numbers by real part first.
template <class T>
bool before(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, Half>) {
    return before(static_cast<float>(a), static_cast<float>(b));
  } else if constexpr (std::is_floating_point_v<T>) {
    return a < b || (b != b && a == a);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return a < b;
  } else {
    auto ar = a.real(), ai = a.imag(), br = b.real(), bi = b.imag();
    bool a_nan = ar != ar || ai != ai, b_nan = br != br || bi != bi;
    if (a_nan != b_nan) return b_nan;
    return before(ar, br) || (!before(br, ar) && before(ai, bi));
  }
}

// What elements are compared as.
template <class T>
using formula_t = std::conditional_t<std::is_same_v<T, Half>, float, T>;

template <class T>
bool is_nan_value(const T& v) {
  return v != v;
}

}  // namespace pyvm::np
