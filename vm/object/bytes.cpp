// The type bytes.
#include "vm/object/bytes.h"

#include <cstring>

#include "gc/heap.h"
#include "vm/base/text.h"
#include "vm/object/alloc.h"
#include "vm/object/args.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes_methods.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/str.h"

namespace pyvm {

bool is_bytes(Value v) { return v.is_heap() && (type_of(v)->flags & kTypeBytes); }

static size_t bytes_size(size_t length) { return (sizeof(PyBytes) + length + 1 + 7) & ~size_t{7}; }

static PyBytes* one_byte[256];
static PyBytes* empty_bytes;

PyBytes* bytes_new(size_t length) {
  constexpr size_t kCPythonHeader = 33;   // sizeof(PyBytesObject): decides which of the two errors CPython raises
  if (length > INT64_MAX - kCPythonHeader) return raise_error(exc::OverflowError, "byte string is too large");
  if (length > kLongestBytes) return raise_memory_error();
  auto* b = allocate_object<PyBytes>(type_bytes->root_shape->id(), bytes_size(length));
  if (!b) return nullptr;
  b->hash = -1;
  b->length = static_cast<int64_t>(length);
  return b;
}

PyBytes* bytes_from(const void* data, size_t length) {
  if (data && length <= 1) {
    PyBytes*& shared = length ? one_byte[*static_cast<const uint8_t*>(data)] : empty_bytes;
    if (!shared) {
      shared = bytes_new(length);
      if (!shared) return nullptr;
      if (length) shared->data[0] = *static_cast<const uint8_t*>(data);
    }
    return shared;
  }
  PyBytes* b = bytes_new(length);
  if (b && data) std::memcpy(b->data, data, length);
  return b;
}

int64_t bytes_hash(PyBytes* b) {
  if (b->hash == -1) b->hash = hash_raw(b->data, static_cast<size_t>(b->length));
  return b->hash;
}

namespace {

struct PyBytesIterator {
  HeapObject header;
  PyBytes* source;   // null once exhausted
  int64_t index;
};

Value value(PyStr* s) { return s ? Value(&s->header) : kNull; }

bool get_bytes_buffer(Thread&, Value object, Buffer* out, bool writable) {
  if (writable) return raise_error(exc::BufferError, "Object is not writable.");
  out->data = as_bytes(object)->data;
  out->length = as_bytes(object)->length;
  out->owner = object;
  out->memory = object.heap();
  return true;
}
const BufferProtocol kBytesProtocol = {get_bytes_buffer, nullptr};

size_t size_of_bytes(const HeapObject* object) {
  return bytes_size(static_cast<size_t>(reinterpret_cast<const PyBytes*>(object)->length));
}

// args: cls, source, encoding, errors.
Value bytes_dunder_new(Thread& t, Value* args) {
  auto* cls = args[0].as<PyType>();
  if (cls == type_bytes && args[1] && !args[2] && !args[3] && is_exact_bytes(args[1])) return args[1];
  TextBuffer data;
  if (!bytes_from_source(t, type_bytes, args[1], args[2], args[3], data)) return kNull;
  if (cls == type_bytes) {
    PyBytes* b = bytes_from(data.size() ? data.data() : "", data.size());
    return b ? Value(&b->header) : kNull;
  }
  HeapObject* object = instance_allocate(cls, bytes_size(data.size()));
  if (!object) return kNull;
  auto* b = reinterpret_cast<PyBytes*>(object);
  b->hash = -1;
  b->length = static_cast<int64_t>(data.size());
  if (data.size()) std::memcpy(b->data, data.data(), data.size());
  return Value(object);
}

Value bytes_dunder_repr(Thread&, Value* args) {
  PyBytes* b = as_bytes(args[0]);
  return value(bytes_repr(b->data, static_cast<size_t>(b->length)));
}
Value bytes_dunder_hash(Thread&, Value* args) { return int_from_int64(bytes_hash(as_bytes(args[0]))); }
Value bytes_dunder_bytes(Thread&, Value* args) {
  return is_exact_bytes(args[0]) ? args[0] : bytes_like(args[0], as_bytes(args[0])->data, byte_span(args[0]).length);
}
Value bytes_getnewargs(Thread& t, Value* args) {
  Value plain = bytes_dunder_bytes(t, args);
  PyTuple* result = plain ? tuple_from(&plain, 1) : nullptr;
  return result ? Value(&result->header) : kNull;
}
Value bytes_sizeof(Thread&, Value* args) { return Value::from_small_int(33 + as_bytes(args[0])->length); }

Value bytes_iter(Thread&, Value* args) {
  auto* it = allocate_object<PyBytesIterator>(type_bytes_iterator->root_shape->id());
  if (!it) return kNull;
  it->source = as_bytes(args[0]);
  return Value(&it->header);
}

Value iterator_next(Thread&, Value self) {
  auto* it = self.as<PyBytesIterator>();
  if (!it->source) return kStop;
  if (it->index < it->source->length) return Value::from_small_int(it->source->data[it->index++]);
  it->source = nullptr;
  return kStop;
}
Value iterator_self(Thread&, Value* args) { return args[0]; }
Value iterator_length_hint(Thread&, Value* args) {
  auto* it = args[0].as<PyBytesIterator>();
  return Value::from_small_int(it->source ? it->source->length - it->index : 0);
}
Value iterator_reduce(Thread& t, Value* args) {
  auto* it = args[0].as<PyBytesIterator>();
  PyBytes* none = bytes_from("", 0);
  if (!none) return kNull;
  return iterator_reduce_tuple(t, it->source ? Value(&it->source->header) : kNull, Value(&none->header), it->index);
}
Value iterator_setstate(Thread& t, Value* args) {
  auto* it = args[0].as<PyBytesIterator>();
  int64_t i;
  if (!arg_ssize(t, args[1], &i)) return kNull;
  if (it->source) it->index = i < 0 ? 0 : i > it->source->length ? it->source->length : i;
  return kNone;
}

void trace_iterator(HeapObject* object, gc::Visitor& visitor) {
  visitor.visit(reinterpret_cast<PyBytesIterator*>(object)->source);
}

const NativeDef kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, kEffectPure},
    PYVM_NEXT(iterator_next, kEffectReads | kEffectWrites),
    {"__length_hint__(self, /)", iterator_length_hint, kEffectReads},
    {"__reduce__(self, /)", iterator_reduce},
    {"__setstate__(self, state, /)", iterator_setstate},
    {}};

const NativeDef kBytesMethods[] = {
    {"__new__(cls, source=<absent>, encoding=<absent>, errors=<absent>)", bytes_dunder_new},
    {"__repr__(self, /)", bytes_dunder_repr, kEffectAllocates | kEffectMayRaise},
    {"__str__(self, /)", bytes_dunder_repr, kEffectAllocates | kEffectMayRaise},
    {"__hash__(self, /)", bytes_dunder_hash, kEffectAllocates},
    {"__iter__(self, /)", bytes_iter, kEffectAllocates | kEffectMayRaise},
    {"__bytes__(self, /)", bytes_dunder_bytes, kEffectAllocates | kEffectMayRaise},
    {"__getnewargs__(self, /)", bytes_getnewargs},
    {"__sizeof__(self, /)", bytes_sizeof},
    PYVM_BYTES_ROWS,
    {}};

const TypeSpec kBytesSpec = {
    .name = "bytes",
    .flags = kTypeBaseable | kTypeBytes,
    .native = {.size_of = size_of_bytes, .leaf = true},
    .methods = kBytesMethods,
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n"
           "  - an iterable yielding integers in range(256)\n"
           "  - a text string encoded using the specified encoding\n"
           "  - any object implementing the buffer API.\n  - an integer",
};
const TypeSpec kBytesIteratorSpec = {
    .name = "bytes_iterator",
    .flags = kTypeNoNew,
    .native = {.trace = trace_iterator, .bytes = sizeof(PyBytesIterator)},
    .methods = kIteratorMethods,
};

void trace_shared(gc::Visitor& visitor, void*) {
  visitor.visit(empty_bytes);
  for (PyBytes* b : one_byte) visitor.visit(b);
}

}  // namespace

void boot_bytes() {
  type_init_builtin(type_bytes, kBytesSpec);
  type_init_builtin(type_bytes_iterator, kBytesIteratorSpec);
  buffer_register(type_bytes, &kBytesProtocol);
  gc::add_root_tracer(trace_shared, nullptr);
}

}  // namespace pyvm
