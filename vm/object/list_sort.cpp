// list.sort(): a stable merge sort that uses the runs found in the data, merged in the order of "Nearly-Optimal
// Mergesorts" (J. Munro and S. Wild, 2018; powersort).
//
// 1. While it sorts, the list is empty; the items live in arrays that this file holds. A comparison that changes the
//    list is detected at the end.
// 2. A comparison may run Python code and collect: at any moment every item is in `a` or in `temp`, and both arrays get the
//    barrier after they were filled in bulk.
// 3. When a comparison fails, the items are left as a permutation.
#include <cstring>

#include "vm/object/exact.h"
#include "vm/object/list.h"
#include "vm/object/number.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "gc/heap.h"
#include "vm/object/error.h"
#include "vm/run/thread.h"

namespace pyvm {

namespace {

struct LessInt {
  bool operator()(Value a, Value b) const {
    return static_cast<int64_t>(a.bits() << Value::kIntShift) < static_cast<int64_t>(b.bits() << Value::kIntShift);
  }
  static constexpr bool failed = false;
};
struct LessDouble {
  bool operator()(Value a, Value b) const { return a.as_double() < b.as_double(); }
  static constexpr bool failed = false;
};
struct LessNumber {
  bool operator()(Value a, Value b) const { return number_compare(a, b, CompareOp::kLt); }
  static constexpr bool failed = false;
};
struct LessStr {
  bool operator()(Value a, Value b) const {
    const PyStr *x = as_str(a), *y = as_str(b);
    if (x->width() != 1 || y->width() != 1) return str_compare(x, y) < 0;
    // Most pairs differ within a few characters: no call.
    uint64_t n = x->length < y->length ? x->length : y->length;
    const uint8_t *p = x->latin1(), *q = y->latin1();
    for (uint64_t i = 0; i < n && i < 12; i++) {
      if (p[i] != q[i]) return p[i] < q[i];
    }
    if (n <= 12) return x->length < y->length;
    int r = std::memcmp(p, q, n);
    return r != 0 ? r < 0 : x->length < y->length;
  }
  static constexpr bool failed = false;
};
// Tuples, lists and anything else, by <.
struct LessAny {
  Thread& t;
  bool failed = false;
  bool operator()(Value a, Value b) {
    if (PYVM_UNLIKELY(failed)) return false;
    Value r = object_compare(t, a, b, CompareOp::kLt);
    if (r.is_bool()) return r.is_true();
    int truth = r ? object_is_true(t, r) : -1;
    failed = truth < 0;
    return truth > 0;
  }
};

// Keys and, when there is a key function, the values that move along with them.
struct Columns {
  PyArray* keys;
  PyArray* values;   // or null
};

template <class Less>
class Sorter {
 public:
  Sorter(Columns data, int64_t n, Less& less) : a_(data), n_(n), less_(less) {}

  // False: a comparison failed or memory is short, the exception is pending.
  bool sort() {
    if (n_ < 2) return true;
    int64_t min_run = minimum_run(n_);
    for (int64_t start = 0; start < n_;) {
      int64_t length = count_run(start);
      if (less_.failed) return false;
      if (length < min_run) {
        int64_t forced = n_ - start < min_run ? n_ - start : min_run;
        insertion_sort(start, start + length, start + forced);
        if (less_.failed) return false;
        length = forced;
      }
      if (!push_run(start, length)) return false;
      start += length;
    }
    while (depth_ > 1) {
      if (!merge_top()) return false;
    }
    return true;
  }

 private:
  struct Run {
    int64_t start, length;
    int power;   // of the boundary to the run after it
  };

  Value* keys() { return a_.keys->items; }
  Value* values() { return a_.values->items; }

  static int64_t minimum_run(int64_t n) {
    int64_t rest = 0;
    while (n >= 64) {
      rest |= n & 1;
      n >>= 1;
    }
    return n + rest;
  }

  void reverse(int64_t from, int64_t to) {
    reverse_items(keys(), from, to);
    if (a_.values) reverse_items(values(), from, to);
  }
  static void reverse_items(Value* v, int64_t from, int64_t to) {
    for (to--; from < to; from++, to--) {
      Value x = v[from];
      v[from] = v[to];
      v[to] = x;
    }
  }

  // Length of the run at start; a strictly descending one is reversed.
  int64_t count_run(int64_t start) {
    int64_t i = start + 1;
    if (i == n_) return 1;
    Value* k = keys();
    if (less_(k[i], k[i - 1])) {
      for (i++; i < n_ && less_(k[i], k[i - 1]);) i++;
      reverse(start, i);
    } else {
      for (i++; i < n_ && !less_(k[i], k[i - 1]) && !less_.failed;) i++;
    }
    return i - start;
  }

  // [from, sorted) is sorted; extends that to [from, to) by binary insertion.
  void insertion_sort(int64_t from, int64_t sorted, int64_t to) {
    for (int64_t i = sorted; i < to; i++) {
      Value* k = keys();
      Value key = k[i];
      int64_t low = from, high = i;
      while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (less_(key, k[middle])) high = middle;
        else low = middle + 1;
      }
      if (less_.failed) return;
      size_t bytes = static_cast<size_t>(i - low) * sizeof(Value);
      std::memmove(static_cast<void*>(k + low + 1), k + low, bytes);
      k[low] = key;
      if (a_.values) {
        Value* v = values();
        Value value = v[i];
        std::memmove(static_cast<void*>(v + low + 1), v + low, bytes);
        v[low] = value;
      }
    }
  }

  // Depth in a perfectly balanced merge tree of the node between two adjacent runs.
  int node_power(const Run& left, int64_t right_length) const {
    int64_t a = 2 * left.start + left.length, b = a + left.length + right_length;   // twice the midpoints
    int power = 0;
    for (;;) {
      power++;
      if (a >= n_) {
        a -= n_;
        b -= n_;
      } else if (b >= n_) {
        return power;
      }
      a <<= 1;
      b <<= 1;
    }
  }

  bool push_run(int64_t start, int64_t length) {
    if (depth_ > 0) {
      int power = node_power(runs_[depth_ - 1], length);
      while (depth_ > 1 && runs_[depth_ - 2].power > power) {
        if (!merge_top()) return false;
      }
      runs_[depth_ - 1].power = power;
    }
    runs_[depth_++] = {start, length, 0};
    return true;
  }

  // First position in [from, to) whose key is greater than `key`.
  int64_t upper_bound(Value key, int64_t from, int64_t to) {
    while (from < to) {
      int64_t middle = from + (to - from) / 2;
      if (less_(key, keys()[middle])) to = middle;
      else from = middle + 1;
    }
    return from;
  }
  // First position in [from, to) whose key is not less than `key`.
  int64_t lower_bound(Value key, int64_t from, int64_t to) {
    while (from < to) {
      int64_t middle = from + (to - from) / 2;
      if (less_(keys()[middle], key)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  bool ensure_temp(int64_t n) {
    if (temp_.keys && static_cast<int64_t>(temp_.keys->capacity) >= n) return true;
    int64_t capacity = n < n_ / 4 ? n_ / 4 : n;
    temp_.keys = array_new(static_cast<uint64_t>(capacity));
    if (!temp_.keys) return false;
    if (a_.values) {
      temp_.values = array_new(static_cast<uint64_t>(capacity));
      if (!temp_.values) return false;
    }
    return true;
  }
  void copy_to_temp(int64_t from, int64_t n) {
    size_t bytes = static_cast<size_t>(n) * sizeof(Value);
    std::memcpy(static_cast<void*>(temp_.keys->items), keys() + from, bytes);
    gc::barrier(&temp_.keys->header);
    if (a_.values) {
      std::memcpy(static_cast<void*>(temp_.values->items), values() + from, bytes);
      gc::barrier(&temp_.values->header);
    }
  }

  bool merge_top() {
    Run& left = runs_[depth_ - 2];
    Run& right = runs_[depth_ - 1];
    int64_t from = left.start, middle = right.start, to = right.start + right.length;
    left.length += right.length;
    left.power = right.power;
    depth_--;
    // What is in place already at both ends stays.
    from = upper_bound(keys()[middle], from, middle);
    if (less_.failed) return false;
    if (from == middle) return true;
    to = lower_bound(keys()[middle - 1], middle, to);
    if (less_.failed) return false;
    if (to == middle) return true;
    bool left_smaller = middle - from <= to - middle;
    if (!ensure_temp(left_smaller ? middle - from : to - middle)) return false;
    if (left_smaller) merge_forward(from, middle, to);
    else merge_backward(from, middle, to);
    gc::barrier(&a_.keys->header);
    if (a_.values) gc::barrier(&a_.values->header);
    return !less_.failed;
  }

  // The left run waits in temp; after a failure it is put back into what is left of the gap.
  void merge_forward(int64_t from, int64_t middle, int64_t to) {
    int64_t n = middle - from;
    copy_to_temp(from, n);
    Value *k = keys(), *tk = temp_.keys->items;
    Value *v = a_.values ? values() : nullptr, *tv = a_.values ? temp_.values->items : nullptr;
    int64_t i = 0, j = middle, out = from;
    while (i < n && j < to) {
      bool take_right = less_(k[j], tk[i]);
      if (PYVM_UNLIKELY(less_.failed)) break;
      k[out] = take_right ? k[j] : tk[i];
      if (v) v[out] = take_right ? v[j] : tv[i];
      out++;
      j += take_right;
      i += !take_right;
    }
    size_t bytes = static_cast<size_t>(n - i) * sizeof(Value);
    std::memcpy(static_cast<void*>(k + out), tk + i, bytes);
    if (v) std::memcpy(static_cast<void*>(v + out), tv + i, bytes);
  }

  void merge_backward(int64_t from, int64_t middle, int64_t to) {
    int64_t n = to - middle;
    copy_to_temp(middle, n);
    Value *k = keys(), *tk = temp_.keys->items;
    Value *v = a_.values ? values() : nullptr, *tv = a_.values ? temp_.values->items : nullptr;
    int64_t i = middle - 1, j = n - 1, out = to - 1;
    while (i >= from && j >= 0) {
      bool take_left = less_(tk[j], k[i]);
      if (PYVM_UNLIKELY(less_.failed)) break;
      k[out] = take_left ? k[i] : tk[j];
      if (v) v[out] = take_left ? v[i] : tv[j];
      out--;
      i -= take_left;
      j -= !take_left;
    }
    size_t bytes = static_cast<size_t>(j + 1) * sizeof(Value);
    std::memcpy(static_cast<void*>(k + out - j), tk, bytes);
    if (v) std::memcpy(static_cast<void*>(v + out - j), tv, bytes);
  }

  Columns a_;
  Columns temp_ = {};
  int64_t n_;
  Less& less_;
  Run runs_[72];
  int depth_ = 0;
};

template <class Less>
bool sort_by(Columns data, int64_t n, Less less) {
  Sorter<Less> sorter(data, n, less);
  return sorter.sort();
}

bool sort_columns(Thread& t, Columns data, int64_t n) {
  bool ints = true, doubles = true, strs = true, numbers = true;
  for (int64_t i = 0; i < n && (ints || doubles || strs || numbers); i++) {
    Value k = data.keys->items[i];
    ints = ints && k.is_small_int();
    doubles = doubles && k.is_double();
    numbers = numbers && is_exact_number(k);
    strs = strs && is_exact_str(k);
  }
  if (ints) return sort_by(data, n, LessInt{});
  if (doubles) return sort_by(data, n, LessDouble{});
  if (strs) return sort_by(data, n, LessStr{});
  if (numbers) return sort_by(data, n, LessNumber{});
  return sort_by(data, n, LessAny{t});
}

void reverse_array(PyArray* a, int64_t n) {
  for (int64_t i = 0, j = n - 1; i < j; i++, j--) {
    Value v = a->items[i];
    a->items[i] = a->items[j];
    a->items[j] = v;
  }
}

}  // namespace

bool list_sort(Thread& t, PyList* list, Value key, bool reverse) {
  int64_t n = list->length;
  PyArray* items = list->items;
  PyList* empty = list_new(0);
  if (!empty) return false;
  list->items = empty->items;
  list->length = 0;
  gc::barrier(&list->header);

  Columns data = {items, nullptr};
  bool ok = true;
  if (key) {
    data = {array_new(static_cast<uint64_t>(n)), items};
    ok = data.keys != nullptr;
    for (int64_t i = 0; i < n && ok; i++) {
      Value k = object_call_args(t, key, items->items[i]);
      ok = bool(k);
      if (!ok) break;
      data.keys->items[i] = k;
      gc::barrier_slot(&data.keys->header, &data.keys->items[i], k.bits());
    }
  }
  if (ok) {
    if (reverse) {   // reversed before and after, so that equal items keep their order
      reverse_array(data.keys, n);
      if (data.values) reverse_array(data.values, n);
    }
    ok = sort_columns(t, data, n);
    if (reverse) reverse_array(items, n);
  }
  bool modified = list->items != empty->items || list->length != 0;
  list->items = items;
  list->length = n;
  gc::barrier(&items->header);
  gc::barrier(&list->header);
  if (ok && modified) {
    (void)raise_value_error("list modified during sort");
    ok = false;
  }
  return ok;
}

}  // namespace pyvm
