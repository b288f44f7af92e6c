#include "vm/object/buffer.h"

#include <cstdlib>
#include <cstring>

#include "vm/base/text.h"
#include "vm/object/bytes.h"
#include "vm/object/error.h"
#include "vm/object/exact.h"
#include "vm/object/type.h"

namespace pyvm {

namespace {

struct Registered {
  PyType* type;
  const BufferProtocol* protocol;
};
Registered registered[32];
int registered_count = 0;

const BufferProtocol* protocol_of(Value object) {
  PyType* type = type_of(object);
  for (int i = 0; i < registered_count; i++) {
    if (registered[i].type == type) return registered[i].protocol;
  }
  for (int i = 0; i < registered_count; i++) {
    if (type_is_subtype(type, registered[i].type)) return registered[i].protocol;
  }
  return nullptr;
}

}  // namespace

void buffer_register(PyType* type, const BufferProtocol* protocol) {
  PYVM_CHECK(registered_count < 32);
  registered[registered_count++] = {type, protocol};
}

bool has_buffer(Value object) { return protocol_of(object) != nullptr; }

bool Buffer::contiguous() const {
  if (!strides) return true;
  int64_t expected = item_size;
  for (int i = ndim; i-- > 0;) {
    if (shape[i] > 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

bool buffer_get(Thread& t, Value object, Buffer* out, bool writable) {
  const BufferProtocol* protocol = protocol_of(object);
  if (!protocol) return raise_type_error("a bytes-like object is required, not '%s'", type_name(object));
  return protocol->get(t, object, out, writable);
}

void buffer_release(Buffer* buffer) {
  if (!buffer->owner) return;
  const BufferProtocol* protocol = protocol_of(buffer->owner);
  if (protocol && protocol->release) protocol->release(buffer);
  buffer->owner = kNull;
}

static uint8_t* copy_dimension(const Buffer& b, int dimension, const uint8_t* from, uint8_t* to) {
  if (dimension == b.ndim) {
    std::memcpy(to, from, static_cast<size_t>(b.item_size));
    return to + b.item_size;
  }
  for (int64_t i = 0; i < b.shape[dimension]; i++) to = copy_dimension(b, dimension + 1, from + i * b.strides[dimension], to);
  return to;
}

void buffer_copy_out(const Buffer& b, uint8_t* to) {
  if (b.contiguous()) {
    if (b.length) std::memcpy(to, b.data, static_cast<size_t>(b.length));
  } else {
    copy_dimension(b, 0, b.data, to);
  }
}

BytesArg::~BytesArg() {
  buffer_release(&buffer_);
  std::free(copy_);
}

bool BytesArg::get(Thread& t, Value object) {
  if (is_exact_bytes(object)) {
    data_ = as_bytes(object)->data;
    size_ = static_cast<size_t>(as_bytes(object)->length);
    return true;
  }
  if (!buffer_get(t, object, &buffer_)) return false;
  size_ = static_cast<size_t>(buffer_.length);
  data_ = buffer_.data;
  if (!buffer_.contiguous()) {
    copy_ = static_cast<uint8_t*>(std::malloc(size_ + 1));
    if (!copy_) return raise_memory_error();
    buffer_copy_out(buffer_, copy_);
    data_ = copy_;
  }
  return true;
}

bool buffer_append_bytes(Thread& t, Value object, TextBuffer& out) {
  BytesArg bytes;
  if (!bytes.get(t, object)) return false;
  out.append({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return true;
}

}  // namespace pyvm
