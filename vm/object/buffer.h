// The buffer interface: how C++ code reads and writes the memory of bytes, bytearray, memoryview, array.array, ndarray, mmap.
#pragma once

#include "vm/object/find.h"
#include "vm/object/value.h"

namespace pyvm {

struct PyType;
struct Thread;
class TextBuffer;

// Memory of an object, as PEP 3118 describes it. Between buffer_get() and buffer_release() the memory neither moves nor
// changes its size.
struct Buffer {
  uint8_t* data = nullptr;             // first item
  int64_t length = 0;                  // bytes of all items together
  bool readonly = true;
  int64_t item_size = 1;
  const char* format = "B";            // struct syntax; lives as long as the owner
  int ndim = 1;
  const int64_t* shape = nullptr;      // null: one dimension of length / item_size
  const int64_t* strides = nullptr;    // in bytes; null: C-contiguous
  Value owner;                         // keeps the memory alive; null: nothing to release
  // The heap object that holds the memory, if any: keeping it alive keeps the memory valid, even after the owner took
  // other memory. Null: the memory is valid only until buffer_release().
  HeapObject* memory = nullptr;
  bool contiguous() const;             // in C order
};

// What a type with a buffer registers. get: null data with an exception pending on failure, sets owner; release may be null.
struct BufferProtocol {
  bool (*get)(Thread& t, Value object, Buffer* out, bool writable);
  void (*release)(Buffer* buffer);
};
void buffer_register(PyType* type, const BufferProtocol* protocol);

// True if the object has a buffer.
bool has_buffer(Value object);
// False: TypeError "a bytes-like object is required, not 'x'", BufferError or another error pending. A writable buffer is
// refused by read-only objects.
[[nodiscard]] bool buffer_get(Thread& t, Value object, Buffer* out, bool writable = false);
void buffer_release(Buffer* buffer);
// Copies the items in C order; `to` has room for buffer.length bytes.
void buffer_copy_out(const Buffer& buffer, uint8_t* to);

// A buffer for the life of a C++ variable.
class HeldBuffer {
 public:
  HeldBuffer() = default;
  ~HeldBuffer() { buffer_release(&buffer_); }
  HeldBuffer(const HeldBuffer&) = delete;
  HeldBuffer& operator=(const HeldBuffer&) = delete;
  [[nodiscard]] bool get(Thread& t, Value object, bool writable = false) {
    return buffer_get(t, object, &buffer_, writable);
  }
  Buffer* operator->() { return &buffer_; }
  const Buffer& operator*() const { return buffer_; }

 private:
  Buffer buffer_;
};

// The bytes of a bytes-like object in one piece, for reading.
class BytesArg {
 public:
  BytesArg() = default;
  ~BytesArg();
  BytesArg(const BytesArg&) = delete;
  BytesArg& operator=(const BytesArg&) = delete;
  // False: exception pending.
  [[nodiscard]] bool get(Thread& t, Value object);
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }
  CharSpan span() const { return {data_, size_, 1}; }

 private:
  Buffer buffer_;
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
  uint8_t* copy_ = nullptr;
};

// Appends the bytes of a bytes-like object. False: TypeError pending, nothing appended.
[[nodiscard]] bool buffer_append_bytes(Thread& t, Value object, TextBuffer& out);

}  // namespace pyvm
