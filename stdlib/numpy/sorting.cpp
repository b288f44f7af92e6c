// Sorting along an axis, and searching in sorted arrays.
#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "stdlib/numpy/functions.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/lanes.h"
#include "vm/object/error.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm::np {

namespace {

bool check_kind(Value kind) {
  if (kind.is_null() || kind.is_none()) return true;
  if (is_str(kind)) {
    CText text(as_str(kind));
    switch (text.c_str()[0]) {
      case 'q': case 'Q': case 'h': case 'H': case 'm': case 'M': case 's': case 'S': return true;
      default: break;
    }
    return raise_value_error("sort kind must be one of 'quick', 'heap', or 'stable' (got '%s')", text.c_str());
  }
  return raise_type_error("sort kind must be str, not %s", type_name(kind));
}

// NaNs go to the end first: comparing is then one instruction. Returns where they begin.
template <class T>
T* nans_last(T* first, T* end) {
  if constexpr (std::is_floating_point_v<T>) return std::stable_partition(first, end, [](T v) { return v == v; });
  return end;
}

// Integers of a narrow range are counted. False: not so here.
template <class T>
bool sort_by_counting(T* first, int64_t n) {
  auto [least, most] = std::minmax_element(first, first + n);
  uint64_t low = static_cast<uint64_t>(*least), span = static_cast<uint64_t>(*most) - low;
  if (span >= static_cast<uint64_t>(n)) return false;
  std::vector<int64_t> counts(span + 1);
  for (int64_t i = 0; i < n; i++) counts[static_cast<uint64_t>(first[i]) - low]++;
  for (uint64_t k = 0; k <= span; k++) first = std::fill_n(first, counts[k], static_cast<T>(low + k));
  return true;
}

template <class T>
void sort_run(T* first, int64_t n) {
  if constexpr (std::is_floating_point_v<T>) {
    std::sort(first, nans_last(first, first + n));
  } else if constexpr (std::is_integral_v<T>) {
    constexpr int64_t kWorthCounting = 64;
    if (n < kWorthCounting || !sort_by_counting(first, n)) std::sort(first, first + n);
  } else {
    std::sort(first, first + n, before<T>);
  }
}

// A 0-d array cannot be sorted along an axis.
bool sort_axis(Thread& t, Value axis, PyNdArray** a, int* out) {
  if ((*a)->ndim == 0 && !axis.is_none()) return (void)raise_axis_error(t, -1, 0), false;
  return lane_axis(t, axis, a, out);
}

}  // namespace

Value array_sorted(Thread& t, Value v, Value axis_value, Value kind) {
  PyNdArray* a = array_from(t, v, nullptr);
  int axis;
  if (!a || !check_kind(kind) || !sort_axis(t, axis_value, &a, &axis)) return kNull;
  PyNdArray* out = array_copy(a);
  if (!out || out->size == 0) return value_of(out);
  int64_t count = out->shape()[axis];
  dispatch(out->dtype, [&](auto zero) {
    using T = decltype(zero);
    auto item = static_cast<int64_t>(sizeof(T));
    std::unique_ptr<T[]> lane(new T[static_cast<size_t>(count)]);
    for_lanes(out, axis, [&](uint8_t* p, int64_t step, int64_t) {
      if (step == item) {
        auto* first = reinterpret_cast<T*>(p);
        sort_run(first, count);
        return;
      }
      for (int64_t i = 0; i < count; i++) lane[static_cast<size_t>(i)] = *reinterpret_cast<T*>(p + i * step);
      sort_run(lane.get(), count);
      for (int64_t i = 0; i < count; i++) *reinterpret_cast<T*>(p + i * step) = lane[static_cast<size_t>(i)];
    });
  });
  return Value(&out->header);
}

Value array_partitioned(Thread& t, Value v, Value positions_value) {
  DType index = DType::kInt64;
  PyNdArray* a = array_from(t, v, nullptr);
  PyNdArray* positions = a ? array_from(t, positions_value, &index) : nullptr;
  positions = positions ? array_contiguous(positions) : nullptr;
  PyNdArray* out = positions ? array_copy(a) : nullptr;
  if (!out || out->size == 0) return value_of(out);
  int64_t n = out->shape()[out->ndim - 1];
  auto* at = reinterpret_cast<const int64_t*>(positions->data);
  for (int64_t i = 0; i < positions->size; i++) {
    if (at[i] < 0 || at[i] >= n) return raise_value_error("kth(=%ld) out of bounds (%ld)", at[i], n);
  }
  dispatch(out->dtype, [&](auto zero) {
    using T = decltype(zero);
    auto* lane = reinterpret_cast<T*>(out->data);
    for (; lane < reinterpret_cast<T*>(out->data) + out->size; lane += n) {
      T* end = nans_last(lane, lane + n);
      T* from = lane;
      for (int64_t i = 0; i < positions->size; i++) {
        T* nth = lane + at[i];
        if (nth < from || nth >= end) continue;
        std::nth_element(from, nth, end, before<T>);
        from = nth + 1;
      }
    }
  });
  return Value(&out->header);
}

Value array_argsorted(Thread& t, Value v, Value axis_value, Value kind) {
  PyNdArray* a = array_from(t, v, nullptr);
  int axis;
  if (!a || !check_kind(kind) || !sort_axis(t, axis_value, &a, &axis)) return kNull;
  PyNdArray* out = array_new(DType::kInt64, a->ndim, a->shape());
  if (!out || out->size == 0) return value_of(out);
  int64_t count = a->shape()[axis];
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::vector<const uint8_t*> starts;
  for_lanes(a, axis, [&](const uint8_t* p, int64_t, int64_t) { starts.push_back(p); });
  int64_t step = a->strides()[axis];
  dispatch(a->dtype, [&](auto zero) {
    using T = decltype(zero);
    for_lanes(out, axis, [&](uint8_t* p, int64_t out_step, int64_t lane) {
      const uint8_t* from = starts[static_cast<size_t>(lane)];
      for (int64_t i = 0; i < count; i++) order[static_cast<size_t>(i)] = i;
      std::stable_sort(order.begin(), order.end(), [&](int64_t x, int64_t y) {
        return before(*reinterpret_cast<const T*>(from + x * step), *reinterpret_cast<const T*>(from + y * step));
      });
      for (int64_t i = 0; i < count; i++) *reinterpret_cast<int64_t*>(p + i * out_step) = order[static_cast<size_t>(i)];
    });
  });
  return Value(&out->header);
}

Value array_searchsorted(Thread& t, Value v, Value keys_value, Value side, Value sorter_value) {
  PyNdArray* a = array_from(t, v, nullptr);
  PyNdArray* keys = a ? array_from(t, keys_value, nullptr) : nullptr;
  if (!keys) return kNull;
  if (a->ndim != 1) return raise_value_error("object too deep for desired array");
  bool right = false;
  if (is_str(side)) {
    CText text(as_str(side));
    if (text.c_str()[0] != 'l' && text.c_str()[0] != 'r') {
      return raise_value_error("search side must be 'left' or 'right' (got '%s')", text.c_str());
    }
    right = text.c_str()[0] == 'r';
  }
  PyNdArray* sorter = nullptr;
  if (!sorter_value.is_null() && !sorter_value.is_none()) {
    DType d = DType::kInt64;
    sorter = array_from(t, sorter_value, &d);
    if (!sorter) return kNull;
    if (sorter->size != a->size) return raise_value_error("sorter.size must equal keys size");
    sorter = array_contiguous(sorter);
    if (!sorter) return kNull;
    for (int64_t i = 0; i < sorter->size; i++) {
      int64_t k = reinterpret_cast<int64_t*>(sorter->data)[i];
      if (k < 0 || k >= a->size) return raise_value_error("Sorter index out of range.");
    }
  }
  DType d = promote(a->dtype, keys->dtype);
  auto readable = [&](PyNdArray* x) { return x->dtype == d ? array_contiguous(x) : array_astype(x, d); };
  a = readable(a);
  keys = a ? readable(keys) : nullptr;
  PyNdArray* out = keys ? array_new(DType::kInt64, keys->ndim, keys->shape()) : nullptr;
  if (!out) return kNull;
  auto* order = sorter ? reinterpret_cast<const int64_t*>(sorter->data) : nullptr;
  dispatch(d, [&](auto zero) {
    using T = decltype(zero);
    auto* items = reinterpret_cast<const T*>(a->data);
    auto* wanted = reinterpret_cast<const T*>(keys->data);
    for (int64_t i = 0; i < keys->size; i++) {
      int64_t low = 0, high = a->size;
      while (low < high) {
        int64_t middle = low + (high - low) / 2;
        const T& item = items[order ? order[middle] : middle];
        bool goes_right = right ? !before(wanted[i], item) : before(item, wanted[i]);
        (goes_right ? low : high) = goes_right ? middle + 1 : middle;
      }
      reinterpret_cast<int64_t*>(out->data)[i] = low;
    }
  });
  return array_or_scalar(out);
}

}  // namespace pyvm::np
