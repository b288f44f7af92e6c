// The type memoryview.
//
// 1. A view made of an object (`base`) holds an export of it. One made from another view does so only if nothing but the
//    export keeps the memory valid (see Buffer::memory): slices are mostly temporary, and in a collected heap they would
//    keep a bytearray from growing long after their last use.
// 2. Exports of views that died without release() are given back by a sweep after marking (see `held`), which may touch the
//    exporter as long as that is alive.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "gc/heap.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/item_format.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/native.h"
#include "vm/object/ops.h"
#include "vm/object/str.h"

namespace pyvm {

PyStr* bytes_to_hex(Thread& t, const uint8_t* data, size_t n, Value sep, Value per_sep);   // bytes_common.cpp

namespace {

constexpr int kMaxDimensions = 64;

struct PyMemoryView {
  HeapObject header;
  Value base;              // the exporting object
  HeapObject* memory;      // of Buffer, or null
  PyRaw* dimensions;       // shape, then strides: int64_t each
  Buffer held;             // of base
  uint8_t* data;
  int64_t length;          // bytes of all items
  int64_t item;            // bytes of one
  int64_t exports;         // buffers of this view given out
  int64_t slot;            // in the table of exports, -1: none
  int64_t hash;            // 0: not computed
  int ndim;
  bool readonly, released;
  char format[22];
  int64_t* shape() const { return reinterpret_cast<int64_t*>(dimensions->data); }
  int64_t* strides() const { return shape() + ndim; }
};

PyMemoryView* view_of(Value v) { return v.as<PyMemoryView>(); }

// ---- exports held by views --------------------------------------------------------------------------------------

PyMemoryView** held = nullptr;
int64_t held_count = 0, held_capacity = 0;

bool remember_export(PyMemoryView* view) {
  if (held_count == held_capacity) {
    held_capacity = held_capacity ? held_capacity * 2 : 64;
    held = static_cast<PyMemoryView**>(std::realloc(held, static_cast<size_t>(held_capacity) * sizeof(void*)));
    PYVM_CHECK(held != nullptr);
  }
  view->slot = held_count;
  held[held_count++] = view;
  return true;
}

void forget_export(PyMemoryView* view) {
  if (view->slot < 0) return;
  held[view->slot] = held[--held_count];
  held[view->slot]->slot = view->slot;
  view->slot = -1;
}

void sweep_exports(void*, bool) {
  for (int64_t i = 0; i < held_count;) {
    PyMemoryView* view = held[i];
    if (gc::is_live(&view->header)) {
      i++;
      continue;
    }
    if (gc::is_live(view->base.heap())) buffer_release(&view->held);
    forget_export(view);
  }
}

// ---- making views -----------------------------------------------------------------------------------------------

PyMemoryView* allocate_view(Value base, int ndim) {
  PyRaw* dimensions = raw_new(static_cast<uint64_t>(ndim) * 16 + 16);
  if (!dimensions) return nullptr;
  auto* v = allocate_object<PyMemoryView>(type_memoryview->root_shape->id());
  if (!v) return nullptr;
  v->base = base;
  v->dimensions = dimensions;
  v->ndim = ndim;
  v->slot = -1;
  return v;
}

// Completes a view made from another one. Null: exception pending.
Value hold(Thread& t, PyMemoryView* v) {
  if (v->memory) return Value(&v->header);
  Buffer buffer;
  if (!buffer_get(t, v->base, &buffer)) return kNull;
  v->held = buffer;
  remember_export(v);
  return Value(&v->header);
}

void set_format(PyMemoryView* v, const char* format) {
  std::snprintf(v->format, sizeof v->format, "%s", format);
}

void fill_strides(PyMemoryView* v) {
  int64_t stride = v->item;
  for (int i = v->ndim; i-- > 0;) {
    v->strides()[i] = stride;
    stride *= v->shape()[i];
  }
}

PyMemoryView* copy_view(PyMemoryView* from) {
  PyMemoryView* v = allocate_view(from->base, from->ndim);
  if (!v) return nullptr;
  std::memcpy(v->dimensions->data, from->dimensions->data, static_cast<size_t>(from->ndim) * 16);
  v->memory = from->memory;
  v->data = from->data;
  v->length = from->length;
  v->item = from->item;
  v->readonly = from->readonly;
  std::memcpy(v->format, from->format, sizeof v->format);
  return v;
}

bool alive(PyMemoryView* v) {
  return !v->released || raise_value_error("operation forbidden on released memoryview object");
}

bool is_view(Value v) { return type_of(v) == type_memoryview; }

// args: cls, object.
Value dunder_new(Thread& t, Value* args) {
  Value object = args[1];
  if (is_view(object)) {
    if (!alive(view_of(object))) return kNull;
    PyMemoryView* v = copy_view(view_of(object));
    return v ? hold(t, v) : kNull;
  }
  if (!has_buffer(object)) {
    return raise_type_error("memoryview: a bytes-like object is required, not '%s'", type_name(object));
  }
  Buffer buffer;
  if (!buffer_get(t, object, &buffer)) return kNull;
  PyMemoryView* v = buffer.ndim <= kMaxDimensions ? allocate_view(object, buffer.ndim) : nullptr;
  if (!v) {
    buffer_release(&buffer);
    return kNull;
  }
  v->memory = buffer.memory;
  v->data = buffer.data;
  v->length = buffer.length;
  v->item = buffer.item_size;
  v->readonly = buffer.readonly;
  set_format(v, buffer.format);
  for (int i = 0; i < v->ndim; i++) v->shape()[i] = buffer.shape ? buffer.shape[i] : buffer.length / buffer.item_size;
  if (buffer.strides) {
    for (int i = 0; i < v->ndim; i++) v->strides()[i] = buffer.strides[i];
  } else {
    fill_strides(v);
  }
  v->held = buffer;
  remember_export(v);
  return Value(&v->header);
}

Buffer as_buffer(PyMemoryView* v) {
  Buffer b;
  b.data = v->data;
  b.length = v->length;
  b.readonly = v->readonly;
  b.item_size = v->item;
  b.format = v->format;
  b.ndim = v->ndim;
  b.shape = v->shape();
  b.strides = v->strides();
  return b;
}

bool get_view_buffer(Thread&, Value object, Buffer* out, bool writable) {
  PyMemoryView* v = view_of(object);
  if (!alive(v)) return false;
  if (writable && v->readonly) return raise_error(exc::BufferError, "memoryview: underlying buffer is not writable");
  *out = as_buffer(v);
  out->owner = object;
  out->memory = v->memory;
  v->exports++;
  return true;
}
void release_view_buffer(Buffer* b) { view_of(b->owner)->exports--; }
const BufferProtocol kProtocol = {get_view_buffer, release_view_buffer};

Value release(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (v->released) return kNone;
  if (v->exports) {
    return raise_error(exc::BufferError, "memoryview has %lld exported buffer%s", static_cast<long long>(v->exports),
                       v->exports == 1 ? "" : "s");
  }
  buffer_release(&v->held);
  forget_export(v);
  v->released = true;
  return kNone;
}

// ---- items ------------------------------------------------------------------------------------------------------

char format_char(PyMemoryView* v) {
  char c = item_format(v->format);
  if (!c) raise_error(exc::NotImplementedError, "memoryview: format %s not supported", v->format);
  return c;
}

Value load_item(PyMemoryView* v, const uint8_t* p) {
  char c = format_char(v);
  return c ? item_load(c, p) : kNull;
}

bool is_index(Value v) { return is_int(v) || type_lookup(type_of(v), names::d_index); }

// Adds the offset of index `key` of a dimension. False: exception pending.
bool step_into(Thread& t, PyMemoryView* v, int dimension, Value key, uint8_t** p) {
  Value n = object_as_int(t, key);
  int64_t i;
  if (!n) return false;
  if (!int_to_int64(n, &i)) {
    return raise_error(exc::IndexError, "cannot fit '%s' into an index-sized integer", type_name(key));
  }
  int64_t size = v->shape()[dimension];
  if (i < 0) i += size;
  if (i < 0 || i >= size) return raise_error(exc::IndexError, "index out of bounds on dimension %d", dimension + 1);
  *p += i * v->strides()[dimension];
  return true;
}

// Address of the item named by an index or a tuple of indices. Null: exception pending.
uint8_t* item_address(Thread& t, PyMemoryView* v, Value key) {
  uint8_t* p = v->data;
  if (!(type_of(key)->flags & kTypeTuple)) {
    if (v->ndim == 0) return raise_type_error("invalid indexing of 0-dim memory");
    if (v->ndim > 1) return raise_error(exc::NotImplementedError, "multi-dimensional sub-views are not implemented");
    return step_into(t, v, 0, key, &p) ? p : nullptr;
  }
  PyTuple* keys = as_tuple(key);
  if (keys->length < v->ndim) return raise_error(exc::NotImplementedError, "sub-views are not implemented");
  if (keys->length > v->ndim) {
    return raise_type_error("cannot index %d-dimension view with %lld-element tuple", v->ndim,
                            static_cast<long long>(keys->length));
  }
  for (int i = 0; i < v->ndim; i++) {
    if (!step_into(t, v, i, keys->items[i], &p)) return nullptr;
  }
  return p;
}

constexpr int kMaxItemBytes = 8;

bool all_indices(Value key) {
  if (!(type_of(key)->flags & kTypeTuple)) return false;
  for (int64_t i = 0; i < as_tuple(key)->length; i++) {
    if (!is_index(as_tuple(key)->items[i])) return false;
  }
  return true;
}

bool has_slices(Value key) {
  if (!(type_of(key)->flags & kTypeTuple)) return false;
  for (int64_t i = 0; i < as_tuple(key)->length; i++) {
    if (!is_slice(as_tuple(key)->items[i])) return false;
  }
  return as_tuple(key)->length > 0;
}

// Makes a copy of a view cover less. False: exception pending.
bool narrow(Thread& t, PyMemoryView* part, PySlice* slice) {
  int64_t start, step, count;
  if (!slice_indices(t, slice, part->shape()[0], &start, &step, &count)) return false;
  if (count < 0) count = 0;
  part->data += start * part->strides()[0];
  part->shape()[0] = count;
  part->strides()[0] *= step;
  part->length = part->item;
  for (int i = 0; i < part->ndim; i++) part->length *= part->shape()[i];
  return true;
}

Value slice_view(Thread& t, PyMemoryView* v, PySlice* slice) {
  PyMemoryView* part = copy_view(v);
  // Held before __index__ of the slice may release v.
  Value result = part ? hold(t, part) : kNull;
  if (!result || narrow(t, part, slice)) return result;
  (void)release(t, &result);
  return kNull;
}

Value getitem(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  Value key = args[1];
  if (!alive(v)) return kNull;
  if (v->ndim == 0) {
    if (type_of(key)->flags & kTypeTuple && as_tuple(key)->length == 0) return load_item(v, v->data);
    if (key == kEllipsis) return args[0];
    return raise_type_error("invalid indexing of 0-dim memory");
  }
  if (is_index(key) || all_indices(key)) {
    uint8_t* p = item_address(t, v, key);
    return p && alive(v) ? load_item(v, p) : kNull;
  }
  if (is_slice(key)) return slice_view(t, v, key.as<PySlice>());
  if (has_slices(key)) return raise_error(exc::NotImplementedError, "multi-dimensional slicing is not implemented");
  return raise_type_error("memoryview: invalid slice key");
}

bool store_item(Thread& t, PyMemoryView* v, uint8_t* p, Value value) {
  char c = format_char(v);
  if (!c) return false;
  // Conversion may run Python code, which may release the view.
  uint8_t item[kMaxItemBytes];
  switch (item_store(t, c, item, value)) {
    case ItemResult::kOk:
      if (!alive(v)) return false;
      std::memcpy(p, item, static_cast<size_t>(v->item));
      return true;
    case ItemResult::kWrongType: return raise_type_error("memoryview: invalid type for format '%c'", c);
    case ItemResult::kOutOfRange: return raise_value_error("memoryview: invalid value for format '%c'", c);
    default: return false;
  }
}

bool assign_slice(Thread& t, PyMemoryView* v, PySlice* slice, Value source) {
  HeldBuffer from;
  if (!from.get(t, source)) return false;
  PyMemoryView* to = copy_view(v);
  if (!to || !narrow(t, to, slice) || !alive(v)) return false;
  int64_t count = from->shape ? from->shape[0] : from->length / from->item_size;
  const char* a = from->format[0] == '@' ? from->format + 1 : from->format;
  const char* b = to->format[0] == '@' ? to->format + 1 : to->format;
  if (from->ndim != 1 || std::strcmp(a, b) || count != to->shape()[0]) {
    return raise_value_error("memoryview assignment: lvalue and rvalue have different structures");
  }
  auto bytes = static_cast<size_t>(from->length);
  auto* copy = static_cast<uint8_t*>(std::malloc(bytes + 1));   // both may lie in the same memory
  if (!copy) return raise_memory_error();
  buffer_copy_out(*from, copy);
  for (int64_t i = 0; i < count; i++) {
    std::memcpy(to->data + i * to->strides()[0], copy + i * to->item, static_cast<size_t>(to->item));
  }
  std::free(copy);
  return true;
}

Value setitem(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  Value key = args[1];
  if (!alive(v)) return kNull;
  if (v->readonly) return raise_type_error("cannot modify read-only memory");
  if (v->ndim == 0) {
    bool whole = key == kEllipsis || (type_of(key)->flags & kTypeTuple && as_tuple(key)->length == 0);
    if (!whole) return raise_type_error("invalid indexing of 0-dim memory");
    return store_item(t, v, v->data, args[2]) ? kNone : kNull;
  }
  if (is_index(key) || all_indices(key)) {
    uint8_t* p = item_address(t, v, key);
    return p && store_item(t, v, p, args[2]) ? kNone : kNull;
  }
  if (is_slice(key) && v->ndim == 1) return assign_slice(t, v, key.as<PySlice>(), args[2]) ? kNone : kNull;
  if (is_slice(key) || has_slices(key)) {
    return raise_error(exc::NotImplementedError,
                       "memoryview slice assignments are currently restricted to ndim = 1");
  }
  return raise_type_error("memoryview: invalid slice key");
}

Value delitem(Thread&, Value* args) {
  if (!alive(view_of(args[0]))) return kNull;
  return raise_type_error(view_of(args[0])->readonly ? "cannot modify read-only memory" : "cannot delete memory");
}

// ---- conversion -------------------------------------------------------------------------------------------------

Value list_dimension(PyMemoryView* v, char format, int dimension, const uint8_t* p) {
  if (dimension == v->ndim) return item_load(format, p);
  PyList* list = list_new(v->shape()[dimension]);
  for (int64_t i = 0; list && i < v->shape()[dimension]; i++, p += v->strides()[dimension]) {
    Value item = list_dimension(v, format, dimension + 1, p);
    if (!item || !list_append(list, item)) return kNull;
  }
  return list ? Value(&list->header) : kNull;
}

Value tolist(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  char format = format_char(v);
  return format ? list_dimension(v, format, 0, v->data) : kNull;
}

Value tobytes(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  if (!args[1].is_none()) {
    if (!is_str(args[1])) return raise_type_error("tobytes() argument 'order' must be str or None, not %s", type_name(args[1]));
    PyStr* order = as_str(args[1]);
    if (!str_is(order, "C") && !str_is(order, "A") && !(str_is(order, "F") && v->ndim <= 1)) {
      return raise_value_error("order must be 'C', 'F' or 'A'");
    }
  }
  PyBytes* b = bytes_new(static_cast<size_t>(v->length));
  if (!b) return kNull;
  buffer_copy_out(as_buffer(v), b->data);
  return Value(&b->header);
}

Value hex(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  BytesArg bytes;
  if (!bytes.get(t, args[0])) return kNull;
  PyStr* s = bytes_to_hex(t, bytes.data(), bytes.size(), args[1], args[2]);
  return s ? Value(&s->header) : kNull;
}

Value toreadonly(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  PyMemoryView* copy = alive(v) ? copy_view(v) : nullptr;
  if (!copy) return kNull;
  copy->readonly = true;
  return hold(t, copy);
}

bool is_byte_format(char c) { return c == 'B' || c == 'b' || c == 'c'; }

// Reads the shape argument of cast(). -1: exception pending; otherwise the number of dimensions.
int read_shape(Thread& t, Value shape, int64_t* out) {
  bool tuple = type_of(shape)->flags & kTypeTuple;
  if (!tuple && !(type_of(shape)->flags & kTypeList)) {
    raise_type_error("shape must be a list or a tuple");
    return -1;
  }
  PyTuple* items = object_to_tuple(t, shape);
  if (!items) return -1;
  if (items->length > kMaxDimensions) {
    raise_value_error("memoryview: number of dimensions must not exceed 64");
    return -1;
  }
  for (int64_t i = 0; i < items->length; i++) {
    if (!is_int(items->items[i])) {
      raise_type_error("memoryview.cast(): elements of shape must be integers");
      return -1;
    }
    if (!int_to_int64(items->items[i], &out[i]) || out[i] <= 0) {
      raise_value_error("memoryview.cast(): elements of shape must be integers > 0");
      return -1;
    }
  }
  return static_cast<int>(items->length);
}

// args: self, format, shape.
Value cast(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  if (!is_str(args[1])) return raise_type_error("format argument must be a string");
  char to = item_format(str_utf8(as_str(args[1])).data()), from = item_format(v->format);
  if (!as_buffer(v).contiguous()) return raise_type_error("memoryview: casts are restricted to C-contiguous views");
  if (args[2] && v->ndim != 1) return raise_type_error("memoryview: cast must be 1D -> ND or ND -> 1D");
  if (!to) {
    return raise_value_error(
        "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  if (!from) return raise_value_error("memoryview: source format must be a native single character format prefixed with an optional '@'");
  if (!is_byte_format(to) && !is_byte_format(from)) {
    return raise_type_error("memoryview: cannot cast between two non-byte formats");
  }
  if (v->length % item_size(to)) return raise_type_error("memoryview: length is not a multiple of itemsize");
  int64_t shape[kMaxDimensions] = {v->length / item_size(to)};
  int ndim = args[2] ? read_shape(t, args[2], shape) : 1;
  if (ndim < 0) return kNull;
  int64_t total = item_size(to);
  for (int i = 0; i < ndim; i++) total *= shape[i];
  if (total != v->length) return raise_type_error("memoryview: product(shape) * itemsize != buffer size");
  PyMemoryView* out = allocate_view(v->base, ndim);
  if (!out) return kNull;
  out->memory = v->memory;
  out->data = v->data;
  out->length = v->length;
  out->item = item_size(to);
  out->readonly = v->readonly;
  set_format(out, str_utf8(as_str(args[1])).data());
  for (int i = 0; i < ndim; i++) out->shape()[i] = shape[i];
  fill_strides(out);
  return hold(t, out);
}

// ---- comparison -------------------------------------------------------------------------------------------------

// 1, 0, -1.
int equal_dimension(Thread& t, const Buffer& a, const Buffer& b, char fa, char fb, int dimension, const uint8_t* p,
                    const uint8_t* q) {
  if (dimension == a.ndim) {
    Value x = item_load(fa, p), y = item_load(fb, q);
    return x && y ? object_compare_bool(t, x, y, CompareOp::kEq) && !(x.is_double() && x.as_double() != x.as_double())
                  : -1;
  }
  int64_t n = a.shape ? a.shape[dimension] : a.length / a.item_size;
  int64_t sa = a.strides ? a.strides[dimension] : a.item_size, sb = b.strides ? b.strides[dimension] : b.item_size;
  for (int64_t i = 0; i < n; i++) {
    int same = equal_dimension(t, a, b, fa, fb, dimension + 1, p + i * sa, q + i * sb);
    if (same <= 0) return same;
  }
  return 1;
}

int views_equal(Thread& t, PyMemoryView* v, Value other) {
  HeldBuffer held_other;
  if (!held_other.get(t, other)) {
    error_clear();
    return 0;
  }
  Buffer a = as_buffer(v);
  const Buffer& b = *held_other;
  if (a.ndim != b.ndim) return 0;
  for (int i = 0; i < a.ndim; i++) {
    if (a.shape[i] != (b.shape ? b.shape[i] : b.length / b.item_size)) return 0;
  }
  char fa = item_format(a.format), fb = item_format(b.format);
  if (!fa || !fb) return 0;
  bool same_bits = fa == fb && fa != 'f' && fa != 'd' && fa != 'e' && fa != '?';
  if (same_bits && a.contiguous() && b.contiguous()) {
    return !a.length || !std::memcmp(a.data, b.data, static_cast<size_t>(a.length));
  }
  return equal_dimension(t, a, b, fa, fb, 0, a.data, b.data);
}

Value compare(Thread& t, Value* args, bool wanted) {
  PyMemoryView* v = view_of(args[0]);
  if (v->released || (is_view(args[1]) && view_of(args[1])->released)) {
    return Value::from_bool((args[0] == args[1]) == wanted);
  }
  if (!has_buffer(args[1])) return kNotImplemented;
  int same = views_equal(t, v, args[1]);
  return same < 0 ? kNull : Value::from_bool((same != 0) == wanted);
}
Value eq(Thread& t, Value* args) { return compare(t, args, true); }
Value ne(Thread& t, Value* args) { return compare(t, args, false); }

Value hash(Thread& t, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (v->hash) return int_from_int64(v->hash);
  if (!alive(v)) return kNull;
  if (!v->readonly) return raise_value_error("cannot hash writable memoryview object");
  if (!is_byte_format(item_format(v->format))) {
    return raise_value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  if (object_hash(t, v->base) == -1) return kNull;
  BytesArg bytes;
  if (!bytes.get(t, args[0])) return kNull;
  v->hash = hash_raw(bytes.data(), bytes.size());
  return int_from_int64(v->hash);
}

// ---- attributes -------------------------------------------------------------------------------------------------

Value tuple_of(const int64_t* items, int n) {
  PyTuple* tuple = tuple_new(n);
  for (int i = 0; tuple && i < n; i++) {
    tuple->items[i] = int_from_int64(items[i]);
    gc::barrier(&tuple->header);
  }
  return tuple ? Value(&tuple->header) : kNull;
}

#define PYVM_VIEW_ATTRIBUTE(name, expression)      \
  Value name(Thread&, Value* args) {               \
    PyMemoryView* v = view_of(args[0]);            \
    if (!alive(v)) return kNull;                   \
    return expression;                             \
  }
PYVM_VIEW_ATTRIBUTE(get_obj, v->base)
PYVM_VIEW_ATTRIBUTE(get_nbytes, int_from_int64(v->length))
PYVM_VIEW_ATTRIBUTE(get_readonly, Value::from_bool(v->readonly))
PYVM_VIEW_ATTRIBUTE(get_itemsize, int_from_int64(v->item))
PYVM_VIEW_ATTRIBUTE(get_ndim, Value::from_small_int(v->ndim))
PYVM_VIEW_ATTRIBUTE(get_shape, tuple_of(v->shape(), v->ndim))
PYVM_VIEW_ATTRIBUTE(get_strides, tuple_of(v->strides(), v->ndim))
PYVM_VIEW_ATTRIBUTE(get_suboffsets, Value(&tuple_empty()->header))
PYVM_VIEW_ATTRIBUTE(get_c_contiguous, Value::from_bool(as_buffer(v).contiguous()))
PYVM_VIEW_ATTRIBUTE(enter, args[0])
#undef PYVM_VIEW_ATTRIBUTE

bool fortran_contiguous(PyMemoryView* v) {
  int64_t expected = v->item;
  for (int i = 0; i < v->ndim; i++) {
    if (v->shape()[i] > 1 && v->strides()[i] != expected) return false;
    expected *= v->shape()[i];
  }
  return true;
}
Value get_f_contiguous(Thread&, Value* args) {
  return alive(view_of(args[0])) ? Value::from_bool(fortran_contiguous(view_of(args[0]))) : kNull;
}
Value get_contiguous(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  return alive(v) ? Value::from_bool(as_buffer(v).contiguous() || fortran_contiguous(v)) : kNull;
}
Value get_format(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  PyStr* s = alive(v) ? str_intern(std::string_view(v->format)) : nullptr;
  return s ? Value(&s->header) : kNull;
}

Value length(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  if (v->ndim == 0) return Value::from_small_int(1);
  return int_from_int64(v->shape()[0]);
}

Value repr(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  PyStr* s = str_format(v->released ? "<released memory at 0x%012llx>" : "<memory at 0x%012llx>",
                        static_cast<unsigned long long>(args[0].bits()));
  return s ? Value(&s->header) : kNull;
}

Value exit(Thread& t, Value* args) { return release(t, args); }

// ---- iteration --------------------------------------------------------------------------------------------------

struct PyViewIterator {
  HeapObject header;
  PyMemoryView* source;   // null once exhausted
  int64_t index, length;
};
PyType* type_view_iterator;

Value iter(Thread&, Value* args) {
  PyMemoryView* v = view_of(args[0]);
  if (!alive(v)) return kNull;
  if (v->ndim == 0) return raise_type_error("invalid indexing of 0-dim memory");
  if (v->ndim > 1) return raise_error(exc::NotImplementedError, "multi-dimensional sub-views are not implemented");
  if (!format_char(v)) return kNull;
  auto* it = allocate_object<PyViewIterator>(type_view_iterator->root_shape->id());
  if (!it) return kNull;
  it->source = v;
  it->length = v->shape()[0];
  return Value(&it->header);
}
Value iterator_next(Thread&, Value self) {
  auto* it = self.as<PyViewIterator>();
  PyMemoryView* v = it->source;
  if (!v) return kStop;
  if (it->index >= it->length) {
    it->source = nullptr;
    return kStop;
  }
  if (!alive(v)) return kNull;
  return item_load(item_format(v->format), v->data + it->index++ * v->strides()[0]);
}
Value iterator_self(Thread&, Value* args) { return args[0]; }

void trace_view(HeapObject* object, gc::Visitor& visitor) {
  auto* v = reinterpret_cast<PyMemoryView*>(object);
  visitor.visit(v->base.bits());
  visitor.visit(v->memory);
  visitor.visit(v->dimensions);
}
void trace_iterator(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyViewIterator*>(object)->source);
}

const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites | kEffectAllocates),
    {}};
const TypeSpec kIteratorSpec = {
    .name = "memory_iterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_iterator, .bytes = sizeof(PyViewIterator)},
    .methods = kIteratorMethods,
};

const NativeDef kMethods[] = {
    {"__new__(cls, object)", dunder_new},
    {"__repr__(self, /)", repr},
    {"__hash__(self, /)", hash},
    {"__eq__(self, value, /)", eq},
    {"__ne__(self, value, /)", ne},
    {"__len__(self, /)", length, kEffectReads | kEffectMayRaise},
    {"__getitem__(self, key, /)", getitem},
    {"__setitem__(self, key, value, /)", setitem},
    {"__delitem__(self, key, /)", delitem},
    {"__iter__(self, /)", iter},
    {"__enter__(self, /)", enter},
    {"__exit__(self, /, *exc_info)", exit},
    {"release(self, /)", release},
    {"tobytes(self, /, order=None)", tobytes},
    {"hex(self, /, sep=<absent>, bytes_per_sep=1)", hex},
    {"tolist(self, /)", tolist},
    {"cast(self, /, format, shape=<absent>)", cast},
    {"toreadonly(self, /)", toreadonly},
    {"@getset obj", get_obj},
    {"@getset nbytes", get_nbytes},
    {"@getset readonly", get_readonly},
    {"@getset itemsize", get_itemsize},
    {"@getset format", get_format},
    {"@getset ndim", get_ndim},
    {"@getset shape", get_shape},
    {"@getset strides", get_strides},
    {"@getset suboffsets", get_suboffsets},
    {"@getset c_contiguous", get_c_contiguous},
    {"@getset f_contiguous", get_f_contiguous},
    {"@getset contiguous", get_contiguous},
    {}};
const TypeSpec kSpec = {
    .name = "memoryview",
    .flags = kTypeHasWeakref | kTypeSequence,
    .native = {.trace = trace_view, .bytes = sizeof(PyMemoryView)},
    .methods = kMethods,
    .doc = "(object)\n--\n\n"
           "Create a new memoryview object which references the given object.",
};

}  // namespace

void boot_memoryview() {
  type_init_builtin(type_memoryview, kSpec);
  type_view_iterator = type_new_builtin(kIteratorSpec);
  gc::add_root(&type_view_iterator);
  gc::add_weak_table(sweep_exports, nullptr);
  buffer_register(type_memoryview, &kProtocol);
}

}  // namespace pyvm
