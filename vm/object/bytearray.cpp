// The type bytearray: bytes that may change and grow.
//
// 1. While `exports` is not 0 the storage is neither replaced nor resized.
// 2. Bytes taken off the front only move `start`; the storage is compacted when it grows again.
#include <cstring>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/dict.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/iter.h"
#include "vm/object/list.h"
#include "vm/object/ops.h"
#include "vm/object/slice.h"
#include "vm/object/str.h"

namespace pyvm {

uint8_t* PyByteArray::data() const { return storage->data + start; }

bool is_bytearray(Value v) { return v.is_heap() && type_is_subtype(type_of(v), type_bytearray); }

static PyByteArray* bytearray_of(PyType* cls) {
  PyRaw* storage = raw_new(0);
  if (!storage) return nullptr;
  auto* b = reinterpret_cast<PyByteArray*>(instance_allocate(cls));
  if (b) b->storage = storage;
  return b;
}

PyByteArray* bytearray_from(const void* data, size_t length) {
  PyRaw* storage = raw_new(length);
  if (!storage) return nullptr;
  auto* b = allocate_object<PyByteArray>(type_bytearray->root_shape->id());
  if (!b) return nullptr;
  b->storage = storage;
  b->length = static_cast<int64_t>(length);
  if (data && length) std::memcpy(storage->data, data, length);
  return b;
}

// True if no buffer of b is in use. Views that nothing refers to any more do not count.
static bool may_resize(PyByteArray* b) {
  if (b->exports) gc::collect_full();
  return !b->exports || raise_error(exc::BufferError, "Existing exports of data: object cannot be re-sized");
}

bool bytearray_resize(PyByteArray* b, int64_t length) {
  if (length == b->length) return true;
  if (!may_resize(b)) return false;
  if (b->start + length <= static_cast<int64_t>(b->storage->capacity)) {
    b->length = length;
    if (length == 0) b->start = 0;
    return true;
  }
  auto capacity = static_cast<uint64_t>(length) + static_cast<uint64_t>(length >> 3) + (length < 9 ? 3 : 6);
  PyRaw* storage = raw_new(capacity);
  if (!storage) return false;
  if (b->length) std::memcpy(storage->data, b->data(), static_cast<size_t>(b->length < length ? b->length : length));
  b->storage = storage;
  b->start = 0;
  b->length = length;
  gc::barrier(&b->header);
  return true;
}

namespace {

struct PyByteArrayIterator {
  HeapObject header;
  PyByteArray* source;   // null once exhausted
  int64_t index;
};

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

bool get_buffer(Thread&, Value object, Buffer* out, bool) {
  PyByteArray* b = as_bytearray(object);
  b->exports++;
  out->data = b->data();
  out->length = b->length;
  out->readonly = false;
  out->owner = object;
  out->memory = &b->storage->header;
  return true;
}
void release_buffer(Buffer* buffer) { as_bytearray(buffer->owner)->exports--; }
const BufferProtocol kProtocol = {get_buffer, release_buffer};

// Replaces bytes [from, to) by n bytes of data, which do not lie in b.
bool replace_range(PyByteArray* b, int64_t from, int64_t to, const uint8_t* data, int64_t n) {
  int64_t growth = n - (to - from);
  int64_t tail = b->length - to;
  if (growth != 0 && !may_resize(b)) return false;
  if (growth < 0 && from == 0 && n == 0) {   // off the front
    b->start += to;
    b->length -= to;
    return true;
  }
  if (growth < 0) std::memmove(b->data() + from + n, b->data() + to, static_cast<size_t>(tail));
  if (!bytearray_resize(b, b->length + growth)) return false;
  if (growth > 0) std::memmove(b->data() + from + n, b->data() + to, static_cast<size_t>(tail));
  if (n) std::memcpy(b->data() + from, data, static_cast<size_t>(n));
  return true;
}

bool byte_value(Thread& t, Value v, uint8_t* out) {
  Value i = object_as_int(t, v);
  int64_t n;
  if (!i) return false;
  if (!int_to_int64(i, &n) || n < 0 || n > 255) return raise_value_error("byte must be in range(0, 256)");
  *out = static_cast<uint8_t>(n);
  return true;
}

// ---- construction -----------------------------------------------------------------------------------------------

Value dunder_new(Thread&, Value* args) {
  PyByteArray* b = bytearray_of(args[0].as<PyType>());
  return b ? Value(&b->header) : kNull;
}

// args: self, source, encoding, errors.
Value dunder_init(Thread& t, Value* args) {
  TextBuffer data;
  if (!bytes_from_source(t, type_bytearray, args[1], args[2], args[3], data)) return kNull;
  PyByteArray* b = as_bytearray(args[0]);
  if (!bytearray_resize(b, static_cast<int64_t>(data.size()))) return kNull;
  if (data.size()) std::memcpy(b->data(), data.data(), data.size());
  return kNone;
}

Value dunder_repr(Thread&, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  PyStr* inner = bytes_repr(b->data(), static_cast<size_t>(b->length), true);
  if (!inner) return kNull;
  TextBuffer text;
  text.append(type_name(args[0]));
  text.append('(');
  str_append_utf8(inner, text);
  text.append(')');
  return value(str_from_utf8(text.view()));
}

// ---- items ------------------------------------------------------------------------------------------------------

bool set_slice(Thread& t, PyByteArray* b, PySlice* slice, Value source) {
  TextBuffer data;
  if (source) {
    if (is_int(source) || is_str(source)) {
      return raise_type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    }
    if (!bytes_from_source(t, type_bytearray, source, kNull, kNull, data)) return false;
  }
  int64_t start, stop, step;
  if (!slice_unpack(t, slice, &start, &stop, &step)) return false;
  int64_t count = slice_adjust(b->length, &start, &stop, step);   // __index__ may have changed the length
  auto* bytes = reinterpret_cast<const uint8_t*>(data.data());
  auto n = static_cast<int64_t>(data.size());
  if (step == 1) return replace_range(b, start, start + (count > 0 ? count : 0), bytes, n);
  if (n > 0) {
    if (n != count) {
      return raise_value_error("attempt to assign bytes of size %lld to extended slice of size %lld",
                               static_cast<long long>(n), static_cast<long long>(count));
    }
    for (int64_t i = 0; i < count; i++) b->data()[start + i * step] = bytes[i];
    return true;
  }
  if (count <= 0) return true;
  if (!may_resize(b)) return false;
  if (step < 0) {
    start += (count - 1) * step;
    step = -step;
  }
  uint8_t* p = b->data();
  int64_t to = start;
  for (int64_t i = start; i < b->length; i++) {
    int64_t offset = i - start;
    if (offset % step == 0 && offset / step < count) continue;
    p[to++] = p[i];
  }
  return bytearray_resize(b, to);
}

bool item_index(Thread& t, PyByteArray* b, Value key, int64_t* out) {
  if (!is_int(key) && !type_lookup(type_of(key), names::d_index)) {
    return raise_type_error("bytearray indices must be integers or slices, not %s", type_name(key));
  }
  Value i = object_as_int(t, key);
  if (!i) return false;
  if (!int_to_int64(i, out)) {
    return raise_error(exc::IndexError, "cannot fit '%s' into an index-sized integer", type_name(key));
  }
  if (*out < 0) *out += b->length;
  if (*out < 0 || *out >= b->length) return raise_error(exc::IndexError, "bytearray index out of range");
  return true;
}

Value dunder_setitem(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  if (is_slice(args[1])) return set_slice(t, b, args[1].as<PySlice>(), args[2]) ? kNone : kNull;
  int64_t i;
  uint8_t byte;
  if (!item_index(t, b, args[1], &i) || !byte_value(t, args[2], &byte)) return kNull;
  if (i >= b->length) return raise_error(exc::IndexError, "bytearray index out of range");
  b->data()[i] = byte;
  return kNone;
}

Value dunder_delitem(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  if (is_slice(args[1])) return set_slice(t, b, args[1].as<PySlice>(), kNull) ? kNone : kNull;
  int64_t i;
  if (!item_index(t, b, args[1], &i)) return kNull;
  return replace_range(b, i, i + 1, nullptr, 0) ? kNone : kNull;
}

// ---- growing and shrinking --------------------------------------------------------------------------------------

bool append_source(Thread& t, PyByteArray* b, Value source) {
  TextBuffer data;
  if (!bytes_from_source(t, type_bytearray, source, kNull, kNull, data)) return false;
  return replace_range(b, b->length, b->length, reinterpret_cast<const uint8_t*>(data.data()),
                       static_cast<int64_t>(data.size()));
}

Value append(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  uint8_t byte;
  if (!byte_value(t, args[1], &byte)) return kNull;
  if (!bytearray_resize(b, b->length + 1)) return kNull;
  b->data()[b->length - 1] = byte;
  return kNone;
}

Value extend(Thread& t, Value* args) {
  if (is_str(args[1])) {
    if (as_str(args[1])->length == 0) return kNone;
    return raise_type_error("'str' object cannot be interpreted as an integer");
  }
  if (!has_buffer(args[1]) && !type_lookup(type_of(args[1]), names::d_iter) &&
      !type_lookup(type_of(args[1]), names::d_getitem)) {
    return raise_type_error("can't extend bytearray with %s", type_name(args[1]));
  }
  return append_source(t, as_bytearray(args[0]), args[1]) ? kNone : kNull;
}

Value iadd(Thread& t, Value* args) {
  if (!has_buffer(args[1])) {
    return raise_type_error("can't concat %s to %s", type_name(args[1]), type_name(args[0]));
  }
  return append_source(t, as_bytearray(args[0]), args[1]) ? args[0] : kNull;
}

Value imul(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  int64_t times, size;
  if (!arg_repeat(t, args[1], &times)) return kNull;
  int64_t old = b->length;
  if (__builtin_mul_overflow(old, times, &size)) return raise_memory_error();
  if (!bytearray_resize(b, size)) return kNull;
  for (int64_t at = old; old && at < size; at += old) std::memcpy(b->data() + at, b->data(), static_cast<size_t>(old));
  return args[0];
}

Value insert(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  int64_t i;
  uint8_t byte;
  if (!arg_ssize(t, args[1], &i) || !byte_value(t, args[2], &byte)) return kNull;
  if (i < 0) i = i + b->length < 0 ? 0 : i + b->length;
  if (i > b->length) i = b->length;
  return replace_range(b, i, i, &byte, 1) ? kNone : kNull;
}

Value pop(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  int64_t i;
  if (!arg_ssize(t, args[1], &i)) return kNull;
  if (b->length == 0) return raise_error(exc::IndexError, "pop from empty bytearray");
  if (i < 0) i += b->length;
  if (i < 0 || i >= b->length) return raise_error(exc::IndexError, "pop index out of range");
  uint8_t byte = b->data()[i];
  return replace_range(b, i, i + 1, nullptr, 0) ? Value::from_small_int(byte) : kNull;
}

Value remove(Thread& t, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  uint8_t byte;
  if (!byte_value(t, args[1], &byte)) return kNull;
  int64_t i = find_char(byte_span(args[0]), byte);
  if (i < 0) return raise_value_error("value not found in bytearray");
  return replace_range(b, i, i + 1, nullptr, 0) ? kNone : kNull;
}

Value clear(Thread&, Value* args) { return bytearray_resize(as_bytearray(args[0]), 0) ? kNone : kNull; }

Value reverse(Thread&, Value* args) {
  PyByteArray* b = as_bytearray(args[0]);
  uint8_t* p = b->data();
  for (int64_t i = 0, j = b->length - 1; i < j; i++, j--) {
    uint8_t c = p[i];
    p[i] = p[j];
    p[j] = c;
  }
  return kNone;
}

Value copy(Thread&, Value* args) {
  CharSpan s = byte_span(args[0]);
  return bytes_like(args[0], s.data, s.length);
}

Value dunder_alloc(Thread&, Value* args) {
  return Value::from_small_int(static_cast<int64_t>(as_bytearray(args[0])->storage->capacity) + (as_bytearray(args[0])->length ? 1 : 0));
}
Value dunder_sizeof(Thread& t, Value* args) {
  return Value::from_small_int(56 + dunder_alloc(t, args).small_int());
}

// (type, (latin-1 text, 'latin-1'), state).
Value reduce(Thread& t, Value* args) {
  CharSpan s = byte_span(args[0]);
  PyStr* text = str_from_latin1(static_cast<const uint8_t*>(s.data), s.length);
  PyStr* encoding = str_intern("latin-1");
  if (!text || !encoding) return kNull;
  Value inner[] = {Value(&text->header), Value(&encoding->header)};
  PyTuple* arguments = s.length ? tuple_from(inner, 2) : tuple_empty();
  if (!arguments) return kNull;
  Value state = object_default_state(t, args[0]);
  if (!state) return kNull;
  Value items[] = {Value(&type_of(args[0])->header), Value(&arguments->header), state};
  PyTuple* result = tuple_from(items, 3);
  return result ? Value(&result->header) : kNull;
}

// ---- iteration --------------------------------------------------------------------------------------------------

Value dunder_iter(Thread&, Value* args) {
  auto* it = allocate_object<PyByteArrayIterator>(type_bytearray_iterator->root_shape->id());
  if (!it) return kNull;
  it->source = as_bytearray(args[0]);
  return Value(&it->header);
}

Value iterator_next(Thread&, Value self) {
  auto* it = self.as<PyByteArrayIterator>();
  if (!it->source) return kStop;
  if (it->index < it->source->length) return Value::from_small_int(it->source->data()[it->index++]);
  it->source = nullptr;
  return kStop;
}
Value iterator_self(Thread&, Value* args) { return args[0]; }
Value iterator_length_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyByteArrayIterator>();
  int64_t left = it->source ? it->source->length - it->index : 0;
  return Value::from_small_int(left > 0 ? left : 0);
}
Value iterator_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyByteArrayIterator>();
  PyTuple* none = tuple_empty();
  return iterator_reduce_tuple(t, it->source ? Value(&it->source->header) : kNull, Value(&none->header), it->index);
}
Value iterator_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyByteArrayIterator>();
  int64_t i;
  if (!arg_ssize(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < 0 ? 0 : i > it->source->length ? it->source->length : i;
  return kNone;
}

void trace_array(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyByteArray*>(object)->storage);
}
void trace_iterator(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyByteArrayIterator*>(object)->source);
}

const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", iterator_length_hint, kEffectReads},
    {"__reduce__(self, /)", iterator_reduce},
    {"__setstate__(self, state, /)", iterator_setstate},
    {}};

const NativeDef kMethods[] = {
    {"__new__(cls, *args, **kwargs)", dunder_new},
    {"__init__(self, source=<absent>, encoding=<absent>, errors=<absent>)", dunder_init},
    {"__repr__(self, /)", dunder_repr},
    {"__str__(self, /)", dunder_repr},
    {"__iter__(self, /)", dunder_iter, kEffectAllocates | kEffectMayRaise},
    {"__setitem__(self, key, value, /)", dunder_setitem},
    {"__delitem__(self, key, /)", dunder_delitem},
    {"__iadd__(self, value, /)", iadd},
    {"__imul__(self, value, /)", imul},
    {"@method __alloc__(self, /)", dunder_alloc},
    {"__sizeof__(self, /)", dunder_sizeof},
    {"__reduce__(self, /)", reduce},
    {"__reduce_ex__(self, proto=0, /)", reduce},
    {"append(self, item, /)", append},
    {"clear(self, /)", clear},
    {"copy(self, /)", copy},
    {"extend(self, iterable_of_ints, /)", extend},
    {"insert(self, index, item, /)", insert},
    {"pop(self, index=-1, /)", pop},
    {"remove(self, value, /)", remove},
    {"reverse(self, /)", reverse},
    PYVM_BYTES_ROWS,
    {}};

const TypeSpec kSpec = {
    .name = "bytearray",
    .flags = kTypeBaseable,
    .native = {.trace = trace_array, .bytes = sizeof(PyByteArray)},
    .methods = kMethods,
    .doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
           "bytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n"
           "  - an iterable yielding integers in range(256)\n"
           "  - a text string encoded using the specified encoding\n"
           "  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
};
const TypeSpec kIteratorSpec = {
    .name = "bytearray_iterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_iterator, .bytes = sizeof(PyByteArrayIterator)},
    .methods = kIteratorMethods,
};

}  // namespace

void boot_bytearray() {
  type_init_builtin(type_bytearray, kSpec);
  type_init_builtin(type_bytearray_iterator, kIteratorSpec);
  buffer_register(type_bytearray, &kProtocol);
}

}  // namespace pyvm
