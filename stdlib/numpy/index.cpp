// Indexing: integers, slices, ellipsis, newaxis give views; boolean masks and integer arrays give copies.
#include <cstring>

#include "stdlib/numpy/ndarray.h"
#include "vm/base/text.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

namespace {

bool is_slice(Value v) { return v.is_heap() && type_of(v) == type_slice; }
bool is_tuple_value(Value v) { return type_of(v)->flags & kTypeTuple; }

// Index arrays and lists; integers, slices and the like are basic.
bool is_advanced(Value v) {
  return (is_array(v) && as_array(v)->ndim > 0) || (type_of(v)->flags & kTypeList) || v.is_bool() ||
         (is_array(v) && as_array(v)->dtype == DType::kBool);
}

bool fail_bounds(int64_t index, int axis, int64_t size) {
  (void)raise_error(exc::IndexError, "index %ld is out of bounds for axis %d with size %ld", index, axis, size);
  return false;
}

bool fail_invalid() {
  (void)raise_error(exc::IndexError,
                    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays "
                    "are valid indices");
  return false;
}

bool integer_index(Thread& t, Value v, int64_t* out) {
  if (v.is_small_int()) return *out = v.small_int(), true;
  if (is_array(v)) {
    PyNdArray* a = as_array(v);
    if (a->ndim != 0 || !is_integer(a->dtype)) return fail_invalid();
    convert(DType::kInt64, out, 0, a->dtype, a->data, 0, 1);
    return true;
  }
  if (v.is_double() || is_str(v)) return fail_invalid();
  if (object_index(t, v, out)) return true;
  if (error_matches(exc::TypeError)) {
    error_clear();
    return fail_invalid();
  }
  return false;
}

// A basic index worked out: where it starts and the dimensions left.
struct View {
  uint8_t* data;
  int ndim = 0;
  int64_t shape[kMaxDims + 1], strides[kMaxDims + 1];
};

struct Items {
  const Value* at;
  int64_t count;
};

Items items_of(Value& index) {
  if (is_tuple_value(index)) return {as_tuple(index)->items, as_tuple(index)->length};
  return {&index, 1};
}

int64_t consumed_by(Value v) {
  if (v.is_none() || v == kEllipsis) return 0;
  if (is_array(v) && as_array(v)->dtype == DType::kBool) return as_array(v)->ndim;
  return 1;
}

bool too_many(PyNdArray* a, int64_t given) {
  (void)raise_error(exc::IndexError, "too many indices for array: array is %d-dimensional, but %ld were indexed", a->ndim,
                    given);
  return false;
}

void keep_axis(PyNdArray* a, int axis, View& view) {
  view.shape[view.ndim] = a->shape()[axis];
  view.strides[view.ndim++] = a->strides()[axis];
}

bool basic_view(Thread& t, PyNdArray* a, Value index, View& view) {
  Items items = items_of(index);
  int64_t used = 0;
  bool ellipsis = false;
  for (int64_t i = 0; i < items.count; i++) {
    used += consumed_by(items.at[i]);
    if (items.at[i] == kEllipsis) {
      if (ellipsis) {
        (void)raise_error(exc::IndexError, "an index can only have a single ellipsis ('...')");
        return false;
      }
      ellipsis = true;
    }
  }
  if (used > a->ndim) return too_many(a, used);
  view.data = a->data;
  int axis = 0;
  for (int64_t i = 0; i < items.count; i++) {
    Value v = items.at[i];
    if (v.is_none()) {
      view.shape[view.ndim] = 1;
      view.strides[view.ndim++] = 0;
    } else if (v == kEllipsis) {
      for (int64_t k = a->ndim - used; k > 0; k--) keep_axis(a, axis++, view);
    } else if (is_slice(v)) {
      int64_t start, step, count;
      if (!slice_indices(t, v.as<PySlice>(), a->shape()[axis], &start, &step, &count)) return false;
      view.data += start * a->strides()[axis];
      view.shape[view.ndim] = count;
      view.strides[view.ndim++] = step * a->strides()[axis];
      axis++;
    } else {
      int64_t n = a->shape()[axis], at;
      if (!integer_index(t, v, &at)) return false;
      int64_t k = at < 0 ? at + n : at;
      if (k < 0 || k >= n) return fail_bounds(at, axis, n);
      view.data += k * a->strides()[axis];
      axis++;
    }
    if (view.ndim > kMaxDims) return too_many(a, view.ndim);
  }
  while (axis < a->ndim) keep_axis(a, axis++, view);
  return true;
}

bool has_advanced(Value index) {
  Items items = items_of(index);
  for (int64_t i = 0; i < items.count; i++) {
    if (is_advanced(items.at[i])) return true;
  }
  return false;
}

// ---- advanced indexing

// Positions selected along one axis (or, for a mask, along its axes), broadcast together with the other index arrays.
struct Selection {
  PyNdArray* arrays[kMaxDims];   // int64, by axis; null: a basic index
  int first = -1, count = 0;     // axes that index arrays select
  bool adjacent = true;
};

// The coordinates of a mask's true elements, one array per dimension.
bool mask_coordinates(PyNdArray* mask, PyNdArray** out) {
  int64_t trues = 0;
  {
    Walker walk(mask->ndim, mask->shape());
    walk.add(mask);
    walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
      for (int64_t i = 0; i < n; i++) trues += p[0][i * step[0]] != 0;
    });
  }
  int64_t* columns[kMaxDims];
  for (int d = 0; d < mask->ndim; d++) {
    out[d] = array_new(DType::kInt64, 1, &trues);
    if (!out[d]) return false;
    columns[d] = reinterpret_cast<int64_t*>(out[d]->data);
  }
  int64_t position[kMaxDims] = {}, found = 0;
  if (mask->size == 0) return true;
  for (;;) {
    const uint8_t* at = mask->data;
    for (int d = 0; d < mask->ndim; d++) at += position[d] * mask->strides()[d];
    if (*at) {
      for (int d = 0; d < mask->ndim; d++) columns[d][found] = position[d];
      found++;
    }
    int d = mask->ndim - 1;
    while (d >= 0 && ++position[d] == mask->shape()[d]) position[d--] = 0;
    if (d < 0) return true;
  }
}

// Turns the index into one entry per axis of `a`: slices and integers stay in `basic` (by axis), arrays go to `selection`.
bool split_index(Thread& t, PyNdArray* a, Value index, Value* basic, Selection& selection) {
  Items items = items_of(index);
  int64_t used = 0;
  PyNdArray* arrays[kMaxDims] = {};
  if (items.count > kMaxDims) return too_many(a, items.count);
  for (int64_t i = 0; i < items.count; i++) {
    if (is_advanced(items.at[i])) {
      arrays[i] = array_from(t, items.at[i], nullptr);
      if (!arrays[i]) return false;
      if (arrays[i]->size == 0 && !is_integer(arrays[i]->dtype) && arrays[i]->dtype != DType::kBool) {
        arrays[i] = array_astype(arrays[i], DType::kInt64);
        if (!arrays[i]) return false;
      }
      if (arrays[i]->dtype == DType::kBool) {
        used += arrays[i]->ndim;
      } else if (is_integer(arrays[i]->dtype)) {
        used++;
      } else {
        (void)raise_error(exc::IndexError, "arrays used as indices must be of integer (or boolean) type");
        return false;
      }
    } else {
      used += consumed_by(items.at[i]);
    }
  }
  if (used > a->ndim) return too_many(a, used);
  int axis = 0, last = -1;
  auto select = [&](PyNdArray* positions) {
    selection.arrays[axis] = positions;
    if (selection.first < 0) selection.first = axis;
    if (last >= 0 && last != axis - 1) selection.adjacent = false;
    last = axis;
    selection.count++;
    axis++;
  };
  for (int64_t i = 0; i < items.count; i++) {
    Value v = items.at[i];
    if (arrays[i] && arrays[i]->dtype == DType::kBool) {
      PyNdArray* mask = arrays[i];
      for (int d = 0; d < mask->ndim; d++) {
        if (mask->shape()[d] == a->shape()[axis + d]) continue;
        (void)raise_error(exc::IndexError,
                          "boolean index did not match indexed array along dimension %d; dimension is %ld but "
                          "corresponding boolean dimension is %ld",
                          axis + d, a->shape()[axis + d], mask->shape()[d]);
        return false;
      }
      PyNdArray* coordinates[kMaxDims];
      if (!mask_coordinates(mask, coordinates)) return false;
      for (int d = 0; d < mask->ndim; d++) select(coordinates[d]);
    } else if (arrays[i]) {
      PyNdArray* positions = array_astype(arrays[i], DType::kInt64);
      if (!positions) return false;
      select(positions);
    } else if (v.is_none()) {
      (void)raise_error(exc::NotImplementedError, "numpy.newaxis together with index arrays is not supported by pyvm");
      return false;
    } else if (v == kEllipsis) {
      for (int64_t k = a->ndim - used; k > 0; k--) basic[axis++] = kNull;
    } else if (is_slice(v)) {
      basic[axis++] = v;
    } else {
      // An integer among index arrays is an index array of one element.
      int64_t at, one = 1;
      if (!integer_index(t, v, &at)) return false;
      PyNdArray* positions = array_new(DType::kInt64, 0, &one);
      if (!positions) return false;
      *reinterpret_cast<int64_t*>(positions->data) = at;
      select(positions);
    }
  }
  return true;
}

// All elements that the index selects: their addresses go to `visit` in result order; `shape` is the result's shape.
template <class Visit>
bool for_selected(Thread& t, PyNdArray* a, Value index, int64_t* shape, int* ndim, Visit visit, bool only_shape) {
  Value basic[kMaxDims];
  Selection selection{};
  if (!split_index(t, a, index, basic, selection)) return false;
  PyNdArray* operands[kMaxDims];
  int count = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (selection.arrays[i]) operands[count++] = selection.arrays[i];
  }
  int64_t picked_shape[kMaxDims];
  int picked_ndim;
  if (!broadcast_shapes(operands, count, picked_shape, &picked_ndim)) {
    error_clear();
    TextBuffer text;
    for (int j = 0; j < count; j++) {
      shape_text(operands[j]->shape(), operands[j]->ndim, text);
      text.append(' ');
    }
    (void)raise_error(exc::IndexError, "shape mismatch: indexing arrays could not be broadcast together with shapes %s",
                      text.c_str());
    return false;
  }
  // Remaining axes as (start, step, count).
  int64_t start[kMaxDims], step[kMaxDims], length[kMaxDims];
  int rest[kMaxDims], rests = 0, before = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (selection.arrays[i]) continue;
    start[i] = 0, step[i] = 1, length[i] = a->shape()[i];
    if (!basic[i].is_null() && !slice_indices(t, basic[i].as<PySlice>(), a->shape()[i], &start[i], &step[i], &length[i])) {
      return false;
    }
    if (i < selection.first) before++;
    rest[rests++] = i;
  }
  if (!selection.adjacent) before = 0;
  int n = 0;
  for (int i = 0; i < before; i++) shape[n++] = length[rest[i]];
  for (int i = 0; i < picked_ndim; i++) shape[n++] = picked_shape[i];
  for (int i = before; i < rests; i++) shape[n++] = length[rest[i]];
  *ndim = n;
  if (only_shape) return true;
  for (int i = 0; i < n; i++) {
    if (shape[i] == 0) return true;
  }
  int64_t position[kMaxDims] = {};
  for (;;) {
    uint8_t* at = a->data;
    for (int i = 0; i < rests; i++) {
      int d = i < before ? i : i + picked_ndim;
      at += (start[rest[i]] + position[d] * step[rest[i]]) * a->strides()[rest[i]];
    }
    for (int axis = 0; axis < a->ndim; axis++) {
      PyNdArray* positions = selection.arrays[axis];
      if (!positions) continue;
      const uint8_t* p = positions->data;
      int shift = picked_ndim - positions->ndim;
      for (int d = shift; d < picked_ndim; d++) {
        if (positions->shape()[d - shift] != 1) p += position[before + d] * positions->strides()[d - shift];
      }
      int64_t k = *reinterpret_cast<const int64_t*>(p), size = a->shape()[axis];
      if (k < -size || k >= size) return fail_bounds(k, axis, size);
      at += (k < 0 ? k + size : k) * a->strides()[axis];
    }
    visit(at);
    int d = n - 1;
    while (d >= 0 && ++position[d] == shape[d]) position[d--] = 0;
    if (d < 0) return true;
  }
}

}  // namespace

Value array_get_item(Thread& t, PyNdArray* a, Value index) {
  if (!has_advanced(index)) {
    View view;
    if (!basic_view(t, a, index, view)) return kNull;
    bool ellipsis = index == kEllipsis;
    if (is_tuple_value(index)) {
      for (int64_t i = 0; i < as_tuple(index)->length; i++) ellipsis = ellipsis || as_tuple(index)->items[i] == kEllipsis;
    }
    if (view.ndim == 0 && !ellipsis) return scalar_from(a->dtype, view.data);
    return value_of(array_view(a, view.data, view.ndim, view.shape, view.strides, a->dtype));
  }
  int64_t shape[kMaxDims];
  int ndim;
  auto nothing = [](uint8_t*) {};
  if (!for_selected(t, a, index, shape, &ndim, nothing, true)) return kNull;
  PyNdArray* out = array_new(a->dtype, ndim, shape);
  if (!out) return kNull;
  uint8_t* to = out->data;
  size_t item = a->item_bytes();
  auto copy = [&](uint8_t* at) {
    std::memcpy(to, at, item);
    to += item;
  };
  if (!for_selected(t, a, index, shape, &ndim, copy, false)) return kNull;
  return array_or_scalar(out);
}

bool array_set_item(Thread& t, PyNdArray* a, Value index, Value v) {
  if (!(a->flags & kWriteable)) return (void)raise_value_error("assignment destination is read-only"), false;
  if (!has_advanced(index)) {
    View view;
    if (!basic_view(t, a, index, view)) return false;
    if (view.ndim == 0 && !is_array(v)) {
      if (type_of(v)->flags & (kTypeList | kTypeTuple)) {
        (void)raise_value_error("setting an array element with a sequence.");
        return false;
      }
      return store_element(t, a->dtype, view.data, v);
    }
    PyNdArray* target = array_view(a, view.data, view.ndim, view.shape, view.strides, a->dtype);
    if (!target) return false;
    PyNdArray* source = array_from(t, v, nullptr);
    return source && array_assign(t, target, source);
  }
  int64_t shape[kMaxDims];
  int ndim;
  auto nothing = [](uint8_t*) {};
  if (!for_selected(t, a, index, shape, &ndim, nothing, true)) return false;
  // The value is brought to the selection's shape first.
  PyNdArray* values = array_new(a->dtype, ndim, shape);
  PyNdArray* source = values ? array_from(t, v, nullptr) : nullptr;
  if (!source) return false;
  if (!array_assign(t, values, source)) {
    if (error_matches(exc::ValueError)) {
      error_clear();
      TextBuffer from, to;
      shape_text(source->shape(), source->ndim, from);
      shape_text(shape, ndim, to);
      if (is_array(index) && as_array(index)->dtype == DType::kBool && source->ndim == 1 && ndim >= 1) {
        (void)raise_value_error("NumPy boolean array indexing assignment cannot assign %ld input values to the %ld output "
                                "values where the mask is true", source->size, values->size);
      } else {
        (void)raise_value_error("shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s",
                                from.c_str(), to.c_str());
      }
    }
    return false;
  }
  const uint8_t* from = values->data;
  size_t item = a->item_bytes();
  auto store = [&](uint8_t* at) {
    std::memcpy(at, from, item);
    from += item;
  };
  return for_selected(t, a, index, shape, &ndim, store, false);
}

}  // namespace pyvm::np
