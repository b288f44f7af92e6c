#include "stdlib/numpy/ndarray.h"

#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "stdlib/support.h"
#include "vm/base/text.h"
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
  return reinterpret_cast<PyNdArray*>(
      instance_allocate(type_ndarray, sizeof(PyNdArray) + 2 * sizeof(int64_t) * static_cast<size_t>(ndim)));
}

PyArrayBuffer* buffer_new(size_t bytes, bool zeroed) {
  HeapObject* object = gc::allocate_finalizable(type_array_buffer->root_shape->id(), sizeof(PyArrayBuffer));
  if (!object) return (void)raise_memory_error(), nullptr;
  auto* buffer = reinterpret_cast<PyArrayBuffer*>(object);
  size_t size = bytes ? bytes : 1;
  void* data = nullptr;
  if (zeroed) {
    data = std::calloc(1, size);
  } else {
    data = std::malloc(size);
  }
  if (!data) {
    TextBuffer text;
    (void)raise_error(exc::MemoryError, "Unable to allocate %zu bytes for an array", bytes);
    return nullptr;
  }
  buffer->data = static_cast<uint8_t*>(data);
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
  if (src->buffer == dst->buffer && src->data != dst->data) {
    src = array_copy(src);   // overlapping views must read before they write
    if (!src) return false;
  }
  Walker walk(dst->ndim, dst->shape());
  walk.add(dst);
  walk.add(src);
  DType to = dst->dtype, from = src->dtype;
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { convert(to, p[0], step[0], from, p[1], step[1], n); });
  return true;
}

PyNdArray* array_astype(PyNdArray* a, DType dtype) {
  PyNdArray* out = array_new(dtype, a->ndim, a->shape());
  if (!out) return nullptr;
  Walker walk(a->ndim, a->shape());
  walk.add(out);
  walk.add(a);
  DType from = a->dtype;
  walk.run([&](uint8_t** p, const int64_t* step, int64_t n) { convert(dtype, p[0], step[0], from, p[1], step[1], n); });
  return out;
}

PyNdArray* array_copy(PyNdArray* a) { return array_astype(a, a->dtype); }
PyNdArray* array_contiguous(PyNdArray* a) { return a->contiguous() ? a : array_copy(a); }

PyNdArray* array_reshape(PyNdArray* a, int ndim, const int64_t* shape) {
  PyNdArray* source = array_contiguous(a);
  if (!source) return nullptr;
  int64_t strides[kMaxDims];
  auto step = static_cast<int64_t>(a->item_bytes());
  for (int i = ndim; i-- > 0;) {
    strides[i] = step;
    step *= shape[i];
  }
  return array_view(source, source->data, ndim, shape, strides, a->dtype);
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

bool is_sequence(Value v) {
  uint32_t flags = type_of(v)->flags;
  return (flags & (kTypeList | kTypeTuple)) || type_of(v) == type_range;
}

struct Discovery {
  int64_t shape[kMaxDims];
  int ndim = 0;
  bool any = false;
  DType dtype = DType::kBool;
  void see(DType d) {
    dtype = any ? promote(dtype, d) : d;
    any = true;
  }
};

bool fail_inhomogeneous(int depth) {
  (void)raise_value_error(
      "setting an array element with a sequence. The requested array has an inhomogeneous shape after %d dimensions. The "
      "detected shape was the outer ones + inhomogeneous part.", depth);
  return false;
}

bool discover(Thread& t, Value v, int depth, Discovery& found) {
  if (is_array(v)) {
    PyNdArray* a = as_array(v);
    found.see(a->dtype);
    for (int i = 0; i < a->ndim; i++) {
      int at = depth + i;
      if (at >= found.ndim) {
        found.ndim = at + 1;
        found.shape[at] = a->shape()[i];
      } else if (found.shape[at] != a->shape()[i]) {
        return fail_inhomogeneous(at);
      }
    }
    return found.ndim == depth + a->ndim || fail_inhomogeneous(depth);
  }
  if (!is_sequence(v)) {
    DType d;
    if (!number_dtype(v, &d)) {
      (void)raise_type_error("pyvm's numpy has no object arrays: cannot store a %s", type_name(v));
      return false;
    }
    found.see(d);
    return depth == found.ndim || fail_inhomogeneous(depth);
  }
  Value items = (type_of(v)->flags & (kTypeList | kTypeTuple)) ? v : object_to_list(t, v);
  if (!items) return false;
  bool is_list_value = type_of(items)->flags & kTypeList;
  int64_t n = is_list_value ? as_list(items)->length : as_tuple(items)->length;
  if (depth >= kMaxDims) return (void)raise_value_error("setting an array element with a sequence."), false;
  if (depth >= found.ndim) {
    if (found.any) return fail_inhomogeneous(depth);
    found.ndim = depth + 1;
    found.shape[depth] = n;
  } else if (found.shape[depth] != n) {
    return fail_inhomogeneous(depth);
  }
  for (int64_t i = 0; i < n; i++) {
    if (!discover(t, is_list_value ? as_list(items)->items->items[i] : as_tuple(items)->items[i], depth + 1, found)) return false;
  }
  return true;
}

bool fill(Thread& t, Value v, int depth, int ndim, DType dtype, uint8_t*& out) {
  if (is_array(v)) {
    PyNdArray* copy = array_astype(as_array(v), dtype);
    if (!copy) return false;
    size_t bytes = static_cast<size_t>(copy->size) * dtype_bytes(dtype);
    std::memcpy(out, copy->data, bytes);
    out += bytes;
    return true;
  }
  if (depth == ndim) {
    if (!store_element(t, dtype, out, v)) return false;
    out += dtype_bytes(dtype);
    return true;
  }
  Value items = (type_of(v)->flags & (kTypeList | kTypeTuple)) ? v : object_to_list(t, v);
  if (!items) return false;
  bool is_list_value = type_of(items)->flags & kTypeList;
  int64_t n = is_list_value ? as_list(items)->length : as_tuple(items)->length;
  for (int64_t i = 0; i < n; i++) {
    if (!fill(t, is_list_value ? as_list(items)->items->items[i] : as_tuple(items)->items[i], depth + 1, ndim, dtype, out)) {
      return false;
    }
  }
  return true;
}

}  // namespace

PyNdArray* array_from(Thread& t, Value v, const DType* dtype) {
  if (is_array(v)) {
    PyNdArray* a = as_array(v);
    return !dtype || *dtype == a->dtype ? a : array_astype(a, *dtype);
  }
  DType own;
  if (!is_sequence(v) && !number_dtype(v, &own)) {
    // Any other iterable (dict views, generators are 0-d objects in NumPy) is refused.
    Value maker = object_find_attr(t, v, str_intern("__array__"));
    if (error_pending()) return nullptr;
    if (maker) {
      Value made = object_call(t, maker, nullptr, 0);
      if (!made) return nullptr;
      if (is_array(made)) return array_from(t, made, dtype);
    }
    (void)raise_type_error("pyvm's numpy has no object arrays: cannot store a %s", type_name(v));
    return nullptr;
  }
  Discovery found;
  if (!discover(t, v, 0, found)) return nullptr;
  DType chosen = dtype ? *dtype : found.any ? found.dtype : DType::kFloat64;
  PyNdArray* a = array_new(chosen, found.ndim, found.shape);
  if (!a) return nullptr;
  uint8_t* out = a->data;
  return fill(t, v, 0, found.ndim, chosen, out) ? a : nullptr;
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
  if (is_sequence(v)) {
    PyTuple* items = object_to_tuple(t, v);
    if (!items) return -1;
    if (items->length > kMaxDims) {
      (void)raise_value_error("maximum supported dimension for an ndarray is 32, found %ld", items->length);
      return -1;
    }
    for (int64_t i = 0; i < items->length; i++) {
      if (!object_index(t, items->items[i], &shape[ndim++])) return -1;
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
      product *= shape[i];
    } else if (unknown >= 0) {
      return (void)raise_value_error("can only specify one unknown dimension"), -1;
    } else {
      unknown = i;
    }
  }
  bool fits = unknown < 0 ? product == size : product > 0 && size % product == 0;
  if (!fits) {
    TextBuffer text;
    shape_text(shape, ndim, text);
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
