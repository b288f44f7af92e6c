// The internal buffers of containers.
#include "vm/object/alloc.h"
#include "vm/object/list.h"
#include "vm/run/layouts.h"

namespace pyvm {

PyArray* array_new(uint64_t capacity) {
  if (capacity > uint64_t{1} << 44) {
    (void)raise_memory_error();
    return nullptr;
  }
  auto* a = allocate_object<PyArray>(layouts.array, sizeof(PyArray) + capacity * sizeof(Value));
  if (a) a->capacity = capacity;
  return a;
}

PyRaw* raw_new(uint64_t bytes) {
  if (bytes > uint64_t{1} << 47) {
    (void)raise_memory_error();
    return nullptr;
  }
  auto* r = allocate_object<PyRaw>(layouts.raw, sizeof(PyRaw) + bytes);
  if (r) r->capacity = bytes;
  return r;
}

static size_t array_size(const HeapObject* h) {
  return sizeof(PyArray) + reinterpret_cast<const PyArray*>(h)->capacity * sizeof(Value);
}
static size_t raw_size(const HeapObject* h) { return sizeof(PyRaw) + reinterpret_cast<const PyRaw*>(h)->capacity; }

static const TypeSpec kArraySpec = {
    .name = "internal array",
    .base = nullptr,
    .flags = kTypeNoNew | kTypeInternal,
    .native = {.size_of = array_size, .bytes = sizeof(PyArray), .first_value = sizeof(PyArray)},
};
static const TypeSpec kRawSpec = {
    .name = "internal buffer",
    .base = nullptr,
    .flags = kTypeNoNew | kTypeInternal,
    .native = {.size_of = raw_size, .bytes = sizeof(PyRaw), .leaf = true},
};

void boot_buffers() {
  type_init_builtin(type_array, kArraySpec);
  type_init_builtin(type_raw, kRawSpec);
}

}  // namespace pyvm
