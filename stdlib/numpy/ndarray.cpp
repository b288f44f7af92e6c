#include "stdlib/numpy/ndarray.h"

#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/numpy/errors.h"
#include "stdlib/numpy/memory.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
#include "vm/object/buffer.h"
#include "vm/object/error.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"
#include "vm/object/type.h"

namespace pyvm::np {

PyType* type_ndarray;
PyType* type_array_buffer;

namespace {

PyNdArray* allocate_header(int ndim) {
  // Some room, so that `a.shape = ...` can add dimensions.
  int capacity = ndim < 3 ? 3 : ndim;
  auto* a = reinterpret_cast<PyNdArray*>(
      instance_allocate(type_ndarray, sizeof(PyNdArray) + 2 * sizeof(int64_t) * static_cast<size_t>(capacity)));
  if (a) a->capacity = static_cast<uint32_t>(capacity);
  return a;
}

PyArrayBuffer* buffer_new(size_t bytes, bool zeroed) {
  HeapObject* object = gc::allocate_finalizable(type_array_buffer->root_shape->id(), sizeof(PyArrayBuffer));
  if (!object) return (void)raise_memory_error(), nullptr;
  auto* buffer = reinterpret_cast<PyArrayBuffer*>(object);
  uint8_t* data = memory_allocate(bytes, zeroed);
  if (!data) {
    (void)raise_error(exc::MemoryError, "Unable to allocate %zu bytes for an array", bytes);
    return nullptr;
  }
  buffer->data = data;
  buffer->bytes = bytes;
  gc::account_external(static_cast<ptrdiff_t>(bytes));
  return buffer;
}

}  // namespace

void array_update_flags(PyNdArray* a) {
  int64_t expected = static_cast<int64_t>(a->item_bytes());
  bool c = true, f = true;
  for (int i = a->ndim; i-- > 0;) {
    if (a->shape()[i] == 0) c = f = true;
  }
  for (int i = a->ndim; i-- > 0 && c;) {
    if (a->shape()[i] != 1 && a->strides()[i] != expected) c = false;
    expected *= a->shape()[i];
  }
  expected = static_cast<int64_t>(a->item_bytes());
  for (int i = 0; i < a->ndim && f; i++) {
    if (a->shape()[i] != 1 && a->strides()[i] != expected) f = false;
    expected *= a->shape()[i];
  }
  if (a->size == 0) c = f = true;
  a->flags = static_cast<uint8_t>((a->flags & kWriteable) | (c ? kContiguous : 0) | (f ? kFortran : 0));
}

PyNdArray* array_new(DType dtype, int ndim, const int64_t* shape, bool zeroed) {
  int64_t size = 1;
  auto item = static_cast<int64_t>(dtype_bytes(dtype));
  int64_t bytes = item;
  for (int i = 0; i < ndim; i++) {
    if (shape[i] < 0) return (void)raise_value_error("negative dimensions are not allowed"), nullptr;
    size *= shape[i];
    if (__builtin_mul_overflow(bytes, shape[i], &bytes)) {
      (void)raise_value_error("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.");
      return nullptr;
    }
  }
  PyArrayBuffer* buffer = buffer_new(static_cast<size_t>(bytes), zeroed);
  if (!buffer) return nullptr;
  PyNdArray* a = allocate_header(ndim);
  if (!a) return nullptr;
  a->data = buffer->data;
  a->dtype = dtype;
  a->ndim = static_cast<uint8_t>(ndim);
  a->flags = kWriteable;
  a->buffer = buffer;
  a->size = size;
  for (int i = ndim; i-- > 0;) {
    a->shape()[i] = shape[i];
    a->strides()[i] = item;
    item *= shape[i];
  }
  array_update_flags(a);
  return a;
}

PyNdArray* array_view(PyNdArray* base, uint8_t* data, int ndim, const int64_t* shape, const int64_t* strides, DType dtype) {
  PyNdArray* a = allocate_header(ndim);
  if (!a) return nullptr;
  a->data = data;
  a->dtype = dtype;
  a->ndim = static_cast<uint8_t>(ndim);
  a->flags = base->flags & kWriteable;
  a->buffer = base->buffer;
  a->base = base->base.is_null() ? Value(&base->header) : base->base;
  a->size = 1;
  for (int i = 0; i < ndim; i++) {
    a->shape()[i] = shape[i];
    a->strides()[i] = strides[i];
    a->size *= shape[i];
  }
  array_update_flags(a);
  return a;
}

void Walker::add(PyNdArray* a) {
  int k = count_++;
  data_[k] = a->data;
  int shift = ndim_ - a->ndim;
  for (int i = 0; i < ndim_; i++) {
    bool stays = i < shift || a->shape()[i - shift] == 1;
    strides_[k][i] = stays ? 0 : a->strides()[i - shift];
  }
}

// Outermost the dimension with the longest stride, the first operand's counting first; no operand walks backwards where
// all could walk forwards.
void Walker::arrange() {
  for (int i = 0; i < ndim_; i++) {
    bool backwards = false, forwards = false;
    for (int k = 0; k < count_; k++) {
      backwards = backwards || strides_[k][i] < 0;
      forwards = forwards || strides_[k][i] > 0;
    }
    if (!backwards || forwards) continue;
    for (int k = 0; k < count_; k++) {
      data_[k] += strides_[k][i] * (shape_[i] - 1);
      strides_[k][i] = -strides_[k][i];
    }
  }
  auto outer = [&](int i, int j) {   // whether i belongs outside of j
    for (int k = 0; k < count_; k++) {
      int64_t a = std::abs(strides_[k][i]), b = std::abs(strides_[k][j]);
      if (a != b && a && b) return a > b;
    }
    return false;
  };
  for (int i = 1; i < ndim_; i++) {
    for (int j = i; j > 0 && outer(j, j - 1); j--) {
      std::swap(shape_[j], shape_[j - 1]);
      for (int k = 0; k < count_; k++) std::swap(strides_[k][j], strides_[k][j - 1]);
    }
  }
}

void Walker::merge() {
  if (ndim_ < 2) return;
  int at = 0;   // the dimension that others are merged into, from the outside
  for (int i = 1; i < ndim_; i++) {
    bool even = true;
    for (int k = 0; k < count_; k++) even = even && strides_[k][at] == strides_[k][i] * shape_[i];
    if (even || shape_[at] == 1) {
      shape_[at] = shape_[at] == 1 && !even ? shape_[i] : shape_[at] * shape_[i];
      for (int k = 0; k < count_; k++) strides_[k][at] = strides_[k][i];
      continue;
    }
    at++;
    shape_[at] = shape_[i];
    for (int k = 0; k < count_; k++) strides_[k][at] = strides_[k][i];
  }
  ndim_ = at + 1;
}

bool broadcast_shapes(PyNdArray* const* arrays, int count, int64_t* shape, int* ndim) {
  int most = 0;
  for (int k = 0; k < count; k++) most = arrays[k]->ndim > most ? arrays[k]->ndim : most;
  for (int i = 0; i < most; i++) shape[i] = 1;
  for (int k = 0; k < count; k++) {
    int shift = most - arrays[k]->ndim;
    for (int i = 0; i < arrays[k]->ndim; i++) {
      int64_t n = arrays[k]->shape()[i];
      int64_t& s = shape[i + shift];
      if (s == 1) {
        s = n;
      } else if (n != 1 && n != s) {
        TextBuffer text;
        for (int j = 0; j < count; j++) {
          shape_text(arrays[j]->shape(), arrays[j]->ndim, text);
          text.append(' ');
        }
        (void)raise_value_error("operands could not be broadcast together with shapes %s", text.c_str());
        return false;
      }
    }
  }
  *ndim = most;
  return true;
}

bool array_assign(Thread& t, PyNdArray* dst, PyNdArray* src) {
  int skip = 0;   // leading dimensions of length 1 of a source with too many
  while (src->ndim - skip > dst->ndim && src->shape()[skip] == 1) skip++;
  bool fits = src->ndim - skip <= dst->ndim;
  for (int i = 0; fits && i < src->ndim - skip; i++) {
    int64_t have = src->shape()[src->ndim - 1 - i], want = dst->shape()[dst->ndim - 1 - i];
    fits = have == 1 || have == want;
  }
  if (!fits) {
    TextBuffer from, to;
    shape_text(src->shape(), src->ndim, from);
    shape_text(dst->shape(), dst->ndim, to);
    (void)raise_value_error("could not broadcast input array from shape %s into shape %s", from.c_str(), to.c_str());
    return false;
  }
  if (skip) {
    src = array_view(src, src->data, src->ndim - skip, src->shape() + skip, src->strides() + skip, src->dtype);
    if (!src) return false;
  }
  if (array_may_overlap(src, dst) && !array_same_elements(src, dst)) {
    src = array_copy(src);   // overlapping views must read before they write
    if (!src) return false;
  }
  Walker walk(dst->ndim, dst->shape());
  walk.add(dst);
  walk.add(src);
  DType to = dst->dtype, from = src->dtype;
  bool checked = dtype_category(from) >= 2 && is_integer(to);
  if (is_complex(from) && !is_complex(to) && to != DType::kBool &&
      !warn(t, "ComplexWarning", "Casting complex values to real discards the imaginary part")) {
    return false;
  }
  if (checked) clear_float_flags();
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { convert(to, p[0], step[0], from, p[1], step[1], n); });
  return !checked || report_float_errors(t, "cast");
}

namespace {

void array_fill_from(PyNdArray* out, PyNdArray* a) {
  Walker walk(a->ndim, a->shape());
  walk.add(out);
  walk.add(a);
  DType to = out->dtype, from = a->dtype;
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { convert(to, p[0], step[0], from, p[1], step[1], n); });
}

}  // namespace

PyNdArray* array_astype(PyNdArray* a, DType dtype) {
  PyNdArray* out = array_new(dtype, a->ndim, a->shape());
  if (out) array_fill_from(out, a);
  return out;
}

PyNdArray* array_new_like(DType dtype, int ndim, const int64_t* shape, PyNdArray* const* like, int count) {
  PyNdArray* a = array_new(dtype, ndim, shape);
  if (!a || ndim < 2) return a;
  bool ordered = true;
  for (int k = 0; k < count; k++) ordered = ordered && (like[k]->ndim < 2 || like[k]->contiguous());
  if (ordered) return a;
  int order[kMaxDims];
  for (int i = 0; i < ndim; i++) order[i] = i;
  auto outer = [&](int i, int j) {
    for (int k = 0; k < count; k++) {
      int own_i = i - (ndim - like[k]->ndim), own_j = j - (ndim - like[k]->ndim);
      if (own_i < 0 || own_j < 0 || like[k]->shape()[own_i] == 1 || like[k]->shape()[own_j] == 1) continue;
      int64_t x = std::abs(like[k]->strides()[own_i]), y = std::abs(like[k]->strides()[own_j]);
      if (x != y) return x > y;
    }
    return i < j;
  };
  for (int i = 1; i < ndim; i++) {
    for (int j = i; j > 0 && outer(order[j], order[j - 1]); j--) std::swap(order[j], order[j - 1]);
  }
  auto step = static_cast<int64_t>(dtype_bytes(dtype));
  for (int i = ndim; i-- > 0;) {
    a->strides()[order[i]] = step;
    step *= shape[order[i]];
  }
  array_update_flags(a);
  return a;
}

PyNdArray* array_copy_keeping_order(PyNdArray* a, DType dtype) {
  PyNdArray* out = array_new_like(dtype, a->ndim, a->shape(), &a, 1);
  if (out) array_fill_from(out, a);
  return out;
}

PyNdArray* array_fortran_copy(PyNdArray* a, DType dtype) {
  PyNdArray* out = array_new(dtype, a->ndim, a->shape());
  if (!out) return nullptr;
  auto step = static_cast<int64_t>(dtype_bytes(dtype));
  for (int i = 0; i < a->ndim; i++) {
    out->strides()[i] = step;
    step *= a->shape()[i];
  }
  array_update_flags(out);
  array_fill_from(out, a);
  return out;
}

bool array_may_overlap(const PyNdArray* a, const PyNdArray* b) {
  if (a->size == 0 || b->size == 0) return false;
  auto extent = [](const PyNdArray* x, const uint8_t** low, const uint8_t** high) {
    *low = *high = x->data;
    for (int i = 0; i < x->ndim; i++) {
      int64_t span = x->strides()[i] * (x->shape()[i] - 1);
      (span < 0 ? *low : *high) += span;
    }
    *high += x->item_bytes();
  };
  const uint8_t *a_low, *a_high, *b_low, *b_high;
  extent(a, &a_low, &a_high);
  extent(b, &b_low, &b_high);
  return a_low < b_high && b_low < a_high;
}

bool array_same_elements(const PyNdArray* a, const PyNdArray* b) {
  return a->data == b->data && a->ndim == b->ndim && a->dtype == b->dtype &&
         !std::memcmp(a->dims, b->dims, 2 * sizeof(int64_t) * a->ndim);
}

PyNdArray* array_copy(PyNdArray* a) { return array_astype(a, a->dtype); }
PyNdArray* array_contiguous(PyNdArray* a) { return a->contiguous() ? a : array_copy(a); }

PyNdArray* array_reshape_view(PyNdArray* a, int ndim, const int64_t* shape) {
  int64_t strides[kMaxDims];
  auto item = static_cast<int64_t>(a->item_bytes());
  if (a->contiguous() || a->size == 0) {
    for (int i = ndim; i-- > 0;) {
      strides[i] = item;
      item *= shape[i];
    }
    return array_view(a, a->data, ndim, shape, strides, a->dtype);
  }
  // Groups of old and new dimensions of the same size: the old ones of a group must be evenly stepped through.
  int64_t old_shape[kMaxDims], old_strides[kMaxDims];
  int old_ndim = 0;
  for (int i = 0; i < a->ndim; i++) {
    if (a->shape()[i] == 1) continue;
    old_shape[old_ndim] = a->shape()[i];
    old_strides[old_ndim++] = a->strides()[i];
  }
  int oi = 0, ni = 0;
  while (ni < ndim && oi < old_ndim) {
    int64_t old_count = old_shape[oi], new_count = shape[ni];
    int oj = oi + 1, nj = ni + 1;
    while (old_count != new_count) {
      if (new_count < old_count) {
        new_count *= shape[nj++];
      } else {
        old_count *= old_shape[oj++];
      }
    }
    for (int k = oi; k < oj - 1; k++) {
      if (old_strides[k] != old_shape[k + 1] * old_strides[k + 1]) return nullptr;
    }
    strides[nj - 1] = old_strides[oj - 1];
    for (int k = nj - 1; k > ni; k--) strides[k - 1] = strides[k] * shape[k];
    ni = nj;
    oi = oj;
  }
  int64_t last = ni ? strides[ni - 1] : item;
  for (; ni < ndim; ni++) strides[ni] = last;
  return array_view(a, a->data, ndim, shape, strides, a->dtype);
}

PyNdArray* array_reshape(PyNdArray* a, int ndim, const int64_t* shape) {
  PyNdArray* view = array_reshape_view(a, ndim, shape);
  if (view || error_pending()) return view;
  PyNdArray* copy = array_copy(a);
  if (!copy) return nullptr;
  copy = array_reshape_view(copy, ndim, shape);
  if (copy) copy->base = kNull;   // nobody else has the copy
  return copy;
}

PyNdArray* array_reshape_fortran(PyNdArray* a, int ndim, const int64_t* shape) {
  // The same in C order on the transposed arrays.
  int64_t reversed[kMaxDims];
  for (int i = 0; i < ndim; i++) reversed[i] = shape[ndim - 1 - i];
  PyNdArray* transposed = array_transpose(a);
  PyNdArray* result = transposed ? array_reshape(transposed, ndim, reversed) : nullptr;
  return result ? array_transpose(result) : nullptr;
}

PyNdArray* array_transpose(PyNdArray* a) {
  int64_t shape[kMaxDims], strides[kMaxDims];
  for (int i = 0; i < a->ndim; i++) {
    shape[i] = a->shape()[a->ndim - 1 - i];
    strides[i] = a->strides()[a->ndim - 1 - i];
  }
  return array_view(a, a->data, a->ndim, shape, strides, a->dtype);
}

// ---- from nested sequences

namespace {

bool is_list_or_tuple(Value v) { return type_of(v)->flags & (kTypeList | kTypeTuple); }

bool is_text(Value v) { return type_of(v)->flags & (kTypeStr | kTypeBytes); }

// Lists, tuples, ranges, and whatever else has a length and items by number.
bool is_sequence(Value v) {
  if (v.is_double() || v.is_small_int() || v.is_bool() || v.is_none()) return false;
  if (is_list_or_tuple(v) || type_of(v) == type_range) return true;
  DType d;
  if (number_dtype(v, &d) || is_text(v) || (type_of(v)->flags & (kTypeDict | kTypeType | kTypeSet))) return false;
  return type_lookup(type_of(v), names::d_getitem) && type_lookup(type_of(v), names::d_len);
}

// What number an object that is neither number nor sequence stands for, if any: arrays by __array__ or buffer.
// Null without an exception: none.
PyNdArray* array_of_object(Thread& t, Value v) {
  if (v.is_none() || is_text(v)) return nullptr;
  if (has_buffer(v)) {
    Value made = call_helper(t, "frombuffer_any", &v, 1);
    return made && is_array(made) ? as_array(made) : nullptr;
  }
  Value maker = object_find_attr(t, v, str_intern("__array__"));
  Value made = maker && !(type_of(v)->flags & kTypeType) ? object_call(t, maker, nullptr, 0) : kNull;
  if (!made) return nullptr;
  if (is_array(made)) return as_array(made);
  return raise_value_error("object __array__ method not producing an array");
}

struct Discovery {
  int64_t shape[kMaxDims];
  int ndim = 0;
  bool any = false;       // an element was seen: the number of dimensions is settled
  bool typed = false;     // the caller knows the type
  DType dtype = DType::kBool;
  void see(DType d) {
    dtype = any ? promote(dtype, d) : d;
    any = true;
  }
};

bool fail_inhomogeneous(const Discovery& found, int depth) {
  TextBuffer shape;
  shape.append('(');
  for (int i = 0; i < depth; i++) shape.printf(i ? ", %ld" : "%ld", found.shape[i]);
  shape.append(depth == 1 ? ",)" : ")");
  return raise_value_error("setting an array element with a sequence. The requested array has an inhomogeneous shape after %d "
                           "dimensions. The detected shape was %s + inhomogeneous part.", depth, shape.c_str());
}

bool discover_array(PyNdArray* a, int depth, Discovery& found) {
  bool first = !found.any;
  found.see(a->dtype);
  for (int i = 0; i < a->ndim; i++) {
    int at = depth + i;
    if (at >= kMaxDims) return raise_value_error("setting an array element with a sequence.");
    if (first && at >= found.ndim) {
      found.ndim = at + 1;
      found.shape[at] = a->shape()[i];
    } else if (at >= found.ndim || found.shape[at] != a->shape()[i]) {
      return fail_inhomogeneous(found, at);
    }
  }
  return found.ndim == depth + a->ndim || fail_inhomogeneous(found, depth + a->ndim);
}

bool discover_item(Thread& t, Value v, int depth, Discovery& found) {
  DType d;
  if (number_dtype(v, &d)) {
    found.see(d);
  } else if (found.typed) {
    found.see(found.dtype);
  } else {
    return raise_type_error("pyvm's numpy has no object arrays: cannot store a %s", type_name(v));
  }
  return depth == found.ndim || fail_inhomogeneous(found, depth);
}

bool discover(Thread& t, Value v, int depth, Discovery& found) {
  if (is_array(v)) return discover_array(as_array(v), depth, found);
  if (!is_sequence(v)) {
    return discover_item(t, v, depth, found);
  }
  if (!native_recursion_ok(t)) return false;
  Value items = is_list_or_tuple(v) ? v : object_to_list(t, v);
  if (!items) return false;
  bool in_list = type_of(items)->flags & kTypeList;
  int64_t n = in_list ? as_list(items)->length : as_tuple(items)->length;
  if (depth >= kMaxDims) return raise_value_error("setting an array element with a sequence.");
  if (depth >= found.ndim) {
    if (found.any) return fail_inhomogeneous(found, depth);
    found.ndim = depth + 1;
    found.shape[depth] = n;
  } else if (found.shape[depth] != n) {
    return fail_inhomogeneous(found, depth);
  }
  for (int64_t i = 0; i < n; i++) {
    // Looking at an item may run Python code that changes the list.
    if (in_list && i >= as_list(items)->length) return raise_error(exc::RuntimeError, "list changed size during iteration");
    if (!discover(t, in_list ? as_list(items)->items->items[i] : as_tuple(items)->items[i], depth + 1, found)) return false;
  }
  return true;
}

// Stores the nested items in C order. The shape was found before; the bounds are checked again, as Python code may run.
bool fill(Thread& t, Value v, int depth, const Discovery& found, DType dtype, uint8_t*& out, uint8_t* end) {
  if (is_array(v) && (depth < found.ndim || as_array(v)->ndim == 0)) {
    PyNdArray* copy = array_astype(as_array(v), dtype);
    if (!copy) return false;
    size_t bytes = static_cast<size_t>(copy->size) * dtype_bytes(dtype);
    if (bytes > static_cast<size_t>(end - out)) return fail_inhomogeneous(found, depth);
    std::memcpy(out, copy->data, bytes);
    out += bytes;
    return true;
  }
  if (depth == found.ndim) {
    if (out >= end) return fail_inhomogeneous(found, depth);
    if (!store_element(t, dtype, out, v)) return false;
    out += dtype_bytes(dtype);
    return true;
  }
  Value items = is_list_or_tuple(v) ? v : object_to_list(t, v);
  if (!items) return false;
  bool in_list = type_of(items)->flags & kTypeList;
  int64_t n = in_list ? as_list(items)->length : as_tuple(items)->length;
  if (n != found.shape[depth]) return fail_inhomogeneous(found, depth);
  for (int64_t i = 0; i < n; i++) {
    if (in_list && i >= as_list(items)->length) return raise_error(exc::RuntimeError, "list changed size during iteration");
    if (!fill(t, in_list ? as_list(items)->items->items[i] : as_tuple(items)->items[i], depth + 1, found, dtype, out, end)) {
      return false;
    }
  }
  return true;
}

}  // namespace

OperandKind operand_kind(Value v) {
  DType d;
  if (is_array(v) || number_dtype(v, &d) || is_list_or_tuple(v)) return OperandKind::kArray;
  if (is_text(v)) return OperandKind::kText;
  auto has = [v](const char* name) { return !type_lookup(type_of(v), str_intern(name)).is_null(); };
  if (has("__array_ufunc__") || has("__array_priority__")) return OperandKind::kDeferred;
  return has_buffer(v) || has("__array__") || is_sequence(v) ? OperandKind::kArray : OperandKind::kObject;
}

PyNdArray* array_from(Thread& t, Value v, const DType* dtype) {
  if (is_array(v)) {
    PyNdArray* a = as_array(v);
    return !dtype || *dtype == a->dtype ? a : array_astype(a, *dtype);
  }
  DType own;
  bool number = number_dtype(v, &own);
  if (number) {
    PyNdArray* a = array_new(dtype ? *dtype : own, 0, nullptr);
    return a && store_element(t, a->dtype, a->data, v) ? a : nullptr;
  }
  if (!is_list_or_tuple(v)) {
    PyNdArray* made = array_of_object(t, v);
    if (made) return array_from(t, Value(&made->header), dtype);
    if (error_pending()) return nullptr;
  }
  Discovery found;
  if (dtype) {
    found.typed = true;
    found.dtype = *dtype;
  }
  if (!discover(t, v, 0, found)) return nullptr;
  DType chosen = dtype ? *dtype : found.any ? found.dtype : DType::kFloat64;
  PyNdArray* a = array_new(chosen, found.ndim, found.shape);
  if (!a) return nullptr;
  uint8_t* out = a->data;
  return fill(t, v, 0, found, chosen, out, a->data + static_cast<size_t>(a->size) * a->item_bytes()) ? a : nullptr;
}

PyNdArray* array_over_memory(DType dtype, int64_t count, uint8_t* data, Value memory, bool readonly, Value base) {
  if (memory.is_null()) {
    PyNdArray* copy = array_new(dtype, 1, &count);
    if (!copy) return nullptr;
    std::memcpy(copy->data, data, static_cast<size_t>(count) * dtype_bytes(dtype));
    return copy;
  }
  // The buffer object owns nothing: data stays null for the finalizer, and `base` keeps the memory alive.
  PyNdArray* a = array_new(dtype, 0, nullptr);
  if (!a) return nullptr;
  auto item = static_cast<int64_t>(dtype_bytes(dtype));
  a->data = data;
  a->base = memory;
  PyNdArray* view = array_view(a, data, 1, &count, &item, dtype);
  if (!view) return nullptr;
  view->base = memory;
  if (readonly) view->flags &= static_cast<uint8_t>(~kWriteable);
  return view;
}

bool common_dtype(Thread& t, const Value* values, int64_t n, DType* out) {
  // Scalars count by value when an array or dtype of their kind or a higher one is there.
  int arrays = -1, scalars = -1;
  auto look = [&](auto visit) {
    for (int64_t i = 0; i < n; i++) {
      Value v = values[i];
      DType d;
      if (number_dtype(v, &d)) {
        if (!visit(v, d, true)) return false;
      } else if (type_of(v) == type_dtype || is_str(v) || type_of(v)->flags & kTypeType) {
        if (!dtype_argument(t, v, &d) || !visit(v, d, false)) return false;
      } else {
        PyNdArray* a = array_from(t, v, nullptr);
        if (!a) return false;
        Value scalar = a->ndim ? kNull : array_or_scalar(a);
        if (!visit(a->ndim ? v : scalar, a->dtype, a->ndim == 0)) return false;
      }
    }
    return true;
  };
  bool ok = look([&](Value, DType d, bool scalar) {
    int& most = scalar ? scalars : arrays;
    most = std::max(most, std::min(dtype_category(d), 2));
    return true;
  });
  if (!ok) return false;
  bool by_value = scalars >= 0 && arrays >= scalars, any = false;
  DType result = DType::kBool;
  (void)look([&](Value, DType d, bool scalar) {
    if (!(by_value && scalar)) {
      result = any ? promote(result, d) : d;
      any = true;
    }
    return true;
  });
  if (by_value) {
    (void)look([&](Value v, DType d, bool scalar) {
      if (scalar && !scalar_fits(v, d, result)) result = promote(result, min_scalar_type(v, d));
      return true;
    });
  }
  *out = result;
  return true;
}

Value array_or_scalar(PyNdArray* a) {
  if (!a) return kNull;
  return a->ndim == 0 ? scalar_from(a->dtype, a->data) : Value(&a->header);
}

namespace {

Value tolist_level(PyNdArray* a, int depth, const uint8_t* data) {
  if (depth == a->ndim) return python_value(a->dtype, data);
  PyList* list = list_new(a->shape()[depth]);
  if (!list) return kNull;
  for (int64_t i = 0; i < a->shape()[depth]; i++) {
    Value item = tolist_level(a, depth + 1, data + i * a->strides()[depth]);
    if (!item || !list_append(list, item)) return kNull;
  }
  return Value(&list->header);
}

}  // namespace

Value array_tolist(Thread&, PyNdArray* a) { return tolist_level(a, 0, a->data); }

int shape_argument(Thread& t, Value v, int64_t* shape, int64_t size) {
  int ndim = 0;
  if (is_list_or_tuple(v) || (is_array(v) && as_array(v)->ndim == 1) || type_of(v) == type_range) {
    PyTuple* items = object_to_tuple(t, v);
    if (!items) return -1;
    if (items->length > kMaxDims) {
      (void)raise_value_error("maximum supported dimension for an ndarray is 32, found %ld", items->length);
      return -1;
    }
    for (int64_t i = 0; i < items->length; i++) {
      if (!object_index(t, items->items[i], &shape[ndim])) return -1;
      ndim++;
    }
  } else {
    if (!object_index(t, v, &shape[0])) {
      if (error_matches(exc::TypeError)) {
        error_clear();
        (void)raise_type_error("expected a sequence of integers or a single integer, got '%s'", type_name(v));
      }
      return -1;
    }
    ndim = 1;
  }
  if (size < 0) return ndim;
  int unknown = -1;
  int64_t product = 1;
  for (int i = 0; i < ndim; i++) {
    if (shape[i] >= 0) {
      if (__builtin_mul_overflow(product, shape[i], &product)) return (void)raise_value_error("maximum size exceeded"), -1;
    } else if (unknown >= 0) {
      return (void)raise_value_error("can only specify one unknown dimension"), -1;
    } else {
      unknown = i;
    }
  }
  bool fits = unknown < 0 ? product == size : product > 0 && size % product == 0;
  if (!fits) {
    TextBuffer text;
    text.append('(');
    for (int i = 0; i < ndim; i++) {
      if (i) text.append(',');
      if (shape[i] < 0) {
        text.append("newaxis");
      } else {
        text.printf("%ld", shape[i]);
      }
    }
    text.append(ndim == 1 ? ",)" : ")");
    return (void)raise_value_error("cannot reshape array of size %ld into shape %s", size, text.c_str()), -1;
  }
  if (unknown >= 0) shape[unknown] = size / product;
  return ndim;
}

Value shape_tuple(const int64_t* shape, int ndim) {
  PyTuple* tuple = tuple_new(ndim);
  if (!tuple) return kNull;
  for (int i = 0; i < ndim; i++) {
    tuple->items[i] = int_from_int64(shape[i]);
    gc::barrier(&tuple->header);
  }
  return Value(&tuple->header);
}

void shape_text(const int64_t* shape, int ndim, TextBuffer& out) {
  out.append('(');
  for (int i = 0; i < ndim; i++) out.printf(i ? ",%ld" : "%ld", shape[i]);
  if (ndim == 1) out.append(',');
  out.append(')');
}

}  // namespace pyvm::np
