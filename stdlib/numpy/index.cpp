// Indexing: integers, slices, ellipsis, newaxis give views; boolean masks and integer arrays give copies.
#include <algorithm>
#include <cstring>
#include <vector>

#include "stdlib/numpy/lanes.h"
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

bool is_numpy_bool(Value v) {
  DType d;
  return scalar_dtype(v, &d) && d == DType::kBool;
}

// Index arrays and sequences; integers, slices and the like are basic.
bool is_advanced(Value v) {
  if (v.is_small_int() || v.is_none() || v == kEllipsis || is_slice(v)) return false;
  if (is_array(v)) return as_array(v)->ndim > 0 || as_array(v)->dtype == DType::kBool;
  return (type_of(v)->flags & (kTypeList | kTypeTuple)) || type_of(v) == type_range || v.is_bool() || is_numpy_bool(v);
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
  if (v.is_double() || is_str(v) || v.is_bool()) return fail_invalid();
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

// Whether eight elements of a mask are all false, all true.
uint64_t mask_word(const uint8_t* mask) {
  uint64_t word;
  std::memcpy(&word, mask, sizeof word);
  return word;
}
bool no_byte_set(const uint8_t* mask) { return mask_word(mask) == 0; }
bool all_bytes_set(const uint8_t* mask) { return mask_word(mask) == 0x0101010101010101; }

}  // namespace

bool mask_coordinates(PyNdArray* mask, PyNdArray** out) {
  int64_t trues = count_true(mask);
  int64_t* columns[kMaxDims];
  for (int d = 0; d < mask->ndim; d++) {
    out[d] = array_new(DType::kInt64, 1, &trues);
    if (!out[d]) return false;
    columns[d] = reinterpret_cast<int64_t*>(out[d]->data);
  }
  if (mask->size == 0) return true;
  int64_t position[kMaxDims] = {}, found = 0;
  int last = mask->ndim - 1;
  int64_t n = mask->shape()[last], step = mask->strides()[last];
  for (;;) {
    const uint8_t* row = mask->data;
    for (int d = 0; d < last; d++) row += position[d] * mask->strides()[d];
    // Written for every element, and again where the mask is false: no branch to be mispredicted.
    int64_t before = found;
    int64_t *column = columns[last], i = 0;
    for (; step == 1 && i + 8 <= n && found + 8 <= trues; i += 8) {
      if (no_byte_set(row + i)) continue;
      for (int64_t k = i; k < i + 8; k++) {
        column[found] = k;
        found += row[k] != 0;
      }
    }
    for (; i < n && found < trues; i++) {
      column[found] = i;
      found += row[i * step] != 0;
    }
    for (int d = 0; d < last; d++) std::fill(columns[d] + before, columns[d] + found, position[d]);
    int d = last - 1;
    while (d >= 0 && ++position[d] == mask->shape()[d]) position[d--] = 0;
    if (d < 0) return true;
  }
}

namespace {

// An index with arrays, worked out: what the arrays pick, as byte offsets, and the view that remains for each pick.
class Selection {
 public:
  // False: exception pending.
  bool resolve(Thread& t, PyNdArray* a, Value index) { return collect(t, a, index) && broadcast() && place(); }

  int ndim() const { return picked_ndim_ + view_.ndim; }
  const int64_t* shape() const { return shape_; }

  // Copies between the selected elements and `other`, which has shape() and is C-contiguous (or a single element, when
  // step_all is false).
  template <bool kStore>
  void transfer(PyNdArray* other, size_t item, bool single) const {
    int64_t strides[kMaxDims], step = static_cast<int64_t>(item);
    for (int i = ndim(); i-- > 0;) {
      strides[i] = single ? 0 : step;
      step *= shape_[i];
    }
    int64_t rest = 1, picks = static_cast<int64_t>(offsets_.size());
    for (int i = 0; i < view_.ndim; i++) rest *= view_.shape[i];
    if (rest == 0) return;
    bool plain = view_.ndim == 0;
    int64_t run = plain ? 1 : view_.shape[view_.ndim - 1];
    int64_t run_stride = plain ? 0 : view_.strides[view_.ndim - 1];
    int64_t other_stride = plain ? 0 : strides[rest_dim(view_.ndim - 1)];
    bool solid = run_stride == static_cast<int64_t>(item) && other_stride == static_cast<int64_t>(item);
    int64_t pick_position[kMaxDims] = {}, position[kMaxDims];
    for (int64_t k = 0; k < picks; k++) {
      uint8_t* to = other->data;
      for (int d = 0; d < picked_ndim_; d++) to += pick_position[d] * strides[before_ + d];
      uint8_t* from = view_.data + offsets_[static_cast<size_t>(k)];
      if (plain) {
        copy<kStore>(from, to, item);
      } else {
        std::memset(position, 0, sizeof(int64_t) * static_cast<size_t>(view_.ndim));
        for (;;) {
          uint8_t *x = from, *y = to;
          for (int d = 0; d < view_.ndim - 1; d++) {
            x += position[d] * view_.strides[d];
            y += position[d] * strides[rest_dim(d)];
          }
          if (solid) {
            copy<kStore>(x, y, item * static_cast<size_t>(run));
          } else {
            for (int64_t i = 0; i < run; i++) copy<kStore>(x + i * run_stride, y + i * other_stride, item);
          }
          int d = view_.ndim - 2;
          while (d >= 0 && ++position[d] == view_.shape[d]) position[d--] = 0;
          if (d < 0) break;
        }
      }
      for (int d = picked_ndim_ - 1; d >= 0 && ++pick_position[d] == picked_shape_[d]; d--) pick_position[d] = 0;
    }
  }

 private:
  template <bool kStore>
  static void copy(uint8_t* element, uint8_t* other, size_t bytes) {
    switch (bytes) {
      case 8: return kStore ? (void)std::memcpy(element, other, 8) : (void)std::memcpy(other, element, 8);
      case 4: return kStore ? (void)std::memcpy(element, other, 4) : (void)std::memcpy(other, element, 4);
      case 1: return kStore ? (void)(*element = *other) : (void)(*other = *element);
      default: return kStore ? (void)std::memcpy(element, other, bytes) : (void)std::memcpy(other, element, bytes);
    }
  }
  int rest_dim(int d) const { return d < before_ ? d : d + picked_ndim_; }

  void pick(PyNdArray* positions, int axis) {
    arrays_[count_] = positions;
    axes_[count_++] = axis;
    if (first_ < 0) {
      first_ = view_.ndim;
    } else if (apart_) {
      adjacent_ = false;
    }
    started_ = true;
    apart_ = false;
  }
  void keep(int64_t size, int64_t stride) {
    view_.shape[view_.ndim] = size;
    view_.strides[view_.ndim++] = stride;
    apart_ = started_;
  }

  bool collect_array(Thread& t, PyNdArray* a, PyNdArray* given, int* axis) {
    if (given->dtype == DType::kBool) {
      if (given->ndim == 0) {
        int64_t n = given->data[0] ? 1 : 0;
        PyNdArray* none = array_new(DType::kInt64, 1, &n, true);
        if (none) pick(none, -1);
        return none;
      }
      for (int d = 0; d < given->ndim; d++) {
        if (given->shape()[d] == a->shape()[*axis + d]) continue;
        return raise_error(exc::IndexError,
                           "boolean index did not match indexed array along dimension %d; dimension is %ld but corresponding "
                           "boolean dimension is %ld",
                           *axis + d, a->shape()[*axis + d], given->shape()[d]);
      }
      PyNdArray* coordinates[kMaxDims];
      if (!mask_coordinates(given, coordinates)) return false;
      for (int d = 0; d < given->ndim; d++) pick(coordinates[d], (*axis)++);
      return true;
    }
    DType d = DType::kInt64;
    PyNdArray* positions = array_from(t, Value(&given->header), &d);
    if (positions) pick(positions, (*axis)++);
    return positions;
  }

  bool collect(Thread& t, PyNdArray* a, Value index) {
    Items items = items_of(index);
    if (items.count > 2 * kMaxDims) return too_many(a, items.count);
    PyNdArray* given[2 * kMaxDims] = {};
    int64_t used = 0;
    bool ellipsis = false;
    for (int64_t i = 0; i < items.count; i++) {
      Value v = items.at[i];
      if (is_advanced(v)) {
        given[i] = array_from(t, v, nullptr);
        if (!given[i]) return false;
        DType d = given[i]->dtype;
        if (given[i]->size == 0 && !is_array(v)) {
          d = DType::kInt64;
          given[i] = array_astype(given[i], d);
          if (!given[i]) return false;
        }
        if (d != DType::kBool && !is_integer(d)) {
          if (!is_array(v)) return fail_invalid();
          return raise_error(exc::IndexError, "arrays used as indices must be of integer (or boolean) type");
        }
        used += d == DType::kBool ? given[i]->ndim : 1;
      } else {
        used += consumed_by(v);
      }
      if (v == kEllipsis) {
        if (ellipsis) return raise_error(exc::IndexError, "an index can only have a single ellipsis ('...')");
        ellipsis = true;
      }
    }
    if (used > a->ndim) return too_many(a, used);
    array_ = a;
    view_.data = a->data;
    int axis = 0;
    for (int64_t i = 0; i < items.count; i++) {
      Value v = items.at[i];
      if (count_ >= kMaxDims || view_.ndim >= kMaxDims) return too_many(a, items.count);
      if (given[i]) {
        if (!collect_array(t, a, given[i], &axis)) return false;
      } else if (v.is_none()) {
        keep(1, 0);
      } else if (v == kEllipsis) {
        apart_ = started_;
        for (int64_t k = a->ndim - used; k > 0; k--, axis++) keep(a->shape()[axis], a->strides()[axis]);
      } else if (is_slice(v)) {
        int64_t start, step, n;
        if (!slice_indices(t, v.as<PySlice>(), a->shape()[axis], &start, &step, &n)) return false;
        view_.data += start * a->strides()[axis];
        keep(n, step * a->strides()[axis]);
        axis++;
      } else {
        // An integer among index arrays is an index array of one element.
        int64_t at;
        if (!integer_index(t, v, &at)) return false;
        PyNdArray* positions = array_new(DType::kInt64, 0, nullptr);
        if (!positions) return false;
        *reinterpret_cast<int64_t*>(positions->data) = at;
        pick(positions, axis++);
      }
    }
    for (; axis < a->ndim; axis++) keep(a->shape()[axis], a->strides()[axis]);
    return true;
  }

  // The arrays together give one byte offset for every pick.
  bool broadcast() {
    if (!broadcast_shapes(arrays_, count_, picked_shape_, &picked_ndim_)) {
      error_clear();
      TextBuffer text;
      for (int j = 0; j < count_; j++) {
        shape_text(arrays_[j]->shape(), arrays_[j]->ndim, text);
        text.append(' ');
      }
      return raise_error(exc::IndexError, "shape mismatch: indexing arrays could not be broadcast together with shapes %s",
                         text.c_str());
    }
    int64_t picks = 1;
    for (int d = 0; d < picked_ndim_; d++) picks *= picked_shape_[d];
    offsets_.assign(static_cast<size_t>(picks), 0);
    for (int j = 0; j < count_; j++) {
      if (axes_[j] >= 0 && !add_offsets(arrays_[j], axes_[j])) return false;
    }
    return true;
  }
  bool add_offsets(PyNdArray* positions, int axis) {
    int64_t size = array_->shape()[axis], stride = array_->strides()[axis];
    if (offsets_.empty()) return true;
    int64_t position[kMaxDims] = {}, steps[kMaxDims];
    for (int d = 0; d < picked_ndim_; d++) {
      int own = d - (picked_ndim_ - positions->ndim);
      steps[d] = own < 0 || positions->shape()[own] == 1 ? 0 : positions->strides()[own];
    }
    const uint8_t* p = positions->data;
    for (int64_t& offset : offsets_) {
      int64_t k = *reinterpret_cast<const int64_t*>(p);
      if (k < -size || k >= size) return fail_bounds(k, axis, size);
      offset += (k < 0 ? k + size : k) * stride;
      for (int d = picked_ndim_ - 1; d >= 0; d--) {
        p += steps[d];
        if (++position[d] < picked_shape_[d]) break;
        p -= steps[d] * picked_shape_[d];
        position[d] = 0;
      }
    }
    return true;
  }

  // What the arrays pick stands where they stand, or in front when something else is between them.
  bool place() {
    before_ = adjacent_ ? first_ : 0;
    if (ndim() > kMaxDims) return too_many(array_, ndim());
    int n = 0;
    for (int d = 0; d < before_; d++) shape_[n++] = view_.shape[d];
    for (int d = 0; d < picked_ndim_; d++) shape_[n++] = picked_shape_[d];
    for (int d = before_; d < view_.ndim; d++) shape_[n++] = view_.shape[d];
    return true;
  }

  PyNdArray* array_;
  View view_;
  PyNdArray* arrays_[kMaxDims];
  int axes_[kMaxDims];
  int count_ = 0, first_ = -1, before_ = 0, picked_ndim_ = 0;
  bool started_ = false, apart_ = false, adjacent_ = true;
  int64_t picked_shape_[kMaxDims], shape_[2 * kMaxDims];
  std::vector<int64_t> offsets_;
};

// A mask of the array's own shape.
PyNdArray* whole_mask(PyNdArray* a, Value index) {
  if (!is_array(index)) return nullptr;
  PyNdArray* mask = as_array(index);
  bool same = mask->dtype == DType::kBool && mask->ndim == a->ndim && a->ndim > 0 &&
              !std::memcmp(mask->shape(), a->shape(), sizeof(int64_t) * a->ndim);
  return same ? mask : nullptr;
}

// Steps through a and its mask in C order: visit(element) where the mask is true.
template <class Visit>
void for_masked(PyNdArray* a, PyNdArray* mask, Visit visit) {
  if (a->size == 0) return;
  int64_t position[kMaxDims] = {};
  int last = a->ndim - 1;
  int64_t n = a->shape()[last], step = a->strides()[last], mask_step = mask->strides()[last];
  bool flat = a->contiguous() && mask->contiguous();
  if (flat) n = a->size;
  for (;;) {
    uint8_t* row = a->data;
    const uint8_t* bits = mask->data;
    for (int d = 0; d < last; d++) {
      row += position[d] * a->strides()[d];
      bits += position[d] * mask->strides()[d];
    }
    int64_t i = 0;
    for (; mask_step == 1 && i + 8 <= n; i += 8) {
      if (no_byte_set(bits + i)) continue;
      for (int64_t k = i; k < i + 8; k++) {
        if (bits[k]) visit(row + k * step);
      }
    }
    for (; i < n; i++) {
      if (bits[i * mask_step]) visit(row + i * step);
    }
    int d = last - 1;
    while (d >= 0 && ++position[d] == a->shape()[d]) position[d--] = 0;
    if (d < 0 || flat) return;
  }
}

PyNdArray* get_masked(PyNdArray* a, PyNdArray* mask) {
  int64_t n = count_true(mask);
  PyNdArray* out = array_new(a->dtype, 1, &n);
  if (!out) return nullptr;
  uint8_t* to = out->data;
  by_item_size(a->item_bytes(), [&](auto item) {
    if (a->contiguous() && mask->contiguous()) {
      // Every element is written, and overwritten where the mask is false: no branch to be mispredicted.
      const uint8_t *from = a->data, *bits = mask->data, *last = to + static_cast<size_t>(n) * item;
      uint8_t* at = to;
      for (; at + 8 * item <= last; bits += 8, from += 8 * item) {
        if (no_byte_set(bits)) continue;
        if (all_bytes_set(bits)) {
          std::memcpy(at, from, 8 * item);
          at += 8 * item;
          continue;
        }
        for (size_t k = 0; k < 8; k++) {
          std::memcpy(at, from + k * item, item);
          at += bits[k] ? item : 0;
        }
      }
      for (; at < last; bits++, from += item) {
        std::memcpy(at, from, item);
        at += *bits ? item : 0;
      }
      return;
    }
    for_masked(a, mask, [&](const uint8_t* element) {
      std::memcpy(to, element, item);
      to += item;
    });
  });
  return out;
}

// The values to store as one array of a's type and of the given shape, or of a single element. Null: exception pending.
PyNdArray* stored_values(Thread& t, PyNdArray* a, Value v, const int64_t* shape, int ndim, bool* single) {
  *single = false;
  DType own;
  if (!is_array(v) && number_dtype(v, &own)) {
    PyNdArray* one = array_new(a->dtype, 0, nullptr);
    *single = true;
    return one && store_element(t, a->dtype, one->data, v) ? one : nullptr;
  }
  PyNdArray* source = is_array(v) ? as_array(v) : array_from(t, v, &a->dtype);
  if (!source) return nullptr;
  if (source->size == 1 && source->ndim <= ndim) {
    PyNdArray* one = array_new(a->dtype, 0, nullptr);
    *single = true;
    return one && array_assign(t, one, source) ? one : nullptr;
  }
  PyNdArray* values = array_new(a->dtype, ndim, shape);
  if (!values || array_assign(t, values, source)) return values;
  if (!error_matches(exc::ValueError)) return nullptr;
  error_clear();
  TextBuffer from, to;
  shape_text(source->shape(), source->ndim, from);
  shape_text(shape, ndim, to);
  return raise_value_error("shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s",
                           from.c_str(), to.c_str());
}

bool set_masked(Thread& t, PyNdArray* a, PyNdArray* mask, Value v) {
  int64_t n = count_true(mask);
  PyNdArray* given = is_array(v) ? as_array(v) : nullptr;
  DType own;
  if (!given && !number_dtype(v, &own)) {
    given = array_from(t, v, &a->dtype);
    if (!given) return false;
    v = Value(&given->header);
  }
  if (given && given->ndim == 1 && given->size != n && given->size != 1) {
    return raise_value_error("NumPy boolean array indexing assignment cannot assign %ld input values to the %ld output values "
                             "where the mask is true", given->size, n);
  }
  if (given && given->ndim > 1) {
    return raise_value_error("NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has %d "
                             "dimensions", given->ndim);
  }
  bool single;
  PyNdArray* values = stored_values(t, a, v, &n, 1, &single);
  if (!values) return false;
  const uint8_t* from = values->data;
  by_item_size(a->item_bytes(), [&](auto item) {
    if (single) {
      for_masked(a, mask, [&](uint8_t* element) { std::memcpy(element, from, item); });
    } else {
      for_masked(a, mask, [&](uint8_t* element) {
        std::memcpy(element, from, item);
        from += item;
      });
    }
  });
  return true;
}

// One-dimensional positions on the first axis of a contiguous array: whole rows are copied. Null: not this case, or an
// exception pending (index out of bounds).
PyNdArray* get_rows(PyNdArray* a, Value index) {
  if (!is_array(index) || a->ndim == 0 || !a->contiguous()) return nullptr;
  PyNdArray* positions = as_array(index);
  if (positions->ndim != 1 || positions->dtype != DType::kInt64 || positions->strides()[0] != 8) return nullptr;
  int64_t shape[kMaxDims], n = positions->size, rows = a->shape()[0];
  std::memcpy(shape, a->shape(), sizeof(int64_t) * a->ndim);
  shape[0] = n;
  PyNdArray* out = array_new(a->dtype, a->ndim, shape);
  if (!out) return nullptr;
  auto* at = reinterpret_cast<const int64_t*>(positions->data);
  size_t row = a->item_bytes();
  for (int d = 1; d < a->ndim; d++) row *= static_cast<size_t>(a->shape()[d]);
  uint64_t bad = 0;
  for (int64_t i = 0; i < n; i++) bad |= static_cast<uint64_t>(at[i]) >= static_cast<uint64_t>(rows);
  auto copy = [&](auto bytes) {
    uint8_t* to = out->data;
    for (int64_t i = 0; i < n; i++, to += bytes) {
      int64_t k = at[i];
      if (bad && (k < -rows || k >= rows)) return fail_bounds(k, 0, rows);
      std::memcpy(to, a->data + (k < 0 ? k + rows : k) * static_cast<int64_t>(bytes), bytes);
    }
    return true;
  };
  bool ok = row == 8 ? copy(std::integral_constant<size_t, 8>{}) : row == 4 ? copy(std::integral_constant<size_t, 4>{}) : copy(row);
  return ok ? out : nullptr;
}

bool has_ellipsis(Value index) {
  Items items = items_of(index);
  for (int64_t i = 0; i < items.count; i++) {
    if (items.at[i] == kEllipsis) return true;
  }
  return false;
}

// The element that integers alone select, one for every axis; null when the index is something else or out of bounds.
uint8_t* plain_element(PyNdArray* a, Value index) {
  Items items = items_of(index);
  if (items.count != a->ndim) return nullptr;
  uint8_t* at = a->data;
  for (int d = 0; d < a->ndim; d++) {
    if (!items.at[d].is_small_int()) return nullptr;
    int64_t k = items.at[d].small_int(), n = a->shape()[d];
    if (k < 0) k += n;
    if (k < 0 || k >= n) return nullptr;
    at += k * a->strides()[d];
  }
  return at;
}

}  // namespace

namespace {

// Eight bytes at a time, for as long as no byte's sum can run over.
int64_t count_true_run(const uint8_t* p, int64_t n) {
  constexpr uint64_t kEven = 0x00FF00FF00FF00FF;
  int64_t trues = 0;
  while (n >= 8) {
    int64_t words = std::min<int64_t>(n / 8, 255);
    uint64_t sums = 0;
    for (int64_t i = 0; i < words; i++) {
      uint64_t word;
      std::memcpy(&word, p + 8 * i, sizeof word);
      sums += word;
    }
    trues += static_cast<int64_t>(((sums & kEven) + (sums >> 8 & kEven)) * 0x0001000100010001 >> 48);
    p += 8 * words;
    n -= 8 * words;
  }
  for (int64_t i = 0; i < n; i++) trues += p[i];
  return trues;
}

}  // namespace

int64_t count_true(PyNdArray* mask) {
  int64_t trues = 0;
  Walker walk(mask->ndim, mask->shape());
  walk.add(mask);
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) {
    if (step[0] == 1) {
      trues += count_true_run(p[0], n);
    } else {
      for (int64_t i = 0; i < n; i++) trues += p[0][i * step[0]] != 0;
    }
  });
  return trues;
}

Value array_get_item(Thread& t, PyNdArray* a, Value index) {
  if (const uint8_t* element = plain_element(a, index)) return scalar_from(a->dtype, element);
  if (PyNdArray* mask = whole_mask(a, index)) return value_of(get_masked(a, mask));
  if (PyNdArray* rows = get_rows(a, index)) return Value(&rows->header);
  if (error_pending()) return kNull;
  if (!has_advanced(index)) {
    View view;
    if (!basic_view(t, a, index, view)) return kNull;
    if (view.ndim == 0 && !has_ellipsis(index)) return scalar_from(a->dtype, view.data);
    return value_of(array_view(a, view.data, view.ndim, view.shape, view.strides, a->dtype));
  }
  Selection selection;
  if (!selection.resolve(t, a, index)) return kNull;
  PyNdArray* out = array_new(a->dtype, selection.ndim(), selection.shape());
  if (!out) return kNull;
  selection.transfer<false>(out, a->item_bytes(), false);
  return array_or_scalar(out);
}

bool array_set_item(Thread& t, PyNdArray* a, Value index, Value v) {
  if (!(a->flags & kWriteable)) return raise_value_error("assignment destination is read-only");
  if (uint8_t* element = is_array(v) ? nullptr : plain_element(a, index)) return store_element(t, a->dtype, element, v);
  if (PyNdArray* mask = whole_mask(a, index)) return set_masked(t, a, mask, v);
  if (!has_advanced(index)) {
    View view;
    if (!basic_view(t, a, index, view)) return false;
    if (view.ndim == 0 && !is_array(v)) return store_element(t, a->dtype, view.data, v);
    PyNdArray* target = array_view(a, view.data, view.ndim, view.shape, view.strides, a->dtype);
    if (!target) return false;
    PyNdArray* source = array_from(t, v, is_array(v) ? nullptr : &a->dtype);
    if (source && view.ndim == 0 && source->ndim > 0 && source->size != 1) {
      return raise_value_error("setting an array element with a sequence.");
    }
    if (source && !is_array(v) && source->ndim > view.ndim && source->size != 1) {
      return raise_value_error("setting an array element with a sequence. The requested array would exceed the maximum number of "
                               "dimension of %d.", view.ndim);
    }
    return source && array_assign(t, target, source);
  }
  Selection selection;
  if (!selection.resolve(t, a, index)) return false;
  bool single;
  PyNdArray* values = stored_values(t, a, v, selection.shape(), selection.ndim(), &single);
  if (!values) return false;
  selection.transfer<true>(values, a->item_bytes(), single);
  return true;
}

PyNdArray* array_positions(Thread& t, PyNdArray* a, Value index) {
  // An array of byte offsets with a's shape is indexed in the same way.
  PyNdArray* offsets = array_new(DType::kInt64, a->ndim, a->shape());
  if (!offsets) return nullptr;
  auto* at = reinterpret_cast<int64_t*>(offsets->data);
  int64_t position[kMaxDims] = {};
  for (int64_t i = 0; i < offsets->size; i++) {
    at[i] = 0;
    for (int d = 0; d < a->ndim; d++) at[i] += position[d] * a->strides()[d];
    for (int d = a->ndim - 1; d >= 0 && ++position[d] == a->shape()[d]; d--) position[d] = 0;
  }
  Value selected = array_get_item(t, offsets, index);
  PyNdArray* out = selected ? array_from(t, selected, nullptr) : nullptr;
  return out ? array_contiguous(out) : nullptr;
}

}  // namespace pyvm::np
